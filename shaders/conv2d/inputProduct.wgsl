// The gradient of a convolution's input as a matrix product (matmul/multiply.wgsl): rows are the input channels c of a
// group, columns the input pixels p = (n, h, w) of the batch, and products go over k = (o, u, v); formula as in
// inputBorder.wgsl, which it needs.

const kernelSize = kernelHeight * kernelWidth;
const plane = inHeight * inWidth;

fn weightAt(group: u32, c: u32, k: u32) -> f32 {
  if (c >= sizeM) { return 0.0; }
  let o = group * (outChannels / groups) + k / kernelSize;
  return getW((o * sizeM + c) * kernelSize + k % kernelSize);
}

fn left(group: u32, c: u32, k: u32, end: u32) -> vec4f {
  if (k >= end) { return vec4f(); }
  return vec4f(
    weightAt(group, c, k), weightAt(group, c + 1u, k), weightAt(group, c + 2u, k), weightAt(group, c + 3u, k),
  );
}

fn right(group: u32, p: u32, k: u32, end: u32) -> vec4f {
  let pixels = vec4u(p) + vec4u(0u, 1u, 2u, 3u);
  let tap = k % kernelSize;
  let down = vec4i((pixels % plane) / inWidth) + padTop - i32((tap / kernelWidth) * dilationY);
  let along = vec4i(pixels % inWidth) + padLeft - i32((tap % kernelWidth) * dilationX);
  let i = down / i32(strideY);
  let j = along / i32(strideX);
  let exists = (pixels < vec4u(sizeN)) & (down >= vec4i(0)) & (down % i32(strideY) == vec4i(0)) &
    (i < vec4i(i32(outHeight))) & (along >= vec4i(0)) & (along % i32(strideX) == vec4i(0)) & (j < vec4i(i32(outWidth)));
  let channel = (pixels / plane) * outChannels + group * (outChannels / groups) + k / kernelSize;
  let at = channel * (outHeight * outWidth) + vec4u(i * i32(outWidth) + j);
  var g = vec4f();
  if (k < end) {
    if (exists.x) { g.x = getGy(at.x); }
    if (exists.y) { g.y = getGy(at.y); }
    if (exists.z) { g.z = getGy(at.z); }
    if (exists.w) { g.w = getGy(at.w); }
  }
  return g;
}

fn store(group: u32, c: u32, p: u32, sum: f32) {
  let channel = group * sizeM + c;
  let pixel = p % plane;
  setGx(
    ((p / plane) * inChannels + channel) * plane + pixel,
    mended(sum, p / plane, channel, pixel / inWidth, pixel % inWidth),
  );
}
