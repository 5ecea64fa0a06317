// AdamW (Loshchilov and Hutter, 2019): m, v are moving averages of g, g^2;
// w -= rate (m c1 / (sqrt(v c2) + epsilon) + decay w). hyper: step, rate, c1, c2. All others: [length].
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x + id.y * rowItems;
  if (i >= length) { return; }
  let g = getG(i);
  let w = getW(i);
  let m = beta1 * getM(i) + (1.0 - beta1) * g;
  let v = beta2 * getV(i) + (1.0 - beta2) * g * g;
  setM(i, m);
  setV(i, v);
  let direction = m * getHyper(2u) / (sqrt(v * getHyper(3u)) + epsilon);
  setW(i, w - getHyper(1u) * (direction + decay * w));
}
