// gw[o, c, u, v] from registers: the sum of gy[n, o, i, j] x[n, c, i s + u d - p, j s + v d - p] over the batch and the
// pixels that exist; gb[o]: that of gy. An invocation sums `tileOuts` x `tileIns` channels of one group, and all rows of
// the kernel or one, over the units (bands of rows of an image) of its split; `main`, with its loops written out, is made
// by kernels/gpu/convWeights.ts. With splits > 1 the sums go into `scratch` [split, weights and biases], and
// weightReduce.wgsl adds them up. Needs weightBorder.wgsl.

const inPerGroup = inChannels / groups;
const outPerGroup = outChannels / groups;
const weights = outChannels * inPerGroup * kernelHeight * kernelWidth;

struct Tile {
  group: u32,
  // First channels within the group; those past the last are computed and not stored.
  out: u32,
  in: u32,
  // First row of the kernel.
  u: u32,
}

// Past the last tile this is the last again, computed and stored twice.
fn tileAt(index: u32) -> Tile {
  let item = min(index, groups * outBlocks * inBlocks * kernelRows - 1u);
  let rest = item / outBlocks;
  let in = rest / kernelRows;
  return Tile(in / inBlocks, (item % outBlocks) * tileOuts, (in % inBlocks) * tileIns, rest % kernelRows);
}

fn outAt(tile: Tile, k: u32) -> u32 { return tile.group * outPerGroup + min(tile.out + k, outPerGroup - 1u); }

fn inAt(tile: Tile, c: u32) -> u32 { return tile.group * inPerGroup + min(tile.in + c, inPerGroup - 1u); }

fn weightAt(tile: Tile, k: u32, c: u32, u: u32, v: u32) -> u32 {
  let plane = (tile.group * outPerGroup + tile.out + k) * inPerGroup + tile.in + c;
  return (plane * kernelHeight + tile.u + u) * kernelWidth + v;
}

fn put(tile: Tile, split: u32, k: u32, c: u32, u: u32, v: u32, sum: f32) {
  if (tile.out + k >= outPerGroup || tile.in + c >= inPerGroup) { return; }
  let at = weightAt(tile, k, c, u, v);
  if (splits > 1u) { setScratch(split * (weights + outChannels) + at, sum); } else { setGw(at, sum); }
}

fn putBias(tile: Tile, split: u32, k: u32, sum: f32) {
  if (tile.out + k >= outPerGroup || tile.in > 0u || tile.u > 0u) { return; }
  let o = tile.group * outPerGroup + tile.out + k;
  if (splits > 1u) { setScratch(split * (weights + outChannels) + weights + o, sum); } else { setGb(o, sum); }
}

// Looks again at what was stored.
fn finish(tile: Tile) {
  if (splits > 1u) { return; }
  const rows = kernelHeight / kernelRows;
  for (var k = 0u; k < min(tileOuts, outPerGroup - min(tile.out, outPerGroup)); k++) {
    for (var c = 0u; c < min(tileIns, inPerGroup - tile.in); c++) {
      for (var tap = 0u; tap < rows * kernelWidth; tap++) {
        let at = weightAt(tile, k, c, tap / kernelWidth, tap % kernelWidth);
        let sum = getGw(at);
        if (!isFinite(sum)) { setGw(at, mended(sum, at)); }
      }
    }
  }
}
