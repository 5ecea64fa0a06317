// y[plane] = largest (kind 0), mean (1) or smallest (2) of x [planes, length]; NaN wins. One invocation per plane: no
// barriers, which is what counts where a workgroup runs on one core.
@compute @workgroup_size(items)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let plane = min(id.x + id.y * rowItems, planes - 1u);
  let start = plane * length;
  let whole = length - length % 4u;
  var sum = 0.0;
  if (kind == 1u) {
    for (var i = 0u; i < whole; i += 4u) {
      sum += (getX(start + i) + getX(start + i + 1u)) + (getX(start + i + 2u) + getX(start + i + 3u));
    }
    for (var i = whole; i < length; i++) { sum += getX(start + i); }
    setY(plane, sum / f32(length));
  } else {
    // The smallest is minus the largest of the negated values.
    let turn = select(1.0, -1.0, kind == 2u);
    var most = turn * getX(start);
    for (var i = 1u; i < length; i++) { most = larger(most, turn * getX(start + i)); }
    setY(plane, turn * most);
  }
}
