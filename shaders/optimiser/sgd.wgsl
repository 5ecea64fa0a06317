// SGD with Nesterov momentum and decoupled decay: u = momentum u + g; w -= rate (g + momentum u + decay w).
// hyper: step, rate. All others: [length].
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x + id.y * rowItems;
  if (i >= length) { return; }
  let g = getG(i);
  let w = getW(i);
  let u = momentum * getU(i) + g;
  setU(i, u);
  setW(i, w - getHyper(1u) * (g + momentum * u + decay * w));
}
