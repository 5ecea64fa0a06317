// gx [planes, inHeight, inWidth]: the sum of gy [planes, outHeight, outWidth] over the padded pixels that show the input
// pixel. Each invocation gathers for one input pixel, over the rows and columns of the output that stand for it.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.x + id.y * rowItems;
  if (at >= planes * inHeight * inWidth) { return; }
  let column = i32(at % inWidth);
  let row = i32((at / inWidth) % inHeight);
  let plane = at / (inWidth * inHeight);
  var sum = 0.0;
  for (var i = 0u; i < outHeight; i++) {
    if (paddedPixel(i32(i) - padTop, i32(inHeight)) != row) { continue; }
    for (var j = 0u; j < outWidth; j++) {
      if (paddedPixel(i32(j) - padLeft, i32(inWidth)) == column) {
        sum += getGy((plane * outHeight + i) * outWidth + j);
      }
    }
  }
  setGx(at, sum);
}
