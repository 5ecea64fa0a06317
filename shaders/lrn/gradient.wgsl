// With d[c] = bias + alpha / size sum x[k]^2 over the channels k near c, and over those c that k = i is near to:
// gx[i] = gy[i] d[i]^-beta - 2 alpha beta / size x[i] sum gy[c] x[c] d[c]^(-beta - 1), of x [batch, channels, plane].
fn logOfDivisor(base: u32, c: u32) -> f32 {
  var squares = 0.0;
  for (var k = c - min(c, (size - 1u) / 2u); k <= min(channels - 1u, c + size / 2u); k++) {
    let near = getX(base + k * plane);
    squares += near * near;
  }
  return logarithm(bias + alpha / f32(size) * squares);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.x + id.y * rowItems;
  if (at >= batch * channels * plane) { return; }
  let i = (at / plane) % channels;
  let base = at - i * plane;
  var sum = 0.0;
  for (var c = i - min(i, size / 2u); c <= min(channels - 1u, i + (size - 1u) / 2u); c++) {
    let there = base + c * plane;
    sum += getGy(there) * getX(there) * exponential(-(beta + 1.0) * logOfDivisor(base, c));
  }
  let direct = getGy(at) * exponential(-beta * logOfDivisor(base, i));
  setGx(at, direct - 2.0 * alpha * beta / f32(size) * getX(at) * sum);
}
