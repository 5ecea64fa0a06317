// As alone.wgsl, where invocations come in fours that can hand values to each other, and the outputs of four are of one row
// of x: each loads a quarter of sixteen of its values and has the rest by swaps, which cost far less than loads there. Its
// place among the four is flipped into that of its weights, so the four add up the same products in different orders.
// Both are read by fours; inFeatures is a multiple of four.
@compute @workgroup_size(items)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(subgroup_invocation_id) lane: u32) {
  let at = min(id.x + id.y * rowItems, batch * outFeatures - 1u);
  let o = at % outFeatures;
  let fours = inFeatures / 4u;
  let x = (at / outFeatures) * fours;
  let w = o * fours;
  let whole = fours - fours % 4u;
  var sum = getB(o);
  for (var i = 0u; i < whole; i += 4u) {
    let own = getXFour(x + i + lane);
    sum += dot(getWFour(w + i + lane), own) + dot(getWFour(w + i + (lane ^ 1u)), quadSwapX(own)) +
      dot(getWFour(w + i + (lane ^ 2u)), quadSwapY(own)) + dot(getWFour(w + i + (lane ^ 3u)), quadSwapDiagonal(own));
  }
  for (var i = whole; i < fours; i++) { sum += dot(getWFour(w + i), getXFour(x + i)); }
  setY(at, sum);
  if (hasPost) { setPost(at, activate(sum)); }
}
