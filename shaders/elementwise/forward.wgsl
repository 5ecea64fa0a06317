// y = a + b (kind 0) or a b (kind 1) over [size0, size1, size2, size3]; operand strides are 0 along broadcast axes.
// post = f(y).
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.x + id.y * rowItems;
  if (at >= size0 * size1 * size2 * size3) { return; }
  let l = at % size3;
  let k = (at / size3) % size2;
  let j = (at / (size3 * size2)) % size1;
  let i = at / (size3 * size2 * size1);
  let left = getA(i * a0 + j * a1 + k * a2 + l * a3);
  let right = getB(i * b0 + j * b1 + k * b2 + l * b3);
  let y = select(left * right, left + right, kind == 0u);
  setY(at, y);
  if (hasPost) { setPost(at, activate(y)); }
}
