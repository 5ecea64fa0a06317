// Strided copy of blocks: y[o outStride + outOffset + i] = x[o inStride + inOffset + i] for o < outer, i < inner.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let item = id.x + id.y * rowItems;
  if (item >= outer * inner) { return; }
  let o = item / inner;
  let i = item % inner;
  setY(o * outStride + outOffset + i, getX(o * inStride + inOffset + i));
}
