// gx [planes, inHeight, inWidth], gathered: over every window that holds the pixel, its share of gy
// [planes, outHeight, outWidth]. Average: an even share. Max and min: all of it, if the pixel is the window's first winner
// in row-major order.

// Index within the plane of the first winner of window (i, j) of the plane that starts at `start`.
fn winnerOf(start: u32, i: u32, j: u32) -> i32 {
  var winner = -1;
  var best = 0.0;
  for (var u = 0u; u < windowHeight; u++) {
    let row = rowAt(i, u);
    if (!rowExists(row)) { continue; }
    for (var v = 0u; v < windowWidth; v++) {
      let column = columnAt(j, v);
      if (!columnExists(column)) { continue; }
      let at = row * i32(inWidth) + column;
      let x = getX(start + u32(at));
      if (winner < 0 || wins(x, best)) {
        winner = at;
        best = x;
      }
    }
  }
  return winner;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let item = id.x + id.y * rowItems;
  if (item >= planes * inHeight * inWidth) { return; }
  let column = i32(item % inWidth);
  let row = i32((item / inWidth) % inHeight);
  let plane = item / (inWidth * inHeight);
  let start = plane * inHeight * inWidth;
  let own = row * i32(inWidth) + column;
  var sum = 0.0;
  for (var u = 0u; u < windowHeight; u++) {
    let down = row + padTop - i32(u * dilationY);
    if (down < 0 || down % i32(strideY) != 0) { continue; }
    let i = u32(down) / strideY;
    if (i >= outHeight) { continue; }
    for (var v = 0u; v < windowWidth; v++) {
      let right = column + padLeft - i32(v * dilationX);
      if (right < 0 || right % i32(strideX) != 0) { continue; }
      let j = u32(right) / strideX;
      if (j >= outWidth) { continue; }
      let g = getGy((plane * outHeight + i) * outWidth + j);
      if (kind == 1u) {
        sum += g / divisorOf(i, j);
      } else if (winnerOf(start, i, j) == own) {
        sum += g;
      }
    }
  }
  setGx(item, sum);
}
