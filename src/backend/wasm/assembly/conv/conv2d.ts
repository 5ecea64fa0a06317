/**
 * The kernels conv2d and conv2dInputGradient: both set up a correlation and share its driver, which spreads images or
 * blocks of output channels over the parts. One thread computes each output, in one order, so results do not depend on
 * the number of threads.
 */
import { coarse, cut, fresh } from '../run';
import { share } from '../simd';
import { isBlockFinite, mendBorder } from './border';
import { CONV_ASIDE, CONV_BYTES, Conv, INTERLEAVED, layOut, NONE, PACKED, PLANAR, SINGLE, SPOILT } from './conv';
import { interleavedBlock } from './interleaved';
import { fillTables, packBlock, padPlanes, scatter } from './picture';
import { planarBlock } from './planar';
import { singleBlock, skippingBlock } from './single';

/** Size of a pointwise convolution's chunk: its pixels of all input channels should stay in the nearest cache. */
const NEAR_CACHE_BYTES: u32 = 24 << 10;

function runItems(c: Conv, first: u32, end: u32): void {
  const planeIn = <usize>(c.inH * c.inW) << 2;
  const planeOut = <usize>(c.scattered ? c.wholeH * c.wholeW : c.outH * c.outW) << 2;
  const dst = c.dst;
  if (c.scattered) c.dst = c.compact;
  const weightStep = <usize>(c.inC * c.kernelH * c.kernelW * c.lanes) << 2;
  let chunk = c.entries;
  if (c.kernelH == 1 && c.kernelW == 1 && !c.scattered) {
    const pixels = max<u32>(16, NEAR_CACHE_BYTES / (c.inC << 2));
    chunk = c.method == INTERLEAVED ? pixels & ~3 : (pixels >> 3) << 1;
  }
  const blocks = c.blocks;
  for (let item = first; item < end; ) {
    // Items are ordered [group][image][block]; take all blocks of this image that belong to this part.
    const block = item % blocks;
    const image = (item / blocks) % c.batch;
    const group = item / blocks / c.batch;
    const lastBlock = min<u32>(blocks, block + end - item);
    item += lastBlock - block;

    if (group != c.packedGroup) {
      c.packedGroup = group;
      memory.fill(c.flags, 0, blocks);
    }
    for (let b = block; b < lastBlock; b++) {
      if (load<u8>(c.flags + b)) continue;
      packBlock(c, group, b);
      const spoilt = c.copied && !isBlockFinite(c, c.packed + <usize>b * weightStep);
      store<u8>(c.flags + b, spoilt ? PACKED | SPOILT : PACKED);
    }
    let x = c.src + <usize>((image * c.groups + group) * c.inC) * planeIn;
    if (c.copied) {
      const picture = group * c.batch + image;
      if (picture != c.paddedItem) padPlanes(x, c.inC, c.inH, c.inW, c.padded, c.paddedH, c.paddedW, c.padTop, c.padLeft);
      c.paddedItem = picture;
      x = c.padded;
    }
    const outImage = <usize>((image * c.groups + group) * c.outC) * planeOut;
    for (let from: u32 = 0; from < c.entries; from += chunk) {
      const to = min<u32>(c.entries, from + chunk);
      for (let b = block; b < lastBlock; b++) {
        const channel = b * c.lanes;
        const rows = min<u32>(c.lanes, c.outC - channel);
        memory.fill(c.biases, 0, <usize>c.lanes << 2);
        if (c.bias) memory.copy(c.biases, c.bias + (<usize>(group * c.outC + channel) << 2), <usize>rows << 2);
        const at = outImage + <usize>channel * planeOut;
        const out = c.scattered ? 0 : at;
        const weights = c.packed + <usize>b * weightStep;
        if (c.method == PLANAR) planarBlock(c, x, weights, out, rows, from, to);
        else if (c.method == INTERLEAVED) interleavedBlock(c, x, weights, out, rows, from, to);
        else if (c.method == SINGLE) singleBlock(c, x, weights, out, from, to);
        else skippingBlock(c, x, weights, out, from, to);
        if (to == c.entries && load<u8>(c.flags + b) & SPOILT) mendBorder(c, x, weights, out, rows);
        if (c.scattered) scatter(c, dst + at, rows);
      }
    }
  }
}

/** Products in a call below which handing work to threads costs more than it gains. */
const WORTH_SHARING: u64 = 100000;

/** Whether a call, before it is cut into phases, is large enough to share. */
function isLarge(c: Conv): bool {
  const products = <u64>c.batch * c.groups * c.outC * c.outH * c.outW * c.inC * c.kernelH * c.kernelW;
  return products >= WORTH_SHARING;
}

/** Lays out the scratch and fills its tables, for all parts this thread takes. */
function prepare(c: Conv, scratch: usize): void {
  layOut(c, scratch);
  fillTables(c);
  c.packedGroup = NONE;
  c.paddedItem = NONE;
}

function correlate(c: Conv, part: u32, parts: u32): void {
  const items = c.groups * c.batch * c.blocks;
  runItems(c, share(items, part, parts), share(items, part + 1, parts));
}

/** Reads the sixteen geometry words shared by the three convolution kernels. */
export function readGeometry(c: Conv, params: usize): void {
  c.batch = load<u32>(params);
  c.groups = load<u32>(params, 60);
  c.inC = load<u32>(params, 4) / c.groups;
  c.inH = load<u32>(params, 8);
  c.inW = load<u32>(params, 12);
  c.outC = load<u32>(params, 16) / c.groups;
  c.outH = load<u32>(params, 20);
  c.outW = load<u32>(params, 24);
  c.kernelH = load<u32>(params, 28);
  c.kernelW = load<u32>(params, 32);
  c.strideY = load<u32>(params, 36);
  c.strideX = load<u32>(params, 40);
  c.padTop = load<i32>(params, 44);
  c.padLeft = load<i32>(params, 48);
  c.dilationY = load<u32>(params, 52);
  c.dilationX = load<u32>(params, 56);
  c.fullH = c.kernelH;
  c.fullW = c.kernelW;
  c.turned = 0;
  c.scattered = 0;
}

/** Ports x, w, b?, y, post?; params the geometry, activation, alpha, beta. */
export function conv2d(args: usize, part: u32, parts: u32, scratch: usize): void {
  const c = changetype<Conv>(scratch);
  if (fresh) {
    forward(c, args);
    c.parts = cut(parts, isLarge(c));
    prepare(c, scratch);
  }
  correlate(c, part, c.parts);
}

function forward(c: Conv, args: usize): void {
  readGeometry(c, args + 20);
  c.src = load<u32>(args);
  c.weights = load<u32>(args, 4);
  c.bias = load<u32>(args, 8);
  c.dst = load<u32>(args, 12);
  c.post = load<u32>(args, 16);
  c.activation = load<u32>(args, 84);
  c.alpha = load<f32>(args, 88);
  c.beta = load<f32>(args, 92);
}

/** Ports gy, w, gx; params the geometry. */
export function conv2dInputGradient(args: usize, part: u32, parts: u32, scratch: usize): void {
  const c = changetype<Conv>(scratch);
  readGeometry(c, args + 12);
  parts = cut(coarse(parts), isLarge(c));
  const strideY = c.strideY;
  const strideX = c.strideX;
  for (let y: u32 = 0; y < strideY; y++) {
    for (let x: u32 = 0; x < strideX; x++) {
      if (!backward(c, args, y, x)) continue;
      prepare(c, scratch);
      correlate(c, part, parts);
    }
  }
}

/** One axis of a phase, as a correlation at stride 1. */
@unmanaged
class PhaseAxis {
  /** Pixels of the phase. */
  out: u32 = 0;
  taps: u32 = 0;
  first: u32 = 0;
  step: u32 = 0;
  dilation: u32 = 0;
  pad: i32 = 0;
}

/**
 * Pixel r = phase + s i of the input contributed to output row (r + pad - u d) / s for those u that make it an integer:
 * u = first + k step, where k counts output rows backwards, `dilation` at a time.
 */
function phaseAxis(a: PhaseAxis, phase: u32, size: u32, kernel: u32, s: u32, d: u32, pad: i32): void {
  a.out = phase < size ? (size - phase + s - 1) / s : 0;
  a.step = s;
  for (let step: u32 = 1; step < s; step++) {
    if ((step * d) % s == 0) {
      a.step = step;
      break;
    }
  }
  a.dilation = (a.step * d) / s;
  a.first = 0;
  a.taps = 0;
  while (a.first < a.step && (<i32>phase + pad - <i32>(a.first * d)) % <i32>s != 0) a.first++;
  if (a.first >= a.step || a.first >= kernel) return;
  a.taps = (kernel - a.first + a.step - 1) / a.step;
  const near = (<i32>phase + pad - <i32>(a.first * d)) / <i32>s;
  a.pad = <i32>((a.taps - 1) * a.dilation) - near;
}

/** Sets up the correlation that computes one phase of gx. Returns whether it has any pixels. */
function backward(c: Conv, args: usize, phaseY: u32, phaseX: u32): bool {
  readGeometry(c, args + 12);
  c.src = load<u32>(args);
  c.weights = load<u32>(args, 4);
  c.bias = 0;
  c.dst = load<u32>(args, 8);
  c.post = 0;
  // In the thread's own memory: others may be in another phase.
  const aside = changetype<usize>(c) + CONV_ASIDE;
  const rows = changetype<PhaseAxis>(aside);
  const columns = changetype<PhaseAxis>(aside + 32);
  phaseAxis(rows, phaseY, c.inH, c.kernelH, c.strideY, c.dilationY, c.padTop);
  phaseAxis(columns, phaseX, c.inW, c.kernelW, c.strideX, c.dilationX, c.padLeft);
  const inC = c.inC;
  c.inC = c.outC;
  c.outC = inC;
  c.scattered = u32(c.strideY > 1 || c.strideX > 1);
  c.wholeH = c.inH;
  c.wholeW = c.inW;
  c.strideOutY = c.strideY;
  c.strideOutX = c.strideX;
  c.outY = phaseY;
  c.outX = phaseX;
  c.inH = c.outH;
  c.inW = c.outW;
  c.outH = rows.out;
  c.outW = columns.out;
  c.strideY = 1;
  c.strideX = 1;
  c.kernelH = rows.taps;
  c.kernelW = columns.taps;
  c.firstRow = rows.first;
  c.firstColumn = columns.first;
  c.rowStep = rows.step;
  c.columnStep = columns.step;
  c.dilationY = rows.dilation;
  c.dilationX = columns.dilation;
  c.padTop = rows.pad;
  c.padLeft = columns.pad;
  c.turned = 1;
  return c.outH > 0 && c.outW > 0;
}

const layout = memory.data(CONV_BYTES, 16);

export function conv2dScratch(args: usize): usize {
  const c = changetype<Conv>(layout);
  forward(c, args);
  return layOut(c, layout) - layout;
}

export function conv2dInputGradientScratch(args: usize): usize {
  const c = changetype<Conv>(layout);
  readGeometry(c, args + 12);
  const strideY = c.strideY;
  const strideX = c.strideX;
  let most: usize = 0;
  for (let y: u32 = 0; y < strideY; y++) {
    for (let x: u32 = 0; x < strideX; x++) {
      if (backward(c, args, y, x)) most = max(most, layOut(c, layout) - layout);
    }
  }
  return most;
}
