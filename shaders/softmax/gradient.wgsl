// Softmax: gx = y (gy - sum y gy). Log-softmax (log = 1): gx = gy - exp(y) sum gy. Along the middle axis of
// [outer, classes, inner]; one workgroup per vector.
@compute @workgroup_size(lanes)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let vector = min(group.x + group.y * rowItems, outer * inner - 1u);
  let start = (vector / inner) * classes * inner + vector % inner;
  var part = 0.0;
  for (var k = lane; k < classes; k += lanes) {
    let at = start + k * inner;
    part += getGy(at) * select(getY(at), 1.0, log == 1u);
  }
  let sum = sumOver(lane, part);
  for (var k = lane; k < classes; k += lanes) {
    let at = start + k * inner;
    let y = getY(at);
    if (log == 1u) {
      setGx(at, getGy(at) - exponential(y) * sum);
    } else {
      setGx(at, y * (getGy(at) - sum));
    }
  }
}
