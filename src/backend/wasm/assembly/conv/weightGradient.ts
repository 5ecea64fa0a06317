/**
 * The kernel conv2dWeightGradient:
 *
 *   gw[o, c, u, v] = sum over images and pixels of gy[n, o, i, j] x[n, c, i s + u d - p, ...]
 *
 * Lanes are output channels: gy is interleaved to [pixel][8 channels], and 8 channels x 4 taps are summed over a whole
 * picture in registers, each tap's pixel being a broadcast load from anywhere. The sums of single pictures are then
 * added up in scratch. Threads split the (channel block, taps) tiles, and each sums the whole batch in order.
 * Convolutions with one output channel per group (depthwise) go plane by plane, with pixels in the lanes.
 */
import { coarse, cut } from '../run';
import { madd, roundUp, share, sumWide, widenAdd } from '../simd';
import { mendWeightGradient } from './border';
import { CONV_BYTES, Conv } from './conv';
import { readGeometry } from './conv2d';
import { interleave, padPlanes } from './picture';

/** Taps (over all input channels) that one tile sums. */
const TAPS: u32 = 4;
const LANES: u32 = 8;

/** Here the fields of Conv mean: blocks of 8 channels per group; entries = tiles of 4 taps per group. */
function layOut(c: Conv, base: usize): usize {
  const needH = (c.outH - 1) * c.strideY + (c.kernelH - 1) * c.dilationY + 1;
  const needW = (c.outW - 1) * c.strideX + (c.kernelW - 1) * c.dilationX + 1;
  c.copied = u32(c.padTop != 0 || c.padLeft != 0 || needH > c.inH || needW > c.inW);
  c.paddedH = c.copied ? needH : c.inH;
  c.paddedW = c.copied ? needW : c.inW;
  c.blocks = (c.outC + LANES - 1) / LANES;
  c.entries = (c.inC * c.kernelH * c.kernelW + TAPS - 1) / TAPS;
  let at = base + CONV_BYTES;
  // Sums of the tiles: [block][tap][lane]; then gy interleaved: [pixel][lane] of one block.
  c.packed = at;
  at += <usize>(c.blocks * LANES * c.entries * TAPS) << 2;
  c.table = at;
  at += <usize>(c.outH * c.outW * LANES) << 2;
  c.taps = at;
  at += <usize>(c.entries * TAPS) << 2;
  c.padded = at;
  if (c.copied) at += <usize>roundUp(c.inC * c.paddedH * c.paddedW, 16) << 2;
  return at;
}

/** Byte offset in the padded picture of each tap (input channel, row, column); surplus taps repeat the last one. */
function fillTaps(c: Conv): void {
  let at = c.taps;
  let offset: u32 = 0;
  for (let i: u32 = 0; i < c.inC; i++) {
    for (let u: u32 = 0; u < c.kernelH; u++) {
      for (let v: u32 = 0; v < c.kernelW; v++, at += 4) {
        offset = ((i * c.paddedH + u * c.dilationY) * c.paddedW + v * c.dilationX) << 2;
        store<u32>(at, offset);
      }
    }
  }
  for (const end = c.taps + (<usize>(c.entries * TAPS) << 2); at < end; at += 4) store<u32>(at, offset);
}

/** Adds one picture's sums of a tile to `sums`: [4 taps][8 lanes]. `g`: interleaved gy; x0..x3: the taps' first pixels. */
function tile(c: Conv, g: usize, x0: usize, x1: usize, x2: usize, x3: usize, sums: usize): void {
  const zero = f32x4.splat(0);
  let a0 = zero;
  let a1 = zero;
  let a2 = zero;
  let a3 = zero;
  let b0 = zero;
  let b1 = zero;
  let b2 = zero;
  let b3 = zero;
  const step = <usize>c.strideX << 2;
  const rowStep = (<usize>(c.strideY * c.paddedW) << 2) - <usize>c.outW * step;
  const rowBytes = <usize>(c.outW * LANES) << 2;
  for (let row = c.outH; row; row--) {
    for (const end = g + rowBytes; g < end; g += 32) {
      const ga = v128.load(g);
      const gb = v128.load(g, 16);
      let k = v128.load32_splat(x0);
      a0 = madd(ga, k, a0);
      b0 = madd(gb, k, b0);
      k = v128.load32_splat(x1);
      a1 = madd(ga, k, a1);
      b1 = madd(gb, k, b1);
      k = v128.load32_splat(x2);
      a2 = madd(ga, k, a2);
      b2 = madd(gb, k, b2);
      k = v128.load32_splat(x3);
      a3 = madd(ga, k, a3);
      b3 = madd(gb, k, b3);
      x0 += step;
      x1 += step;
      x2 += step;
      x3 += step;
    }
    x0 += rowStep;
    x1 += rowStep;
    x2 += rowStep;
    x3 += rowStep;
  }
  v128.store(sums, f32x4.add(v128.load(sums), a0));
  v128.store(sums, f32x4.add(v128.load(sums, 16), b0), 16);
  v128.store(sums, f32x4.add(v128.load(sums, 32), a1), 32);
  v128.store(sums, f32x4.add(v128.load(sums, 48), b1), 48);
  v128.store(sums, f32x4.add(v128.load(sums, 64), a2), 64);
  v128.store(sums, f32x4.add(v128.load(sums, 80), b2), 80);
  v128.store(sums, f32x4.add(v128.load(sums, 96), a3), 96);
  v128.store(sums, f32x4.add(v128.load(sums, 112), b3), 112);
}

/** The tiles [first, end) of one group, numbered [block][tile of taps]. */
function groupTiles(c: Conv, group: u32, first: u32, end: u32): void {
  const tiles = c.entries;
  const planeX = <usize>(c.inH * c.inW) << 2;
  const planeY = <usize>(c.outH * c.outW) << 2;
  memory.fill(c.packed + (<usize>first << 7), 0, <usize>(end - first) << 7);
  for (let image: u32 = 0; image < c.batch; image++) {
    let x = c.src + <usize>((image * c.groups + group) * c.inC) * planeX;
    if (c.copied) {
      padPlanes(x, c.inC, c.inH, c.inW, c.padded, c.paddedH, c.paddedW, c.padTop, c.padLeft);
      x = c.padded;
    }
    for (let at = first; at < end; ) {
      const block = at / tiles;
      const channel = block * LANES;
      const gy = c.dst + <usize>((image * c.groups + group) * c.outC + channel) * planeY;
      interleave(gy, planeY, min<u32>(LANES, c.outC - channel), c.outH * c.outW, c.table, LANES);
      for (const stop = min<u32>(end, (block + 1) * tiles); at < stop; at++) {
        const t = c.taps + (<usize>((at % tiles) * TAPS) << 2);
        tile(
          c, c.table, x + load<u32>(t), x + load<u32>(t, 4), x + load<u32>(t, 8), x + load<u32>(t, 12),
          c.packed + (<usize>at << 7),
        );
      }
    }
  }
  // [block][tap][lane] -> [channel][tap]
  const taps = c.inC * c.kernelH * c.kernelW;
  for (let at = first; at < end; at++) {
    const channel = (at / tiles) * LANES;
    const k = (at % tiles) * TAPS;
    const lanes = min<u32>(LANES, c.outC - channel);
    for (let t: u32 = 0; t < min<u32>(TAPS, taps - k); t++) {
      const from = c.packed + (<usize>at << 7) + (<usize>t << 5);
      for (let lane: u32 = 0; lane < lanes; lane++) {
        const to = <usize>((group * c.outC + channel + lane) * taps + k + t) << 2;
        store<f32>(c.weights + to, load<f32>(from + (<usize>lane << 2)));
      }
    }
  }
  if (!c.copied) return;
  for (let at = first; at < end; ) {
    const block = at / tiles;
    const stop = min<u32>(end, (block + 1) * tiles);
    const firstTap = (at - block * tiles) * TAPS;
    const endTap = min<u32>(taps, (stop - block * tiles) * TAPS);
    const lastChannel = min<u32>(c.outC, (block + 1) * LANES);
    for (let o = block * LANES; o < lastChannel; o++) mendWeightGradient(c, group, o, firstTap, endTap);
    at = stop;
  }
}

/** Four neighbours in a row, `step` bytes apart; at a step of 8, every other of the eight floats read. */
@inline
function four(at: usize, skipping: bool): v128 {
  if (!skipping) return v128.load(at);
  return v128.shuffle<f32>(v128.load(at), v128.load(at, 16), 0, 2, 4, 6);
}

/** Adds the sums over one picture of gy times the input plane, at each of 4 taps, to those at `sums`. */
@inline
function planeProducts(c: Conv, gy: usize, x0: usize, x1: usize, x2: usize, x3: usize, sums: usize, skipping: bool): void {
  const zero = f32x4.splat(0);
  let a0 = zero;
  let a1 = zero;
  let a2 = zero;
  let a3 = zero;
  let rest = v128.load(sums);
  const step = <usize>c.strideX << 2;
  const rowBytes = <usize>c.outW << 2;
  const rowStep = <usize>(c.strideY * c.paddedW) << 2;
  const vectors = step <= 8 ? rowBytes & ~15 : 0;
  for (let row = c.outH; row; row--, gy += rowBytes, x0 += rowStep, x1 += rowStep, x2 += rowStep, x3 += rowStep) {
    let k: usize = 0;
    let at: usize = 0;
    for (; k < vectors; k += 16, at += step << 2) {
      const g = v128.load(gy + k);
      a0 = madd(g, four(x0 + at, skipping), a0);
      a1 = madd(g, four(x1 + at, skipping), a1);
      a2 = madd(g, four(x2 + at, skipping), a2);
      a3 = madd(g, four(x3 + at, skipping), a3);
    }
    // A row's last pixels one by one, with the taps in the lanes.
    for (; k < rowBytes; k += 4, at += step) {
      let p = v128.load32_splat(x0 + at);
      p = f32x4.replace_lane(p, 1, load<f32>(x1 + at));
      p = f32x4.replace_lane(p, 2, load<f32>(x2 + at));
      p = f32x4.replace_lane(p, 3, load<f32>(x3 + at));
      rest = madd(p, v128.load32_splat(gy + k), rest);
    }
  }
  const low = f32x4.add(v128.shuffle<f32>(a0, a1, 0, 4, 1, 5), v128.shuffle<f32>(a0, a1, 2, 6, 3, 7));
  const high = f32x4.add(v128.shuffle<f32>(a2, a3, 0, 4, 1, 5), v128.shuffle<f32>(a2, a3, 2, 6, 3, 7));
  const sum = f32x4.add(v128.shuffle<f32>(low, high, 0, 1, 4, 5), v128.shuffle<f32>(low, high, 2, 3, 6, 7));
  v128.store(sums, f32x4.add(rest, sum));
}

/** One group with a single output channel: padded input planes against a plane of gy, four taps at a time. */
function singleGroup(c: Conv, group: u32): void {
  const planeX = <usize>(c.inH * c.inW) << 2;
  const planeY = <usize>(c.outH * c.outW) << 2;
  const taps = c.inC * c.kernelH * c.kernelW;
  memory.fill(c.packed, 0, <usize>(c.entries * TAPS) << 2);
  for (let image: u32 = 0; image < c.batch; image++) {
    const gy = c.dst + <usize>(image * c.groups + group) * planeY;
    let x = c.src + <usize>((image * c.groups + group) * c.inC) * planeX;
    if (c.copied) {
      padPlanes(x, c.inC, c.inH, c.inW, c.padded, c.paddedH, c.paddedW, c.padTop, c.padLeft);
      x = c.padded;
    }
    for (let k: u32 = 0; k < taps; k += TAPS) {
      const t = c.taps + (<usize>k << 2);
      const x0 = x + load<u32>(t);
      const x1 = x + load<u32>(t, 4);
      const x2 = x + load<u32>(t, 8);
      const x3 = x + load<u32>(t, 12);
      const sums = c.packed + (<usize>k << 2);
      if (c.strideX == 2) planeProducts(c, gy, x0, x1, x2, x3, sums, true);
      else planeProducts(c, gy, x0, x1, x2, x3, sums, false);
    }
  }
  memory.copy(c.weights + (<usize>(group * taps) << 2), c.packed, <usize>taps << 2);
  if (c.copied) mendWeightGradient(c, group, 0, 0, taps);
}

/** gb[o] over all images, in float64. */
function biasGradient(c: Conv, gb: usize, part: u32, parts: u32): void {
  const channels = c.groups * c.outC;
  const count = c.outH * c.outW;
  const end = share(channels, part + 1, parts);
  for (let o = share(channels, part, parts); o < end; o++) {
    let sum = f64x2.splat(0);
    let rest: f64 = 0;
    for (let image: u32 = 0; image < c.batch; image++) {
      let at = c.dst + ((<usize>(image * channels + o) * count) << 2);
      const last = at + (<usize>count << 2);
      for (; at + 16 <= last; at += 16) sum = widenAdd(sum, v128.load(at));
      for (; at < last; at += 4) rest += load<f32>(at);
    }
    store<f32>(gb + (<usize>o << 2), <f32>(sumWide(sum) + rest));
  }
}

/** Ports x, gy, gw, gb?; params the geometry. */
function setUp(c: Conv, args: usize): void {
  readGeometry(c, args + 16);
  c.src = load<u32>(args);
  c.dst = load<u32>(args, 4);
  c.weights = load<u32>(args, 8);
}

export function conv2dWeightGradient(args: usize, part: u32, parts: u32, scratch: usize): void {
  parts = cut(coarse(parts), true);
  const c = changetype<Conv>(scratch);
  setUp(c, args);
  layOut(c, scratch);
  fillTaps(c);
  const gb = load<u32>(args, 12);
  if (gb) biasGradient(c, gb, part, parts);
  if (c.outC == 1) {
    const end = share(c.groups, part + 1, parts);
    for (let group = share(c.groups, part, parts); group < end; group++) singleGroup(c, group);
    return;
  }
  const tiles = c.blocks * c.entries;
  let at = share(tiles * c.groups, part, parts);
  const end = share(tiles * c.groups, part + 1, parts);
  while (at < end) {
    const group = at / tiles;
    const stop = min<u32>(end, (group + 1) * tiles);
    groupTiles(c, group, at - group * tiles, stop - group * tiles);
    at = stop;
  }
}

const layout = memory.data(CONV_BYTES, 16);

export function conv2dWeightGradientScratch(args: usize): usize {
  const c = changetype<Conv>(layout);
  setUp(c, args);
  return layOut(c, layout) - layout;
}
