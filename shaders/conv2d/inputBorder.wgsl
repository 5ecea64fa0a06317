// gx[n, c, h, w]: the sum of gy[n, o, i, j] w[o, c, u, v] over the products that x[n, c, h, w] went into, gathered: over
// the group's output channels and the taps with i strideY + u dilationY - padTop = h, and likewise along the width.
fn gathered(n: u32, c: u32, h: u32, w: u32) -> f32 {
  let inPerGroup = inChannels / groups;
  let outPerGroup = outChannels / groups;
  let firstOut = (c / inPerGroup) * outPerGroup;
  var sum = 0.0;
  for (var u = 0u; u < kernelHeight; u++) {
    let down = i32(h) + padTop - i32(u * dilationY);
    if (down < 0 || down % i32(strideY) != 0) { continue; }
    let i = u32(down) / strideY;
    if (i >= outHeight) { continue; }
    for (var v = 0u; v < kernelWidth; v++) {
      let right = i32(w) + padLeft - i32(v * dilationX);
      if (right < 0 || right % i32(strideX) != 0) { continue; }
      let j = u32(right) / strideX;
      if (j >= outWidth) { continue; }
      var y = ((n * outChannels + firstOut) * outHeight + i) * outWidth + j;
      var weight = ((firstOut * inPerGroup + c % inPerGroup) * kernelHeight + u) * kernelWidth + v;
      for (var o = 0u; o < outPerGroup; o++) {
        sum += getGy(y) * getW(weight);
        y += outHeight * outWidth;
        weight += inPerGroup * kernelHeight * kernelWidth;
      }
    }
  }
  return sum;
}

// A sum over the padding, gathered again from what exists where it is not finite; see border.wgsl.
fn mended(sum: f32, n: u32, c: u32, h: u32, w: u32) -> f32 {
  if (isFinite(sum)) { return sum; }
  return gathered(n, c, h, w);
}
