// gx one value after the other, by the sum of inputBorder.wgsl: for kernels too large to be written out.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let item = id.x + id.y * rowItems;
  if (item >= batch * inChannels * inHeight * inWidth) { return; }
  let plane = item / (inHeight * inWidth);
  setGx(item, gathered(plane / inChannels, plane % inChannels, item / inWidth % inHeight, item % inWidth));
}
