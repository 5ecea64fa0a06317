// y [planes, outHeight, outWidth] from x [planes, inHeight, inWidth]: mode 0 pads with `value`, 1 reflects about the edge
// pixel (bouncing as often as it takes), 2 repeats the edge pixel. Negative padding crops.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.x + id.y * rowItems;
  if (at >= planes * outHeight * outWidth) { return; }
  let j = at % outWidth;
  let i = (at / outWidth) % outHeight;
  let plane = at / (outWidth * outHeight);
  let row = paddedPixel(i32(i) - padTop, i32(inHeight));
  let column = paddedPixel(i32(j) - padLeft, i32(inWidth));
  if (row < 0 || column < 0) {
    setY(at, select(value, sign(value) * infinity(), valueInfinite));
  } else {
    setY(at, getX((plane * inHeight + u32(row)) * inWidth + u32(column)));
  }
}
