// Gradients of batch normalisation with batch statistics, one workgroup per channel of x [batch, channels, plane].
// With t = (x - mean) inverseDeviation: gshift = sum gy, gscale = sum gy t,
// gx = scale inverseDeviation (gy - (gshift + t gscale) / count).
@compute @workgroup_size(lanes)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let c = group.x;
  let count = batch * plane;
  let mean = getMean(c);
  let inverse = getInverseDeviation(c);
  var shiftPart = 0.0;
  var scalePart = 0.0;
  for (var i = lane; i < count; i += lanes) {
    let at = ((i / plane) * channels + c) * plane + i % plane;
    let g = getGy(at);
    shiftPart += g;
    scalePart += g * (getX(at) - mean) * inverse;
  }
  let shiftSum = sumOver(lane, shiftPart);
  let scaleSum = sumOver(lane, scalePart);
  let factor = getScale(c) * inverse;
  for (var i = lane; i < count; i += lanes) {
    let at = ((i / plane) * channels + c) * plane + i % plane;
    let t = (getX(at) - mean) * inverse;
    setGx(at, factor * (getGy(at) - (shiftSum + t * scaleSum) / f32(count)));
  }
  if (lane == 0u) {
    setGscale(c, scaleSum);
    setGshift(c, shiftSum);
  }
}
