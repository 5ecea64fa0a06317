// y[n, o] = b[o] + sum over i of w[o, i] x[n, i]; post = f(y). One workgroup per output: each lane sums every `lanes`-th
// product, then the lanes are summed as a tree.
@compute @workgroup_size(lanes)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let at = min(group.x + group.y * rowItems, batch * outFeatures - 1u);
  let o = at % outFeatures;
  let x = (at / outFeatures) * inFeatures;
  let w = o * inFeatures;
  var part = 0.0;
  for (var i = lane; i < inFeatures; i += lanes) { part += getW(w + i) * getX(x + i); }
  let y = sumOver(lane, part) + getB(o);
  if (lane == 0u) {
    setY(at, y);
    if (hasPost) { setPost(at, activate(y)); }
  }
}
