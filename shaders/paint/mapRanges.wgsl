// The range of each drawn map: smallest and largest finite value, 1 where the map holds NaN or an infinity, 2 where it holds
// nothing else (0, 0 then), and the largest |finite value|. One workgroup per map; needs values.wgsl and lib/numbers.wgsl.

@group(0) @binding(4) var<storage, read> maps: array<DrawnMap>;
// Per map, then per share: min, max, broken, extent.
@group(0) @binding(6) var<storage, read_write> ranges: array<vec4f>;

const most = 3.40282346e38;

var<workgroup> low: array<f32, lanes>;
var<workgroup> high: array<f32, lanes>;
var<workgroup> broken: array<u32, lanes>;

@compute @workgroup_size(lanes)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let index = min(group.x + group.y * groups.x, arrayLength(&maps) - 1u);
  let map = maps[index];
  var smallest = most;
  var largest = -most;
  var odd = 0u;
  for (var i = lane; i < map.length; i += lanes) {
    let value = shownAt(map.arena, map.start + i, map.minusArena, map.minusStart + i);
    if (isFinite(value)) {
      smallest = min(smallest, value);
      largest = max(largest, value);
    } else {
      odd = 1u;
    }
  }
  low[lane] = smallest;
  high[lane] = largest;
  broken[lane] = odd;
  workgroupBarrier();
  for (var width = lanes / 2u; width > 0u; width = width / 2u) {
    if (lane < width) {
      low[lane] = min(low[lane], low[lane + width]);
      high[lane] = max(high[lane], high[lane + width]);
      broken[lane] = broken[lane] | broken[lane + width];
    }
    workgroupBarrier();
  }
  if (lane == 0u) {
    if (low[0] > high[0]) {
      ranges[index] = vec4f(0.0, 0.0, 2.0, 0.0);
    } else {
      ranges[index] = vec4f(low[0], high[0], f32(broken[0]), max(abs(low[0]), abs(high[0])));
    }
  }
}
