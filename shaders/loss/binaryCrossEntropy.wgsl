// Cross-entropy of logits x [batch, classes], each a question of its own, against t = (1 - smoothing) target +
// smoothing / 2: loss = mean of log(1 + exp(x)) - t x, and gx = (sigmoid(x) - t) / (classes batch). One workgroup per
// sample.
@compute @workgroup_size(lanes)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let n = min(group.x + group.y * rowItems, batch - 1u);
  let start = n * classes;
  var lossPart = 0.0;
  var rightPart = 0.0;
  for (var k = lane; k < classes; k += lanes) {
    let x = getX(start + k);
    let label = getTarget(start + k);
    let t = (1.0 - hyperSmoothing()) * label + 0.5 * hyperSmoothing();
    lossPart += softPlus(x) - t * x;
    rightPart += select(0.0, 1.0, (x > 0.0) == (label > 0.5) && !isNan(x));
    setGx(start + k, (logistic(x) - t) / f32(classes * batch));
  }
  let loss = sumOver(lane, lossPart) / f32(classes);
  let right = sumOver(lane, rightPart) / f32(classes);
  if (lane == 0u) { record(n, loss, right); }
}
