// 2-D convolution as an implicit matrix product per group, Y[o, p] = sum over k of W[o, k] X[k, p] with k = (c, u, v) and
// p = (n, i, j): formula and shapes as in tile.wgsl, and nothing is unfolded in memory. A workgroup of threadsM x threadsN
// invocations computes a tile of 4 threadsM channels x 4 threadsN pixels, `tileK` products at a time from workgroup memory.
// With splits > 1 each split sums its part of k into `scratch` [split, group, o, p], and reduce.wgsl adds the parts up.
// Needs border.wgsl.

const inPerGroup = inChannels / groups;
const outPerGroup = outChannels / groups;
const kernelSize = kernelHeight * kernelWidth;
const products = inPerGroup * kernelSize;
const plane = outHeight * outWidth;
const pixels = batch * plane;
const tilesM = (outPerGroup + 4u * threadsM - 1u) / (4u * threadsM);
const tilesN = (pixels + 4u * threadsN - 1u) / (4u * threadsN);
const threads = threadsM * threadsN;

var<workgroup> tileW: array<vec4f, tileK * threadsM>;
var<workgroup> tileX: array<vec4f, tileK * threadsN>;

fn weightAt(group: u32, o: u32, k: u32, end: u32) -> f32 {
  if (o >= outPerGroup || k >= end) { return 0.0; }
  return getW((group * outPerGroup + o) * products + k);
}

fn store(group: u32, split: u32, o: u32, p: u32, sum: f32) {
  if (o >= outPerGroup || p >= pixels) { return; }
  if (splits > 1u) {
    setScratch(((split * groups + group) * outPerGroup + o) * pixels + p, sum);
    return;
  }
  let channel = group * outPerGroup + o;
  let pixel = p % plane;
  let at = ((p / plane) * outChannels + channel) * plane + pixel;
  let y = mended(sum + getB(channel), p / plane, channel, pixel / outWidth, pixel % outWidth);
  setY(at, y);
  if (hasPost) { setPost(at, activate(y)); }
}

@compute @workgroup_size(threads)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let tile = workgroup.x + workgroup.y * rowItems;
  let group = workgroup.z / splits;
  let split = workgroup.z % splits;
  let firstO = (tile / tilesN) * 4u * threadsM;
  let firstP = (tile % tilesN) * 4u * threadsN;
  let firstK = split * splitLength;
  let endK = min(products, firstK + splitLength);

  // The four pixels that this invocation fetches for X: the same ones for every k.
  let fetchP = vec4u(firstP + (lane % threadsN) * 4u) + vec4u(0u, 1u, 2u, 3u);
  let real = fetchP < vec4u(pixels);
  let images = (fetchP / plane) * (inChannels * inHeight * inWidth) + group * inPerGroup * inHeight * inWidth;
  let rows = vec4i(((fetchP % plane) / outWidth) * strideY) - padTop;
  let columns = vec4i((fetchP % outWidth) * strideX) - padLeft;

  var sum0 = vec4f();
  var sum1 = vec4f();
  var sum2 = vec4f();
  var sum3 = vec4f();
  for (var start = firstK; start < endK; start += tileK) {
    workgroupBarrier();
    for (var slot = lane; slot < tileK * threadsM; slot += threads) {
      let k = start + slot % tileK;
      let o = firstO + (slot / tileK) * 4u;
      tileW[(slot % tileK) * threadsM + slot / tileK] = vec4f(
        weightAt(group, o, k, endK),
        weightAt(group, o + 1u, k, endK),
        weightAt(group, o + 2u, k, endK),
        weightAt(group, o + 3u, k, endK),
      );
    }
    for (var slot = lane; slot < tileK * threadsN; slot += threads) {
      let k = start + slot / threadsN;
      let tap = k % kernelSize;
      let row = rows + i32((tap / kernelWidth) * dilationY);
      let column = columns + i32((tap % kernelWidth) * dilationX);
      let inside = real & (row >= vec4i(0)) & (row < vec4i(i32(inHeight))) & (column >= vec4i(0)) & (column < vec4i(i32(inWidth)));
      let at = images + (k / kernelSize) * (inHeight * inWidth) + vec4u(row * i32(inWidth) + column);
      var x = vec4f();
      if (k < endK) {
        if (inside.x) { x.x = getX(at.x); }
        if (inside.y) { x.y = getX(at.y); }
        if (inside.z) { x.z = getX(at.z); }
        if (inside.w) { x.w = getX(at.w); }
      }
      tileX[slot] = x;
    }
    workgroupBarrier();
    for (var k = 0u; k < tileK; k++) {
      let w = tileW[k * threadsM + lane / threadsN];
      let x = tileX[k * threadsN + lane % threadsN];
      sum0 += w.x * x;
      sum1 += w.y * x;
      sum2 += w.z * x;
      sum3 += w.w * x;
    }
  }
  if (tile < tilesM * tilesN) {
    let o = firstO + (lane / threadsN) * 4u;
    let p = firstP + (lane % threadsN) * 4u;
    // One place that stores, in a loop: compilers inline it, and sixteen copies would take long to compile.
    for (var k = 0u; k < 16u; k++) {
      var sums = sum0;
      switch (k / 4u) {
        case 1u: { sums = sum1; }
        case 2u: { sums = sum2; }
        case 3u: { sums = sum3; }
        default: {}
      }
      store(group, split, o + k / 4u, p + k % 4u, sums[k % 4u]);
    }
  }
}
