// 2-D convolution, directly: y[n, o, i, j] = b[o] + sum over c, u, v of w[o, c, u, v] x[n, c, i s + u d - p, j s + v d - p]
// over the pixels that exist; post = f(y). x [batch, inChannels, inHeight, inWidth], w [outChannels, inChannels / groups,
// kernelHeight, kernelWidth], y [batch, outChannels, outHeight, outWidth].
// One invocation computes 4 output channels of one group for a strip of 4 neighbouring columns: 8 loads for 16 products.

const inPerGroup = inChannels / groups;
const outPerGroup = outChannels / groups;
const blocksPerGroup = (outPerGroup + 3u) / 4u;
const blocks = blocksPerGroup * groups;
const strips = (outWidth + 3u) / 4u;
const kernelSize = kernelHeight * kernelWidth;

fn store(n: u32, o: u32, i: u32, j: u32, y: f32) {
  let at = ((n * outChannels + o) * outHeight + i) * outWidth + j;
  setY(at, y);
  if (hasPost) { setPost(at, activate(y)); }
}

fn storeColumn(n: u32, o: u32, count: u32, i: u32, j: u32, y: vec4f) {
  if (j >= outWidth) { return; }
  store(n, o, i, j, y.x);
  if (count > 1u) { store(n, o + 1u, i, j, y.y); }
  if (count > 2u) { store(n, o + 2u, i, j, y.z); }
  if (count > 3u) { store(n, o + 3u, i, j, y.w); }
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let item = id.x + id.y * rowItems;
  if (item >= batch * blocks * outHeight * strips) { return; }
  let j = (item % strips) * 4u;
  let i = (item / strips) % outHeight;
  let block = (item / (strips * outHeight)) % blocks;
  let n = item / (strips * outHeight * blocks);
  let group = block / blocksPerGroup;
  let within = (block % blocksPerGroup) * 4u;
  let o = group * outPerGroup + within;
  let count = min(4u, outPerGroup - within);
  // Channels past the group's last repeat it; they are computed and not stored.
  let channels = vec4u(o, o + min(1u, count - 1u), o + min(2u, count - 1u), o + count - 1u);
  let filters = channels * (inPerGroup * kernelSize);

  let bias = vec4f(getB(channels.x), getB(channels.y), getB(channels.z), getB(channels.w));
  var y0 = bias;
  var y1 = bias;
  var y2 = bias;
  var y3 = bias;
  for (var c = 0u; c < inPerGroup; c++) {
    let plane = (n * inChannels + group * inPerGroup + c) * inHeight;
    for (var u = 0u; u < kernelHeight; u++) {
      let row = i32(i * strideY + u * dilationY) - padTop;
      if (row < 0 || row >= i32(inHeight)) { continue; }
      let start = (plane + u32(row)) * inWidth;
      let tap = (c * kernelHeight + u) * kernelWidth;
      for (var v = 0u; v < kernelWidth; v++) {
        let at = filters + (tap + v);
        let w = vec4f(getW(at.x), getW(at.y), getW(at.z), getW(at.w));
        let column = i32(j * strideX + v * dilationX) - padLeft;
        let column1 = column + i32(strideX);
        let column2 = column + i32(2u * strideX);
        let column3 = column + i32(3u * strideX);
        if (column >= 0 && column < i32(inWidth)) { y0 += w * getX(start + u32(column)); }
        if (column1 >= 0 && column1 < i32(inWidth)) { y1 += w * getX(start + u32(column1)); }
        if (column2 >= 0 && column2 < i32(inWidth)) { y2 += w * getX(start + u32(column2)); }
        if (column3 >= 0 && column3 < i32(inWidth)) { y3 += w * getX(start + u32(column3)); }
      }
    }
  }
  storeColumn(n, o, count, i, j, y0);
  storeColumn(n, o, count, i, j + 1u, y1);
  storeColumn(n, o, count, i, j + 2u, y2);
  storeColumn(n, o, count, i, j + 3u, y3);
}
