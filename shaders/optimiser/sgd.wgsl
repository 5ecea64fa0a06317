// Gradient descent, with momentum where u is connected: u = momentum u + g; w -= rate (u, or g + momentum u).
fn direction(i: u32, g: f32) -> f32 {
  if (!hasU) { return g; }
  let u = hyperMomentum() * getU(i) + g;
  setU(i, u);
  return select(u, g + hyperMomentum() * u, nesterov == 1u);
}
