/**
 * The kernels conv2d and conv2dInputGradient: both set up a correlation and share its driver, which spreads images or
 * blocks of output channels over the threads. Every output is computed by one thread in one order, so results do not
 * depend on how many there are.
 */
import { share } from '../simd';
import { CONV_BYTES, Conv, INTERLEAVED, layOut, PLANAR } from './conv';
import { interleavedBlock } from './interleaved';
import { fillTables, packBlock, padPlanes } from './picture';
import { planarBlock } from './planar';
import { singleBlock } from './single';

/** Vectors of a pointwise convolution's chunk: its pixels of all input channels should stay in the nearest cache. */
const NEAR_CACHE_BYTES: u32 = 24 << 10;

function runItems(c: Conv, first: u32, end: u32): void {
  const planeIn = <usize>(c.inH * c.inW) << 2;
  const planeOut = <usize>(c.outH * c.outW) << 2;
  const weightStep = <usize>(c.inC * c.kernelH * c.kernelW * c.lanes) << 2;
  let chunk = c.entries;
  if (c.kernelH == 1 && c.kernelW == 1) {
    const pixels = max<u32>(16, NEAR_CACHE_BYTES / (c.inC << 2));
    chunk = c.method == INTERLEAVED ? pixels & ~3 : (pixels >> 3) << 1;
  }
  const blocks = c.blocks;
  let packedGroup: u32 = -1;
  for (let item = first; item < end; ) {
    // Items are ordered [group][image][block]; take all blocks of this image that are ours.
    const block = item % blocks;
    const image = (item / blocks) % c.batch;
    const group = item / blocks / c.batch;
    const lastBlock = min<u32>(blocks, block + end - item);
    item += lastBlock - block;

    if (group != packedGroup) {
      packedGroup = group;
      memory.fill(c.flags, 0, blocks);
    }
    for (let b = block; b < lastBlock; b++) {
      if (load<u8>(c.flags + b)) continue;
      packBlock(c, group, b);
      store<u8>(c.flags + b, 1);
    }
    let x = c.src + <usize>((image * c.groups + group) * c.inC) * planeIn;
    if (c.copied) {
      padPlanes(
        x, c.inC, c.inH, c.inW, c.padded, c.paddedH, c.paddedW, c.padTop, c.padLeft, c.spreadY, c.spreadX,
      );
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
        const out = outImage + <usize>channel * planeOut;
        const weights = c.packed + <usize>b * weightStep;
        if (c.method == PLANAR) planarBlock(c, x, weights, out, rows, from, to);
        else if (c.method == INTERLEAVED) interleavedBlock(c, x, weights, out, rows, from, to);
        else singleBlock(c, x, weights, out, from, to);
      }
    }
  }
}

/** Products of one call below which the threads' hand-off costs more than it gives. */
const WORTH_THREADS: u64 = 100000;

function correlate(c: Conv, thread: u32, threads: u32, scratch: usize): void {
  const products = <u64>c.batch * c.groups * c.outC * c.outH * c.outW * c.inC * c.kernelH * c.kernelW;
  if (products < WORTH_THREADS) {
    if (thread) return;
    threads = 1;
  }
  layOut(c, scratch);
  fillTables(c);
  const items = c.groups * c.batch * c.blocks;
  runItems(c, share(items, thread, threads), share(items, thread + 1, threads));
}

/** Reads the sixteen geometry words that the three convolution kernels share. */
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
  c.spreadY = 1;
  c.spreadX = 1;
  c.turned = 0;
}

/** Ports x, w, b?, y, post?; params the geometry, activation, alpha, beta. */
export function conv2d(args: usize, thread: u32, threads: u32, scratch: usize): void {
  const c = changetype<Conv>(scratch);
  forward(c, args);
  correlate(c, thread, threads, scratch);
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
export function conv2dInputGradient(args: usize, thread: u32, threads: u32, scratch: usize): void {
  const c = changetype<Conv>(scratch);
  backward(c, args);
  correlate(c, thread, threads, scratch);
}

/** gx is the correlation of gy, padded by kernel - 1 - pad and spread by the stride, with the turned weights. */
function backward(c: Conv, args: usize): void {
  readGeometry(c, args + 12);
  c.src = load<u32>(args);
  c.weights = load<u32>(args, 4);
  c.bias = 0;
  c.dst = load<u32>(args, 8);
  c.post = 0;
  const inC = c.inC;
  const inH = c.inH;
  const inW = c.inW;
  c.inC = c.outC;
  c.inH = c.outH;
  c.inW = c.outW;
  c.outC = inC;
  c.outH = inH;
  c.outW = inW;
  c.spreadY = c.strideY;
  c.spreadX = c.strideX;
  c.strideY = 1;
  c.strideX = 1;
  c.padTop = <i32>((c.kernelH - 1) * c.dilationY) - c.padTop;
  c.padLeft = <i32>((c.kernelW - 1) * c.dilationX) - c.padLeft;
  c.turned = 1;
}

const layout = memory.data(CONV_BYTES, 16);

export function conv2dScratch(args: usize): usize {
  const c = changetype<Conv>(layout);
  forward(c, args);
  return layOut(c, layout) - layout;
}

export function conv2dInputGradientScratch(args: usize): usize {
  const c = changetype<Conv>(layout);
  backward(c, args);
  return layOut(c, layout) - layout;
}
