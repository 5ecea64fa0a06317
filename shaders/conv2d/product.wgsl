// 2-D convolution as a matrix product (matmul/multiply.wgsl): rows are the output channels o of a group, columns the output
// pixels p = (n, i, j) of the batch, and products go over k = (c, u, v); formula as in tile.wgsl. Needs border.wgsl.

const inPerGroup = inChannels / groups;
const kernelSize = kernelHeight * kernelWidth;
const plane = outHeight * outWidth;

fn weightAt(group: u32, o: u32, k: u32) -> f32 {
  if (o >= sizeM) { return 0.0; }
  return getW((group * sizeM + o) * depth + k);
}

fn left(group: u32, o: u32, k: u32, end: u32) -> vec4f {
  if (k >= end) { return vec4f(); }
  return vec4f(
    weightAt(group, o, k), weightAt(group, o + 1u, k), weightAt(group, o + 2u, k), weightAt(group, o + 3u, k),
  );
}

fn right(group: u32, p: u32, k: u32, end: u32) -> vec4f {
  let pixels = vec4u(p) + vec4u(0u, 1u, 2u, 3u);
  let tap = k % kernelSize;
  let row = vec4i(((pixels % plane) / outWidth) * strideY + (tap / kernelWidth) * dilationY) - padTop;
  let column = vec4i((pixels % outWidth) * strideX + (tap % kernelWidth) * dilationX) - padLeft;
  let exists = (pixels < vec4u(sizeN)) & (row >= vec4i(0)) & (row < vec4i(i32(inHeight))) & (column >= vec4i(0)) &
    (column < vec4i(i32(inWidth)));
  let channel = (pixels / plane) * inChannels + group * inPerGroup + k / kernelSize;
  let at = channel * (inHeight * inWidth) + vec4u(row * i32(inWidth) + column);
  var x = vec4f();
  if (k < end) {
    if (exists.x) { x.x = getX(at.x); }
    if (exists.y) { x.y = getX(at.y); }
    if (exists.z) { x.z = getX(at.z); }
    if (exists.w) { x.w = getX(at.w); }
  }
  return x;
}

fn store(group: u32, o: u32, p: u32, sum: f32) {
  let channel = group * sizeM + o;
  let pixel = p % plane;
  let y = mended(sum + getB(channel), p / plane, channel, pixel / outWidth, pixel % outWidth);
  let at = ((p / plane) * outChannels + channel) * plane + pixel;
  setY(at, y);
  if (hasPost) { setPost(at, activate(y)); }
}
