// y [3, plane]: y[c, i] = levels[c, byte c of pixel i], where pixel = red + 256 green + 65536 blue. A look-up and no
// arithmetic on floats, so that every bit is the one that the table holds.
@compute @workgroup_size(items)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x + id.y * rowItems;
  if (i >= plane) { return; }
  let pixel = u32(getPixels(i));
  setY(i, getLevels(pixel & 255u));
  setY(plane + i, getLevels(256u + ((pixel >> 8u) & 255u)));
  setY(2u * plane + i, getLevels(512u + ((pixel >> 16u) & 255u)));
}
