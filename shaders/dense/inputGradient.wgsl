// gx[n, i] = sum over o of gy[n, o] w[o, i]; one invocation per input feature.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.x + id.y * rowItems;
  if (at >= batch * inFeatures) { return; }
  let n = at / inFeatures;
  let i = at % inFeatures;
  var sum = 0.0;
  for (var o = 0u; o < outFeatures; o++) { sum += getGy(n * outFeatures + o) * getW(o * inFeatures + i); }
  setGx(at, sum);
}
