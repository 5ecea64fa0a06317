// y = scale (x - mean) / sqrt(variance + epsilon) + shift per channel of x [batch, channels, plane]; post = f(y).
// Ioffe and Szegedy, Batch Normalization (2015), with stored statistics.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.x + id.y * rowItems;
  if (at >= batch * channels * plane) { return; }
  let c = (at / plane) % channels;
  let factor = getScale(c) / sqrt(getVariance(c) + epsilon);
  let y = (getX(at) - getMean(c)) * factor + getShift(c);
  setY(at, y);
  if (hasPost) { setPost(at, activate(y)); }
}
