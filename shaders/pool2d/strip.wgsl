// y [planes, outHeight, outWidth] = largest, mean or smallest of the pixels of each window of x [planes, inHeight, inWidth],
// where every window lies within the picture; NaN wins. An invocation computes `strip` neighbours of a row: what it reads
// and stores is written out by kernels/gpu/pool2d.ts, as `pool`, so that no pixel is loaded twice and no test is made.
// The last strip of a row may overlap the one before: both store the same values.
@compute @workgroup_size(items)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = min(id.x + id.y * rowItems, planes * outHeight * strips - 1u);
  let row = at / strips;
  let j = min((at % strips) * strip, outWidth - strip);
  let plane = row / outHeight;
  let i = row % outHeight;
  pool((plane * inHeight + i * strideY) * inWidth + j * strideX, row * outWidth + j);
}
