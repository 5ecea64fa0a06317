// y = 0 where hash(i, draw, salt) < threshold, else x / keep; x, y: [length]. The hash is that of kernels/dropout.ts:
// the lowbias32 finaliser, twice.
fn mixBits(value: u32) -> u32 {
  var z = value;
  z = (z ^ (z >> 16u)) * 0x7feb352du;
  z = (z ^ (z >> 15u)) * 0x846ca68bu;
  return z ^ (z >> 16u);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x + id.y * rowItems;
  if (i >= length) { return; }
  let draw = u32(hyperDraw());
  let bits = mixBits(mixBits(i + draw * 0x9e3779b9u) ^ salt);
  if (bits < threshold) {
    setY(i, 0.0);
  } else {
    setY(i, getX(i) / keep);
  }
}
