// The scalars of row table[0], and the samples and targets whose indices follow them: hyper [scalars], x [batch, length],
// target [batch, classes]. One invocation per value of these.
@compute @workgroup_size(items)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x + id.y * rowItems;
  let start = 1u + u32(getTable(0u)) * (scalars + batch);
  let indices = start + scalars;
  if (i < batch * length) {
    setX(i, getData(u32(getTable(indices + i / length)) * length + i % length));
    return;
  }
  let j = i - batch * length;
  if (j < batch * classes) {
    setTarget(j, getTargets(u32(getTable(indices + j / classes)) * classes + j % classes));
    return;
  }
  let k = j - batch * classes;
  if (k < scalars) { setHyper(k, getTable(start + k)); }
}
