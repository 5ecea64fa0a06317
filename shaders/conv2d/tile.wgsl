// Convolution from registers, forwards (the output from the input) or backwards (the gradient of the input from that of the
// output): an invocation computes a tile of `tileChannels` channels of one group x `tileRows` rows x `tileColumns` columns;
// `main`, with its loops written out, is made by kernels/gpu/convTile.ts. A group reads `sources` channels of `rows` x
// `columns` pixels and computes `targets` channels of `outRows` x `outColumns`; a 1 x 1 kernel sees a plane as one long row.
// Forwards: y[n, o, i, j] = b[o] + sum over c, u, v of w[o, c, u, v] x[n, c, i s + u d - p, j s + v d - p] over the pixels
// that exist; post = f(y). Needs border.wgsl, or what convTile.ts and dense.ts put in its place.

const blocksPerGroup = (targets + tileChannels - 1u) / tileChannels;
const strips = (outColumns + tileColumns - 1u) / tileColumns;
const bands = (outRows + tileRows - 1u) / tileRows;
const tiles = images * bands * strips;

struct Tile {
  // Where the planes of its group start in what is read, and those of its channels in what is written.
  x: u32,
  y: u32,
  n: u32,
  group: u32,
  // First channel within the group, and how many of the tile's channels are the group's.
  within: u32,
  count: u32,
  // First row and column.
  i: u32,
  j: u32,
}

// Past the last tile this is the last again, computed and stored twice: all invocations stay together.
fn tileAt(index: u32, block: u32) -> Tile {
  let at = min(index, tiles - 1u);
  let n = at / (bands * strips);
  let group = block / blocksPerGroup;
  let within = (block % blocksPerGroup) * tileChannels;
  let i = ((at / strips) % bands) * tileRows;
  let j = (at % strips) * tileColumns;
  let x = (n * teams + group) * sources * (rows * columns);
  let y = ((n * teams + group) * targets + within) * (outRows * outColumns);
  return Tile(x, y, n, group, within, min(tileChannels, targets - within), i, j);
}

// The tile's channel k within its group; past the group's last this is the last, computed and not stored.
fn channelWithin(tile: Tile, k: u32) -> u32 { return tile.within + min(k, tile.count - 1u); }

// Looks again at what was stored for the tile's pixel `index`, channel by channel and row by row.
fn finish(tile: Tile, index: u32) {
  let k = index / (tileRows * tileColumns);
  let i = tile.i + index / tileColumns % tileRows;
  let j = tile.j + index % tileColumns;
  if (k < tile.count && i < outRows && j < outColumns) {
    let at = tile.y + (k * outRows + i) * outColumns + j;
    let y = getY(at);
    if (!isFinite(y)) { setY(at, mended(y, tile.n, tile.group * targets + tile.within + k, i, j)); }
    if (hasPost) { setPost(at, activate(getY(at))); }
  }
}
