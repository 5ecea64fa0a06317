// Cross-entropy on logits x [batch, classes] against a target distribution: loss[n] = -sum target log softmax(x), and
// gx = (softmax(x) sum target - target) / batch. One workgroup per sample.
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
    massPart += getTarget(start + k);
  }
  let sum = sumOver(lane, sumPart);
  let mass = sumOver(lane, massPart);
  let logSum = logarithm(sum);
  var lossPart = 0.0;
  for (var k = lane; k < classes; k += lanes) {
    let shifted = getX(start + k) - largest;
    let wanted = getTarget(start + k);
    lossPart -= wanted * (shifted - logSum);
    setGx(start + k, (exponential(shifted) / sum * mass - wanted) / f32(batch));
  }
  let loss = sumOver(lane, lossPart);
  if (lane == 0u) { setLoss(n, loss); }
}
