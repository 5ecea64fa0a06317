// A pixel over the padding, summed again over the products that exist where its sum is not finite: the passes multiply the
// zeros of the padding too, and 0 w is NaN for a weight that is NaN or infinite. (i, j) of `channel` in image n; needs
// lib/numbers.wgsl.

fn mended(y: f32, n: u32, channel: u32, i: u32, j: u32) -> f32 {
  if (isFinite(y)) { return y; }
  let top = i32(i * strideY) - padTop;
  let left = i32(j * strideX) - padLeft;
  let bottom = top + i32((kernelHeight - 1u) * dilationY);
  let right = left + i32((kernelWidth - 1u) * dilationX);
  if (top >= 0 && left >= 0 && bottom < i32(inHeight) && right < i32(inWidth)) { return y; }
  let count = inChannels / groups;
  let firstChannel = n * inChannels + channel / (outChannels / groups) * count;
  var sum = getB(channel);
  for (var c = 0u; c < count; c++) {
    for (var u = 0u; u < kernelHeight; u++) {
      let row = top + i32(u * dilationY);
      if (row < 0 || row >= i32(inHeight)) { continue; }
      for (var v = 0u; v < kernelWidth; v++) {
        let column = left + i32(v * dilationX);
        if (column < 0 || column >= i32(inWidth)) { continue; }
        let w = getW(((channel * count + c) * kernelHeight + u) * kernelWidth + v);
        sum += w * getX(((firstChannel + c) * inHeight + u32(row)) * inWidth + u32(column));
      }
    }
  }
  return sum;
}
