// Cross-entropy of logits x [batch, classes] against t = (1 - smoothing) target + smoothing / classes:
// loss = -sum t log softmax(x), and gx = (softmax(x) sum t - t) / batch. One workgroup per sample.
fn wanted(k: u32) -> f32 {
  return (1.0 - hyperSmoothing()) * getTarget(k) + hyperSmoothing() / f32(classes);
}

@compute @workgroup_size(lanes)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let n = min(group.x + group.y * rowItems, batch - 1u);
  let start = n * classes;
  var most = -infinity();
  for (var k = lane; k < classes; k += lanes) { most = larger(most, getX(start + k)); }
  let largest = largestOver(lane, most);
  var sumPart = 0.0;
  var massPart = 0.0;
  for (var k = lane; k < classes; k += lanes) {
    sumPart += exponential(getX(start + k) - largest);
    massPart += wanted(start + k);
  }
  let sum = sumOver(lane, sumPart);
  let mass = sumOver(lane, massPart);
  let logSum = logarithm(sum);
  var lossPart = 0.0;
  for (var k = lane; k < classes; k += lanes) {
    let shifted = getX(start + k) - largest;
    lossPart -= wanted(start + k) * (shifted - logSum);
    setGx(start + k, (exponential(shifted) / sum * mass - wanted(start + k)) / f32(batch));
  }
  let loss = sumOver(lane, lossPart);
  if (lane == 0u) { record(n, loss, agrees(start)); }
}
