// A matrix product per group, C[m, n] = sum over k of A[m, k] B[k, n], whose matrices are seen through functions, so that a
// convolution and its gradients are products of which nothing is unfolded in memory:
//
//   left(group, m, k, end)       A[m .. m + 3, k], 0 from row sizeM on and from k = end on
//   right(group, n, k, end)      B[k, n .. n + 3], the same
//   store(group, m, n, sum)      takes C[m, n]
//
// A workgroup of threadsM x threadsN invocations computes a tile of 4 threadsM rows x 4 threadsN columns, `tileK` products
// at a time from workgroup memory. With splits > 1 each split sums its part of k into `scratch` [split, group, m, n], and
// add.wgsl adds the parts up.

const tilesM = (sizeM + 4u * threadsM - 1u) / (4u * threadsM);
const tilesN = (sizeN + 4u * threadsN - 1u) / (4u * threadsN);
const threads = threadsM * threadsN;

var<workgroup> tileA: array<vec4f, tileK * threadsM>;
var<workgroup> tileB: array<vec4f, tileK * threadsN>;

fn keep(group: u32, split: u32, m: u32, n: u32, sum: f32) {
  if (m >= sizeM || n >= sizeN) { return; }
  if (splits > 1u) {
    setScratch(((split * teams + group) * sizeM + m) * sizeN + n, sum);
  } else {
    store(group, m, n, sum);
  }
}

@compute @workgroup_size(threads)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let tile = workgroup.x + workgroup.y * rowItems;
  let group = workgroup.z / splits;
  let split = workgroup.z % splits;
  let firstM = (tile / tilesN) * 4u * threadsM;
  let firstN = (tile % tilesN) * 4u * threadsN;
  let firstK = split * splitLength;
  let endK = min(depth, firstK + splitLength);
  // The four columns that this invocation fetches: the same ones for every k.
  let column = lane % threadsN;

  var sum0 = vec4f();
  var sum1 = vec4f();
  var sum2 = vec4f();
  var sum3 = vec4f();
  for (var start = firstK; start < endK; start += tileK) {
    workgroupBarrier();
    for (var slot = lane; slot < tileK * threadsM; slot += threads) {
      let row = slot / tileK;
      tileA[(slot % tileK) * threadsM + row] = left(group, firstM + 4u * row, start + slot % tileK, endK);
    }
    for (var k = lane / threadsN; k < tileK; k += threadsM) {
      tileB[k * threadsN + column] = right(group, firstN + 4u * column, start + k, endK);
    }
    workgroupBarrier();
    for (var k = 0u; k < tileK; k++) {
      let a = tileA[k * threadsM + lane / threadsN];
      let b = tileB[k * threadsN + column];
      sum0 += a.x * b;
      sum1 += a.y * b;
      sum2 += a.z * b;
      sum3 += a.w * b;
    }
  }
  if (tile < tilesM * tilesN) {
    let m = firstM + (lane / threadsN) * 4u;
    let n = firstN + column * 4u;
    // One place that stores, in a loop: compilers inline it, and sixteen copies would take long to compile.
    for (var k = 0u; k < 16u; k++) {
      var sums = sum0;
      switch (k / 4u) {
        case 1u: { sums = sum1; }
        case 2u: { sums = sum2; }
        case 3u: { sums = sum3; }
        default: {}
      }
      keep(group, split, m + k / 4u, n + k % 4u, sums[k % 4u]);
    }
  }
}
