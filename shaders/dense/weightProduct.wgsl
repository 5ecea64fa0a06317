// The gradient of a dense layer's weights as a matrix product (matmul/multiply.wgsl): gw[o, i] = sum over n of
// gy[n, o] x[n, i]. One more column, of ones, sums gy for the bias.

fn left(group: u32, o: u32, n: u32, end: u32) -> vec4f {
  var g = vec4f();
  if (n < end) {
    let at = n * outFeatures + o;
    if (o < outFeatures) { g.x = getGy(at); }
    if (o + 1u < outFeatures) { g.y = getGy(at + 1u); }
    if (o + 2u < outFeatures) { g.z = getGy(at + 2u); }
    if (o + 3u < outFeatures) { g.w = getGy(at + 3u); }
  }
  return g;
}

fn inputAt(n: u32, i: u32) -> f32 {
  if (i >= inFeatures) { return 1.0; }
  return getX(n * inFeatures + i);
}

fn right(group: u32, i: u32, n: u32, end: u32) -> vec4f {
  if (n >= end) { return vec4f(); }
  return vec4f(inputAt(n, i), inputAt(n, i + 1u), inputAt(n, i + 2u), inputAt(n, i + 3u));
}

fn store(group: u32, o: u32, i: u32, sum: f32) {
  if (i == inFeatures) { setGb(o, sum); } else { setGw(o * inFeatures + i, sum); }
}
