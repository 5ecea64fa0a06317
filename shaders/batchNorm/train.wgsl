// Batch normalisation with the batch's own statistics (biased variance), one workgroup per channel of x
// [batch, channels, plane]: mean, then variance about it, then y; and the running statistics moved by `momentum`
// (with the unbiased variance).
@compute @workgroup_size(lanes)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let c = group.x;
  let count = batch * plane;
  var part = 0.0;
  for (var i = lane; i < count; i += lanes) { part += getX(((i / plane) * channels + c) * plane + i % plane); }
  let mean = sumOver(lane, part) / f32(count);
  part = 0.0;
  for (var i = lane; i < count; i += lanes) {
    let t = getX(((i / plane) * channels + c) * plane + i % plane) - mean;
    part += t * t;
  }
  let squares = sumOver(lane, part);
  let factor = 1.0 / sqrt(squares / f32(count) + epsilon);
  let scale = getScale(c);
  let shift = getShift(c);
  for (var i = lane; i < count; i += lanes) {
    let at = ((i / plane) * channels + c) * plane + i % plane;
    setY(at, (getX(at) - mean) * factor * scale + shift);
  }
  if (lane == 0u) {
    setMean(c, mean);
    setInverseDeviation(c, factor);
    let unbiased = squares / f32(max(1u, count - 1u));
    let runningMean = getRunningMean(c);
    let runningVariance = getRunningVariance(c);
    setRunningMean(c, runningMean + momentum * (mean - runningMean));
    setRunningVariance(c, runningVariance + momentum * (unbiased - runningVariance));
  }
}
