// The gradient of a dense layer's input as a matrix product (matmul/multiply.wgsl): gx[n, i] = sum over o of gy[n, o] w[o, i].

fn gradientAt(n: u32, o: u32) -> f32 {
  if (n >= batch) { return 0.0; }
  return getGy(n * outFeatures + o);
}

fn left(group: u32, n: u32, o: u32, end: u32) -> vec4f {
  if (o >= end) { return vec4f(); }
  return vec4f(gradientAt(n, o), gradientAt(n + 1u, o), gradientAt(n + 2u, o), gradientAt(n + 3u, o));
}

fn right(group: u32, i: u32, o: u32, end: u32) -> vec4f {
  var w = vec4f();
  if (o < end) {
    let at = o * inFeatures + i;
    if (i < inFeatures) { w.x = getW(at); }
    if (i + 1u < inFeatures) { w.y = getW(at + 1u); }
    if (i + 2u < inFeatures) { w.z = getW(at + 2u); }
    if (i + 3u < inFeatures) { w.w = getW(at + 3u); }
  }
  return w;
}

fn store(group: u32, n: u32, i: u32, sum: f32) { setGx(n * inFeatures + i, sum); }
