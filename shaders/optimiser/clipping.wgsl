// factor = min(1, clip / norm), norm being the root of the sum of the `runs` values in scratch. One workgroup.
@compute @workgroup_size(lanes)
fn main(@builtin(local_invocation_index) lane: u32) {
  var part = 0.0;
  for (var r = lane; r < runs; r += lanes) { part += getScratch(r); }
  let norm = sqrt(sumOver(lane, part));
  if (lane == 0u) { setFactor(0u, select(1.0, hyperClip() / norm, norm > hyperClip())); }
}
