// y[c] = x[c] / (bias + alpha / size sum x[k]^2)^beta over the channels k from c - floor((size - 1) / 2) to
// c + ceil((size - 1) / 2) of x [batch, channels, plane].
// Krizhevsky, Sutskever and Hinton, ImageNet Classification with Deep Convolutional Neural Networks (2012), section 3.3.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.x + id.y * rowItems;
  if (at >= batch * channels * plane) { return; }
  let c = (at / plane) % channels;
  let base = at - c * plane;
  var squares = 0.0;
  for (var k = c - min(c, (size - 1u) / 2u); k <= min(channels - 1u, c + size / 2u); k++) {
    let near = getX(base + k * plane);
    squares += near * near;
  }
  setY(at, getX(at) * exponential(-beta * logarithm(bias + alpha / f32(size) * squares)));
}
