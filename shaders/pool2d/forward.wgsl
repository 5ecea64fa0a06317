// y [planes, outHeight, outWidth] = largest, mean or smallest existing pixel of each window of x [planes, inHeight, inWidth].
// NaN wins; a window without pixels gives -Infinity, 0 or +Infinity.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.x + id.y * rowItems;
  if (at >= planes * outHeight * outWidth) { return; }
  let j = at % outWidth;
  let i = (at / outWidth) % outHeight;
  let start = (at / (outWidth * outHeight)) * inHeight * inWidth;
  var sum = 0.0;
  var best = select(infinity(), -infinity(), kind == 0u);
  for (var u = 0u; u < windowHeight; u++) {
    let row = rowAt(i, u);
    if (!rowExists(row)) { continue; }
    for (var v = 0u; v < windowWidth; v++) {
      let column = columnAt(j, v);
      if (!columnExists(column)) { continue; }
      let x = getX(start + u32(row) * inWidth + u32(column));
      if (kind == 1u) {
        sum += x;
      } else if (wins(x, best)) {
        best = x;
      }
    }
  }
  if (kind == 1u) {
    let divisor = divisorOf(i, j);
    setY(at, select(sum / max(divisor, 1.0), 0.0, divisor == 0.0));
  } else {
    setY(at, best);
  }
}
