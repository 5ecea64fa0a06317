// 2-D convolution from registers: y[n, o, i, j] = b[o] + sum over c, u, v of w[o, c, u, v] x[n, c, i s + u d - p, j s + v d - p]
// over the pixels that exist; post = f(y). x [batch, inChannels, inHeight, inWidth], w [outChannels, inChannels / groups,
// kernelHeight, kernelWidth], y [batch, outChannels, outHeight, outWidth]. An invocation computes a tile of `tileChannels`
// channels of one group x `tileRows` rows x `tileColumns` columns; `main`, with its loops written out, is made by
// kernels/gpu/convTile.ts. Planes are seen as `rows` x `columns` pixels: a 1 x 1 kernel sees each plane as one long row.
// Needs border.wgsl.

const inPerGroup = inChannels / groups;
const outPerGroup = outChannels / groups;
const filterSize = inPerGroup * kernelHeight * kernelWidth;
const blocksPerGroup = (outPerGroup + tileChannels - 1u) / tileChannels;
const strips = (outColumns + tileColumns - 1u) / tileColumns;
const bands = (outRows + tileRows - 1u) / tileRows;
const tiles = batch * bands * strips;

struct Tile {
  // Where the planes of its group start in x, and those of its channels in y.
  x: u32,
  y: u32,
  // First output channel, and how many of the tile's channels are the group's.
  channel: u32,
  count: u32,
  // First output row and column.
  i: u32,
  j: u32,
}

// Past the last tile this is the last again, computed and stored twice: all invocations stay together.
fn tileAt(index: u32, block: u32) -> Tile {
  let at = min(index, tiles - 1u);
  let n = at / (bands * strips);
  let group = block / blocksPerGroup;
  let within = (block % blocksPerGroup) * tileChannels;
  let channel = group * outPerGroup + within;
  let i = ((at / strips) % bands) * tileRows;
  let j = (at % strips) * tileColumns;
  let x = (n * inChannels + group * inPerGroup) * (rows * columns);
  let y = (n * outChannels + channel) * (outRows * outColumns);
  return Tile(x, y, channel, min(tileChannels, outPerGroup - within), i, j);
}

// The tile's channel k; past the group's last this is the last, computed and not stored.
fn channelAt(tile: Tile, k: u32) -> u32 { return tile.channel + min(k, tile.count - 1u); }

// Looks again at what was stored for the tile's pixel `index`, channel by channel and row by row.
fn finish(tile: Tile, index: u32) {
  let k = index / (tileRows * tileColumns);
  let i = tile.i + index / tileColumns % tileRows;
  let j = tile.j + index % tileColumns;
  if (k < tile.count && i < outRows && j < outColumns) {
    let at = tile.y + (k * outRows + i) * outColumns + j;
    let y = mended(getY(at), tile.x / (inChannels * rows * columns), tile.channel + k, i, j);
    setY(at, y);
    if (hasPost) { setPost(at, activate(y)); }
  }
}
