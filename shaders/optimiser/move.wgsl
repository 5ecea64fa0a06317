// w -= rate (direction(clipped gradient + decay w) + shrink w) over the flat range of all parameters, of which the
// first `decaying` values decay. One workgroup per chunk, whose sums of g^2, (change of w)^2 and w^2 go to
// sizes[row, chunk, 3]; the cursor moves to the next row.
@compute @workgroup_size(lanes)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let chunks = (length + chunk - 1u) / chunk;
  let c = group.x + group.y * rowItems;
  // Groups past the last move nothing, but reach every barrier.
  let end = select(0u, min(length, (c + 1u) * chunk), c < chunks);
  let scale = select(1.0, getClipping(0u), hasClipping);
  var gradient = 0.0;
  var change = 0.0;
  var weight = 0.0;
  for (var i = c * chunk + lane; i < end; i += lanes) {
    let g = getG(i);
    let w = getW(i);
    let decay = select(0.0, hyperDecay(), i < decaying);
    let shrink = select(0.0, hyperShrink(), i < decaying);
    let delta = -hyperRate() * (direction(i, scale * g + decay * w) + shrink * w);
    setW(i, w + delta);
    gradient += g * g;
    change += delta * delta;
    weight += w * w;
  }
  let sizes = vec3f(sumOver(lane, gradient), sumOver(lane, change), sumOver(lane, weight));
  if (lane == 0u && c < chunks) {
    let at = (u32(hyperRow()) * chunks + c) * 3u;
    setSizes(at, sizes.x);
    setSizes(at + 1u, sizes.y);
    setSizes(at + 2u, sizes.z);
    if (c == 0u) { setCursor(0u, hyperRow() + 1.0); }
  }
}
