// Reductions over a workgroup of `lanes` invocations (a power of two) as a tree in a fixed order: the same bits on each
// run. Every invocation must call them, in uniform control flow; all of them get the result. Needs lib/numbers.wgsl.

var<workgroup> shelf: array<f32, lanes>;

fn sumOver(lane: u32, value: f32) -> f32 {
  workgroupBarrier();
  shelf[lane] = value;
  workgroupBarrier();
  for (var width = lanes / 2u; width > 0u; width = width / 2u) {
    if (lane < width) { shelf[lane] = shelf[lane] + shelf[lane + width]; }
    workgroupBarrier();
  }
  return shelf[0];
}

fn largestOver(lane: u32, value: f32) -> f32 {
  workgroupBarrier();
  shelf[lane] = value;
  workgroupBarrier();
  for (var width = lanes / 2u; width > 0u; width = width / 2u) {
    if (lane < width) { shelf[lane] = larger(shelf[lane], shelf[lane + width]); }
    workgroupBarrier();
  }
  return shelf[0];
}
