// 2-D convolution, directly: y[n, o, i, j] = b[o] + sum over c, u, v of w[o, c, u, v] x[n, c, i s + u d - p, j s + v d - p]
// over the pixels that exist; post = f(y). x [batch, inChannels, inHeight, inWidth], w [outChannels, inChannels / groups,
// kernelHeight, kernelWidth], y [batch, outChannels, outHeight, outWidth].
// A block (block.wgsl) is a strip of 4 columns of one row: 8 loads for 16 products.

const strips = (outWidth + 3u) / 4u;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let item = id.x + id.y * rowItems;
  if (item >= batch * blocks * outHeight * strips) { return; }
  let j = (item % strips) * 4u;
  let i = (item / strips) % outHeight;
  let block = blockAt(item / (strips * outHeight));

  let bias = biasesOf(block);
  var y0 = bias;
  var y1 = bias;
  var y2 = bias;
  var y3 = bias;
  for (var c = 0u; c < inPerGroup; c++) {
    let plane = (block.firstPlane + c) * inHeight;
    for (var u = 0u; u < kernelHeight; u++) {
      let row = i32(i * strideY + u * dilationY) - padTop;
      if (row < 0 || row >= i32(inHeight)) { continue; }
      let start = (plane + u32(row)) * inWidth;
      let tap = (c * kernelHeight + u) * kernelWidth;
      for (var v = 0u; v < kernelWidth; v++) {
        let w = weightsAt(block.filters + (tap + v));
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
  storeBlock(block, i * outWidth + j, min(4u, outWidth - j), y0, y1, y2, y3);
}
