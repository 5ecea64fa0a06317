// The gradient of a convolution's weights as a matrix product (matmul/multiply.wgsl): rows are the output channels o of a
// group, columns its weights (c, u, v), and products go over the positions k = (n, i, j) of the batch; formula as in
// weightTile.wgsl. One more column, of ones, sums gy for the bias. Needs weightBorder.wgsl.

const filterSize = (inChannels / groups) * kernelHeight * kernelWidth;
const plane = outHeight * outWidth;

fn left(group: u32, o: u32, k: u32, end: u32) -> vec4f {
  var g = vec4f();
  if (k < end) {
    let at = ((k / plane) * outChannels + group * sizeM + o) * plane + k % plane;
    if (o < sizeM) { g.x = getGy(at); }
    if (o + 1u < sizeM) { g.y = getGy(at + plane); }
    if (o + 2u < sizeM) { g.z = getGy(at + 2u * plane); }
    if (o + 3u < sizeM) { g.w = getGy(at + 3u * plane); }
  }
  return g;
}

fn right(group: u32, weight: u32, k: u32, end: u32) -> vec4f {
  let weights = vec4u(weight) + vec4u(0u, 1u, 2u, 3u);
  let position = k % plane;
  let tap = weights % (kernelHeight * kernelWidth);
  let row = vec4i((tap / kernelWidth) * dilationY + (position / outWidth) * strideY) - padTop;
  let column = vec4i((tap % kernelWidth) * dilationX + (position % outWidth) * strideX) - padLeft;
  let exists = (weights < vec4u(filterSize)) & (row >= vec4i(0)) & (row < vec4i(i32(inHeight))) & (column >= vec4i(0)) &
    (column < vec4i(i32(inWidth)));
  let channel = (k / plane) * inChannels + group * (inChannels / groups) + weights / (kernelHeight * kernelWidth);
  let at = channel * (inHeight * inWidth) + vec4u(row * i32(inWidth) + column);
  var x = vec4f();
  if (k < end) {
    x = select(vec4f(), vec4f(1.0), weights == vec4u(filterSize));
    if (exists.x) { x.x = getX(at.x); }
    if (exists.y) { x.y = getX(at.y); }
    if (exists.z) { x.z = getX(at.z); }
    if (exists.w) { x.w = getX(at.w); }
  }
  return x;
}

fn store(group: u32, o: u32, weight: u32, sum: f32) {
  let channel = group * sizeM + o;
  if (weight == filterSize) {
    setGb(channel, sum);
  } else {
    let at = channel * filterSize + weight;
    setGw(at, mended(sum, at));
  }
}
