// y = f(x), element by element; x, y: [length].
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x + id.y * rowItems;
  if (i >= length) { return; }
  setY(i, activate(getX(i)));
}
