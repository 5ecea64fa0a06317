// Mean squared error of x [batch, classes]: loss = mean of (x - target)^2, gx = 2 (x - target) / (classes batch). One
// workgroup per sample.
@compute @workgroup_size(lanes)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let n = min(group.x + group.y * rowItems, batch - 1u);
  let start = n * classes;
  var part = 0.0;
  for (var k = lane; k < classes; k += lanes) {
    let error = getX(start + k) - getTarget(start + k);
    part += error * error;
    setGx(start + k, 2.0 * error / f32(classes * batch));
  }
  let loss = sumOver(lane, part) / f32(classes);
  if (lane == 0u) {
    let error = getX(start) - getTarget(start);
    let near = abs(error) < 0.5 && isFinite(error);
    record(n, loss, select(agrees(start), select(0.0, 1.0, near), classes == 1u));
  }
}
