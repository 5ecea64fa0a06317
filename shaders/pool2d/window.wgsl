// Windows of pooling over planes [inHeight, inWidth]: shared by the forward pass and the gradient. kind 0 max, 1 average,
// 2 min.

fn rowAt(i: u32, u: u32) -> i32 { return i32(i * strideY + u * dilationY) - padTop; }

fn columnAt(j: u32, v: u32) -> i32 { return i32(j * strideX + v * dilationX) - padLeft; }

fn rowExists(row: i32) -> bool { return row >= 0 && row < i32(inHeight); }

fn columnExists(column: i32) -> bool { return column >= 0 && column < i32(inWidth); }

// Pixels that the average over window (i, j) divides by: existing ones, or those inside the padded picture.
fn divisorOf(i: u32, j: u32) -> f32 {
  var rows = 0u;
  for (var u = 0u; u < windowHeight; u++) {
    let row = rowAt(i, u);
    let counts = select(rowExists(row), row < i32(inHeight) + padBottom, countIncludePad != 0u);
    rows += select(0u, 1u, counts);
  }
  var columns = 0u;
  for (var v = 0u; v < windowWidth; v++) {
    let column = columnAt(j, v);
    let counts = select(columnExists(column), column < i32(inWidth) + padRight, countIncludePad != 0u);
    columns += select(0u, 1u, counts);
  }
  return f32(rows * columns);
}
