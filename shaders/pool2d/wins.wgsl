// Whether `a` takes the place of the best so far: NaN beats all, then the larger (max) or smaller (min). Needs lib/numbers.wgsl.
fn wins(a: f32, best: f32) -> bool {
  if (isNan(best)) { return false; }
  if (isNan(a)) { return true; }
  if (kind == 0u) { return a > best; }
  return a < best;
}
