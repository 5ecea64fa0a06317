// gx = gy f'(x), given x and y = f(x); all: [length].
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x + id.y * rowItems;
  if (i >= length) { return; }
  setGx(i, getGy(i) * slope(getX(i), getY(i)));
}
