// Gradient of a pool over whole planes of x [planes, length], one workgroup per plane. Average: gy / length everywhere.
// Max and min: all of gy to the first winner, zero elsewhere.

var<workgroup> winnerAt: array<u32, lanes>;
var<workgroup> winnerValue: array<f32, lanes>;

@compute @workgroup_size(lanes)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let plane = min(group.x + group.y * rowItems, planes - 1u);
  let start = plane * length;
  var at = min(lane, length - 1u);
  var best = getX(start + at);
  for (var i = lane; i < length; i += lanes) {
    let x = getX(start + i);
    if (wins(x, best)) {
      at = i;
      best = x;
    }
  }
  winnerAt[lane] = at;
  winnerValue[lane] = best;
  workgroupBarrier();
  for (var width = lanes / 2u; width > 0u; width = width / 2u) {
    if (lane < width) {
      let other = winnerValue[lane + width];
      let mine = winnerValue[lane];
      // Among equals the first in the plane stays; two NaN are equals too.
      let tie = !wins(other, mine) && (isNan(other) || !wins(mine, other));
      if (wins(other, mine) || (tie && winnerAt[lane + width] < winnerAt[lane])) {
        winnerAt[lane] = winnerAt[lane + width];
        winnerValue[lane] = other;
      }
    }
    workgroupBarrier();
  }
  let winner = winnerAt[0];
  let g = getGy(plane);
  for (var i = lane; i < length; i += lanes) {
    setGx(start + i, select(select(0.0, g, i == winner), g / f32(length), kind == 1u));
  }
}
