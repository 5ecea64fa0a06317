// 2-D convolution with kernels 3 wide, stride and dilation 1 along the rows: formula and shapes as in direct.wgsl. A block
// (block.wgsl) is a strip of 4 columns of one row, whose 12 products a channel and kernel row share 6 pixels.
// A NaN or infinite weight over padding to the left or right gives NaN here (0 NaN); direct.wgsl skips the pixel.

const strips = (outWidth + 3u) / 4u;

fn pixelAt(start: u32, column: i32) -> f32 {
  if (column < 0 || column >= i32(inWidth)) { return 0.0; }
  return getX(start + u32(column));
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let item = id.x + id.y * rowItems;
  if (item >= batch * blocks * outHeight * strips) { return; }
  let j = (item % strips) * 4u;
  let i = (item / strips) % outHeight;
  let block = blockAt(item / (strips * outHeight));
  let column = i32(j) - padLeft;

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
      let x0 = pixelAt(start, column);
      let x1 = pixelAt(start, column + 1);
      let x2 = pixelAt(start, column + 2);
      let x3 = pixelAt(start, column + 3);
      let x4 = pixelAt(start, column + 4);
      let x5 = pixelAt(start, column + 5);
      let at = block.filters + (c * kernelHeight + u) * kernelWidth;
      let w0 = weightsAt(at);
      y0 += w0 * x0;
      y1 += w0 * x1;
      y2 += w0 * x2;
      y3 += w0 * x3;
      let w1 = weightsAt(at + 1u);
      y0 += w1 * x1;
      y1 += w1 * x2;
      y2 += w1 * x3;
      y3 += w1 * x4;
      let w2 = weightsAt(at + 2u);
      y0 += w2 * x2;
      y1 += w2 * x3;
      y2 += w2 * x4;
      y3 += w2 * x5;
    }
  }
  storeBlock(block, i * outWidth + j, min(4u, outWidth - j), y0, y1, y2, y3);
}
