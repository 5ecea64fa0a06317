// scratch[group] = sum of g^2 over the group's run of `run` values. One workgroup per run.
@compute @workgroup_size(lanes)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let r = min(group.x + group.y * rowItems, runs - 1u);
  var part = 0.0;
  for (var i = r * run + lane; i < min(length, (r + 1u) * run); i += lanes) { part += getG(i) * getG(i); }
  let sum = sumOver(lane, part);
  if (lane == 0u) { setScratch(r, sum); }
}
