// y[n, o] = b[o] + sum over i of w[o, i] x[n, i]; post = f(y). One invocation per output, without barriers: for a software
// adapter, where a workgroup runs on one core and a turn of a loop costs as much as several products. So a turn takes
// eight, in two sums that do not wait for each other.
@compute @workgroup_size(items)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = min(id.x + id.y * rowItems, batch * outFeatures - 1u);
  let o = at % outFeatures;
  let x = (at / outFeatures) * inFeatures;
  let w = o * inFeatures;
  let whole = inFeatures - inFeatures % 8u;
  var sum = getB(o);
  for (var i = 0u; i < whole; i += 8u) {
    let a = x + i;
    let b = w + i;
    let even = getW(b) * getX(a) + getW(b + 2u) * getX(a + 2u) + getW(b + 4u) * getX(a + 4u) + getW(b + 6u) * getX(a + 6u);
    let odd =
      getW(b + 1u) * getX(a + 1u) + getW(b + 3u) * getX(a + 3u) + getW(b + 5u) * getX(a + 5u) + getW(b + 7u) * getX(a + 7u);
    sum += even + odd;
  }
  for (var i = whole; i < inFeatures; i++) { sum += getW(w + i) * getX(x + i); }
  setY(at, sum);
  if (hasPost) { setPost(at, activate(sum)); }
}
