// gx [planes, inHeight, inWidth] where windows lie within the picture and none overlaps another: an invocation has one cell
// of strideY x strideX pixels with its window in the upper left corner, and stores the whole cell; pixels outside a window
// get 0. Average: an even share of gy. Max and min: all of it to the first winner. What it reads and stores is written out
// by kernels/gpu/pool2d.ts, as `spread`.

const cellRows = (inHeight + strideY - 1u) / strideY;
const cellColumns = (inWidth + strideX - 1u) / strideX;

@compute @workgroup_size(items)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let cell = min(id.x + id.y * rowItems, planes * cellRows * cellColumns - 1u);
  let j = cell % cellColumns;
  let row = cell / cellColumns;
  let i = row % cellRows;
  let plane = row / cellRows;
  // Past the last window there may be pixels left.
  let exists = i < outHeight && j < outWidth;
  let gy = select(0.0, getGy((plane * outHeight + min(i, outHeight - 1u)) * outWidth + min(j, outWidth - 1u)), exists);
  spread(plane * inHeight * inWidth, i * strideY, j * strideX, gy);
}
