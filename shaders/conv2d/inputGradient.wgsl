// gx[n, c, h, w]: the sum of gy[n, o, i, j] w[o, c, u, v] over the products that x[n, c, h, w] went into, gathered: over
// the group's output channels and the taps with i strideY + u dilationY - padTop = h, and likewise along the width.

const inPerGroup = inChannels / groups;
const outPerGroup = outChannels / groups;
const kernelSize = kernelHeight * kernelWidth;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let item = id.x + id.y * rowItems;
  if (item >= batch * inChannels * inHeight * inWidth) { return; }
  let column = i32(item % inWidth);
  let row = i32((item / inWidth) % inHeight);
  let c = (item / (inWidth * inHeight)) % inChannels;
  let n = item / (inWidth * inHeight * inChannels);
  let firstOut = (c / inPerGroup) * outPerGroup;
  var sum = 0.0;
  for (var u = 0u; u < kernelHeight; u++) {
    let down = row + padTop - i32(u * dilationY);
    if (down < 0 || down % i32(strideY) != 0) { continue; }
    let i = u32(down) / strideY;
    if (i >= outHeight) { continue; }
    for (var v = 0u; v < kernelWidth; v++) {
      let right = column + padLeft - i32(v * dilationX);
      if (right < 0 || right % i32(strideX) != 0) { continue; }
      let j = u32(right) / strideX;
      if (j >= outWidth) { continue; }
      var y = ((n * outChannels + firstOut) * outHeight + i) * outWidth + j;
      var w = (firstOut * inPerGroup + c % inPerGroup) * kernelSize + u * kernelWidth + v;
      for (var o = 0u; o < outPerGroup; o++) {
        sum += getGy(y) * getW(w);
        y += outHeight * outWidth;
        w += inPerGroup * kernelSize;
      }
    }
  }
  setGx(item, sum);
}
