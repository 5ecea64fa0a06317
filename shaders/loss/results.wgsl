// What every loss records of sample n: results[row, n] = loss, right, answer.

// The index of the largest output: the first of several; the first NaN, if there is one.
fn answerOf(start: u32) -> u32 {
  var best = 0u;
  for (var k = 1u; k < classes && !isNan(getX(start + best)); k += 1u) {
    let value = getX(start + k);
    if (isNan(value) || value > getX(start + best)) { best = k; }
  }
  return best;
}

fn wantedOf(start: u32) -> u32 {
  var best = 0u;
  for (var k = 1u; k < classes; k += 1u) {
    if (getTarget(start + k) > getTarget(start + best)) { best = k; }
  }
  return best;
}

// Whether the largest output is where the target is largest.
fn agrees(start: u32) -> f32 {
  let answer = answerOf(start);
  return select(0.0, 1.0, answer == wantedOf(start) && !isNan(getX(start + answer)));
}

fn record(n: u32, loss: f32, right: f32) {
  let at = (u32(hyperRow()) * batch + n) * 3u;
  setResults(at, loss);
  setResults(at + 1u, right);
  setResults(at + 2u, f32(answerOf(n * classes)));
}
