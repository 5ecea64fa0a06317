// The ordered second pass of a weight gradient that was split: the parts in `scratch` [split, weights and biases] added in
// the order of the splits. Needs weightBorder.wgsl.

const weights = outChannels * (inChannels / groups) * kernelHeight * kernelWidth;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let item = id.x + id.y * rowItems;
  if (item >= weights + outChannels) { return; }
  var sum = 0.0;
  for (var split = 0u; split < splits; split++) { sum += getScratch(split * (weights + outChannels) + item); }
  if (item < weights) {
    setGw(item, mended(sum, item));
  } else {
    setGb(item - weights, sum);
  }
}
