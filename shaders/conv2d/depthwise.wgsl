// 2-D convolution with few output channels per group, in particular depthwise (one): formula and shapes as in direct.wgsl.
// One invocation computes one output channel for a strip of 4 neighbouring columns.

const inPerGroup = inChannels / groups;
const outPerGroup = outChannels / groups;
const strips = (outWidth + 3u) / 4u;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let item = id.x + id.y * rowItems;
  if (item >= batch * outChannels * outHeight * strips) { return; }
  let j = (item % strips) * 4u;
  let i = (item / strips) % outHeight;
  let o = (item / (strips * outHeight)) % outChannels;
  let n = item / (strips * outHeight * outChannels);
  let firstPlane = n * inChannels + (o / outPerGroup) * inPerGroup;

  var y = vec4f(getB(o));
  for (var c = 0u; c < inPerGroup; c++) {
    for (var u = 0u; u < kernelHeight; u++) {
      let row = i32(i * strideY + u * dilationY) - padTop;
      if (row < 0 || row >= i32(inHeight)) { continue; }
      let start = ((firstPlane + c) * inHeight + u32(row)) * inWidth;
      let tap = ((o * inPerGroup + c) * kernelHeight + u) * kernelWidth;
      for (var v = 0u; v < kernelWidth; v++) {
        let w = getW(tap + v);
        let columns = vec4i(i32(j * strideX + v * dilationX) - padLeft) + vec4i(0, 1, 2, 3) * i32(strideX);
        if (columns.x >= 0 && columns.x < i32(inWidth)) { y.x += w * getX(start + u32(columns.x)); }
        if (columns.y >= 0 && columns.y < i32(inWidth)) { y.y += w * getX(start + u32(columns.y)); }
        if (columns.z >= 0 && columns.z < i32(inWidth)) { y.z += w * getX(start + u32(columns.z)); }
        if (columns.w >= 0 && columns.w < i32(inWidth)) { y.w += w * getX(start + u32(columns.w)); }
      }
    }
  }
  let at = ((n * outChannels + o) * outHeight + i) * outWidth;
  for (var k = 0u; k < min(4u, outWidth - j); k++) {
    setY(at + j + k, y[k]);
    if (hasPost) { setPost(at + j + k, activate(y[k])); }
  }
}
