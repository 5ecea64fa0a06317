// The ordered second pass of a matrix product that was split: the parts in `scratch` [split, group, m, n] added in the order
// of the splits, and stored as multiply.wgsl would.

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let item = id.x + id.y * rowItems;
  if (item >= teams * sizeM * sizeN) { return; }
  var sum = 0.0;
  for (var split = 0u; split < splits; split++) { sum += getScratch(split * teams * sizeM * sizeN + item); }
  store(item / (sizeM * sizeN), item / sizeN % sizeM, item % sizeN, sum);
}
