// The extent (largest |finite value|) that the maps of a layer, or of the network, share. One workgroup per share;
// needs values.wgsl.

@group(0) @binding(4) var<storage, read> maps: array<DrawnMap>;
// Per share its first member's place in this table and the number of members; then all members, which are map indices.
@group(0) @binding(5) var<storage, read> shares: array<u32>;
// Per map, then per share: min, max, broken, extent.
@group(0) @binding(6) var<storage, read_write> ranges: array<vec4f>;

var<workgroup> shelf: array<f32, lanes>;

@compute @workgroup_size(lanes)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let mapCount = arrayLength(&maps);
  let share = min(group.x + group.y * groups.x, arrayLength(&ranges) - mapCount - 1u);
  let first = shares[share * 2u];
  let count = shares[share * 2u + 1u];
  var extent = 0.0;
  for (var i = lane; i < count; i += lanes) { extent = max(extent, ranges[shares[first + i]].w); }
  shelf[lane] = extent;
  workgroupBarrier();
  for (var width = lanes / 2u; width > 0u; width = width / 2u) {
    if (lane < width) { shelf[lane] = max(shelf[lane], shelf[lane + width]); }
    workgroupBarrier();
  }
  if (lane == 0u) { ranges[mapCount + share] = vec4f(0.0, 0.0, 0.0, shelf[0]); }
}
