// A weight's sum, added up again over the products that exist where it is not finite: the tiles multiply the zeros of the
// padding too, and 0 gy is NaN for a gy that is NaN or infinite. `at` is the weight's place in gw; needs lib/numbers.wgsl.

fn mended(sum: f32, at: u32) -> f32 {
  if (isFinite(sum)) { return sum; }
  let count = inChannels / groups;
  let v = at % kernelWidth;
  let u = at / kernelWidth % kernelHeight;
  let o = at / (kernelWidth * kernelHeight * count);
  let channel = o / (outChannels / groups) * count + at / (kernelWidth * kernelHeight) % count;
  var again = 0.0;
  for (var n = 0u; n < batch; n++) {
    for (var i = 0u; i < outHeight; i++) {
      // No product changes a NaN any more.
      if (isNan(again)) { return again; }
      let row = i32(i * strideY + u * dilationY) - padTop;
      if (row < 0 || row >= i32(inHeight)) { continue; }
      for (var j = 0u; j < outWidth; j++) {
        let column = i32(j * strideX + v * dilationX) - padLeft;
        if (column < 0 || column >= i32(inWidth)) { continue; }
        let g = getGy(((n * outChannels + o) * outHeight + i) * outWidth + j);
        again += g * getX(((n * inChannels + channel) * inHeight + u32(row)) * inWidth + u32(column));
      }
    }
  }
  return again;
}
