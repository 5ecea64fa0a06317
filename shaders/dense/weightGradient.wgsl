// gw[o, i] = sum over n of gy[n, o] x[n, i]; gb[o] = sum over n of gy[n, o]. One invocation per weight; that of i = 0 does
// the bias too.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.x + id.y * rowItems;
  if (at >= outFeatures * inFeatures) { return; }
  let o = at / inFeatures;
  let i = at % inFeatures;
  var sum = 0.0;
  var biasSum = 0.0;
  for (var n = 0u; n < batch; n++) {
    let g = getGy(n * outFeatures + o);
    sum += g * getX(n * inFeatures + i);
    biasSum += g;
  }
  setGw(at, sum);
  if (hasGb && i == 0u) { setGb(o, biasSum); }
}
