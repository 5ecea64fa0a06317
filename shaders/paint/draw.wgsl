// Draws every tile of a scene as one instance, each device pixel showing the map's pixel under its centre. Rectangles,
// sampling, table lookups and stripes are whole-number arithmetic, the same as in backend/cpu/painter.ts.
// Needs values.wgsl and lib/numbers.wgsl.

struct Tile {
  left: i32,
  top: i32,
  right: i32,
  bottom: i32,
  columns: u32,
  rows: u32,
  arena: u32,
  start: u32,
  // 0 signed, 1 ink, 2 red, 3 green, 4 blue, 5 gray.
  colour: u32,
  // Index into `ranges`.
  range: u32,
  scale: f32,
  shift: f32,
  // What is subtracted, from its first float on.
  minusArena: u32,
  minusStart: u32,
}

@group(0) @binding(4) var<storage, read> tiles: array<Tile>;
// min, max, broken, extent.
@group(0) @binding(5) var<storage, read> ranges: array<vec4f>;
// RGBA bytes, red lowest: the signed scale, the ink scale, the colour of NaN and infinities.
@group(0) @binding(6) var<storage, read> colours: array<u32>;
// Width and height of the canvas in device pixels.
@group(0) @binding(7) var<uniform> canvas: vec4f;

struct Corner {
  @builtin(position) position: vec4f,
  @location(0) @interpolate(flat) tile: u32,
}

@vertex
fn corner(@builtin(vertex_index) vertex: u32, @builtin(instance_index) instance: u32) -> Corner {
  let tile = tiles[instance];
  let x = f32(select(tile.left, tile.right, (vertex & 1u) == 1u));
  let y = f32(select(tile.top, tile.bottom, (vertex & 2u) == 2u));
  return Corner(vec4f(x / canvas.x * 2.0 - 1.0, 1.0 - y / canvas.y * 2.0, 0.0, 1.0), instance);
}

fn lookUp(entry: u32) -> vec4f { return unpack4x8unorm(colours[entry]); }

@fragment
fn pixel(corner: Corner) -> @location(0) vec4f {
  let tile = tiles[corner.tile];
  let at = vec2i(floor(corner.position.xy));
  let size = vec2u(vec2i(tile.right - tile.left, tile.bottom - tile.top));
  let within = vec2u(at - vec2i(tile.left, tile.top));
  let cell = min(((2u * within + 1u) * vec2u(tile.columns, tile.rows)) / (2u * size), vec2u(tile.columns, tile.rows) - 1u);
  let offset = cell.y * tile.columns + cell.x;
  let value = shownAt(tile.arena, tile.start + offset, tile.minusArena, tile.minusStart + offset);
  let middle = u32(signedSteps);
  if (!isFinite(value)) {
    return lookUp(select(middle, brokenEntry, ((at.x + at.y) & 4) == 0));
  }
  if (tile.colour == 0u) {
    let extent = ranges[tile.range].w;
    var share = 0.0;
    if (extent > 0.0) { share = clamp(value / extent, -1.0, 1.0); }
    return lookUp(u32(i32(middle) + i32(floor(share * signedSteps + 0.5))));
  }
  let step = floor(clamp(value * tile.scale + tile.shift, 0.0, 1.0) * inkSteps + 0.5);
  if (tile.colour == 1u) { return lookUp(inkStart + u32(step)); }
  let primary = (vec3u(2u, 3u, 4u) == vec3u(tile.colour)) | vec3<bool>(tile.colour == 5u);
  return vec4f(select(vec3f(), vec3f(step / inkSteps), primary), 1.0);
}
