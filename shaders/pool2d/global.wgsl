// y[plane] = largest (kind 0), mean (1) or smallest (2) of x [planes, length]; NaN wins. One workgroup per plane.
@compute @workgroup_size(lanes)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let plane = min(group.x + group.y * rowItems, planes - 1u);
  let start = plane * length;
  var part = 0.0;
  // The smallest is minus the largest of the negated values.
  let turn = select(1.0, -1.0, kind == 2u);
  if (kind != 1u) { part = -infinity(); }
  for (var i = lane; i < length; i += lanes) {
    let x = getX(start + i);
    if (kind == 1u) {
      part += x;
    } else {
      part = larger(part, turn * x);
    }
  }
  let sum = sumOver(lane, part);
  let most = largestOver(lane, part);
  if (lane == 0u) { setY(plane, select(turn * most, sum / f32(length), kind == 1u)); }
}
