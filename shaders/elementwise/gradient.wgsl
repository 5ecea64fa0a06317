// ga = sum of gy (or gy b, where b is connected) over the outputs [size0, size1, size2, size3] that element of a took part
// in: along each axis either its own place (stride a0..a3 not 0) or, where a was broadcast, all places.
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.x + id.y * rowItems;
  if (at >= ownElements) { return; }
  let sizes = vec4u(size0, size1, size2, size3);
  let strides = vec4u(a0, a1, a2, a3);
  let own = (vec4u(at) / max(strides, vec4u(1u))) % sizes;
  let everywhere = strides == vec4u(0u);
  let first = select(own, vec4u(0u), everywhere);
  let end = select(own + 1u, sizes, everywhere);
  var sum = 0.0;
  for (var i = first.x; i < end.x; i++) {
    for (var j = first.y; j < end.y; j++) {
      for (var k = first.z; k < end.z; k++) {
        for (var l = first.w; l < end.w; l++) {
          let g = getGy(((i * size1 + j) * size2 + k) * size3 + l);
          if (hasB) {
            sum += g * getB(i * b0 + j * b1 + k * b2 + l * b3);
          } else {
            sum += g;
          }
        }
      }
    }
  }
  setGa(at, sum);
}
