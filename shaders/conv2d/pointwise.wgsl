// 1 x 1 convolution with stride 1 and no padding: a matrix product per image and group, y[n, o, p] = b[o] + sum over c of
// w[o, c] x[n, c, p] with p = (i, j); post = f(y). Shapes as in direct.wgsl. A block (block.wgsl) is 4 neighbouring pixels,
// across row ends.

const plane = outHeight * outWidth;
const strips = (plane + 3u) / 4u;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let item = id.x + id.y * rowItems;
  if (item >= batch * blocks * strips) { return; }
  let p = (item % strips) * 4u;
  let block = blockAt(item / strips);

  let bias = biasesOf(block);
  var y0 = bias;
  var y1 = bias;
  var y2 = bias;
  var y3 = bias;
  var weight = block.filters;
  // Pixels past the plane's last repeat it; they are computed and not stored.
  var pixel = min(vec4u(p, p + 1u, p + 2u, p + 3u), vec4u(plane - 1u)) + block.firstPlane * plane;
  for (var c = 0u; c < inPerGroup; c++) {
    let w = weightsAt(weight);
    y0 += w * getX(pixel.x);
    y1 += w * getX(pixel.y);
    y2 += w * getX(pixel.z);
    y3 += w * getX(pixel.w);
    weight += 1u;
    pixel += plane;
  }
  storeBlock(block, p, min(4u, plane - p), y0, y1, y2, y3);
}
