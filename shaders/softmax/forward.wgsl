// y[k] = exp(x[k] - largest) / sum, or its logarithm (log = 1), along the middle axis of [outer, classes, inner]:
// one workgroup per vector, stabilised by the largest logit.
@compute @workgroup_size(lanes)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let vector = min(group.x + group.y * rowItems, outer * inner - 1u);
  let start = (vector / inner) * classes * inner + vector % inner;
  var most = -infinity();
  for (var k = lane; k < classes; k += lanes) { most = larger(most, getX(start + k * inner)); }
  let largest = largestOver(lane, most);
  var part = 0.0;
  for (var k = lane; k < classes; k += lanes) { part += exponential(getX(start + k * inner) - largest); }
  let sum = sumOver(lane, part);
  for (var k = lane; k < classes; k += lanes) {
    let shifted = getX(start + k * inner) - largest;
    if (log == 1u) {
      setY(start + k * inner, shifted - logarithm(sum));
    } else {
      setY(start + k * inner, exponential(shifted) / sum);
    }
  }
}
