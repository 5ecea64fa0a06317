/**
 * The geometry of one correlation, which the drivers lay out at the start of a thread's scratch. Forward convolution
 * and its input gradient are both correlations: the gradient reads gy as its picture, with the weights rotated. With a
 * stride of s x t the gradient consists of s t of them, one for the pixels of each phase (row mod s, column mod t),
 * with the taps that ever reach them.
 */
import { roundUp } from '../simd';

/** How a group's pixels are computed. */
export const PLANAR: u32 = 0; // lanes are pixels: 4 output channels x 8 pixels
export const INTERLEAVED: u32 = 1; // lanes are output channels: 8 output channels x 4 pixels
export const SINGLE: u32 = 2; // lanes are pixels: 1 output channel x 16 pixels, horizontal stride 1
export const SKIPPING: u32 = 3; // the same at horizontal stride 2

/** A struct in raw memory; sizes in elements, pointers and steps in bytes. */
@unmanaged
export class Conv {
  batch: u32 = 0;
  groups: u32 = 0;
  /** Channels per group. */
  inC: u32 = 0;
  outC: u32 = 0;
  inH: u32 = 0;
  inW: u32 = 0;
  outH: u32 = 0;
  outW: u32 = 0;
  kernelH: u32 = 0;
  kernelW: u32 = 0;
  strideY: u32 = 0;
  strideX: u32 = 0;
  padTop: i32 = 0;
  padLeft: i32 = 0;
  dilationY: u32 = 0;
  dilationX: u32 = 0;
  /** Weights are the forward convolution's: channels swapped, and rotated by 180 degrees. */
  turned: u32 = 0;
  /** The weights' own kernel size, and which of its rows and columns are used: first, first + step, ... */
  fullH: u32 = 0;
  fullW: u32 = 0;
  firstRow: u32 = 0;
  firstColumn: u32 = 0;
  rowStep: u32 = 1;
  columnStep: u32 = 1;
  /** Outputs are every strideOutY-th row and strideOutX-th column of wholeH x wholeW planes, from (outY, outX). */
  scattered: u32 = 0;
  strideOutY: u32 = 1;
  strideOutX: u32 = 1;
  outY: u32 = 0;
  outX: u32 = 0;
  wholeH: u32 = 0;
  wholeW: u32 = 0;

  src: usize = 0;
  weights: usize = 0;
  bias: usize = 0;
  dst: usize = 0;
  /** 0: no activation map. */
  post: usize = 0;
  activation: u32 = 0;
  alpha: f32 = 0;
  beta: f32 = 0;

  method: u32 = 0;
  /** Output channels per block, and blocks per group. */
  lanes: u32 = 0;
  blocks: u32 = 0;
  /** Whether the picture is read from a padded copy in scratch. */
  copied: u32 = 0;
  paddedH: u32 = 0;
  paddedW: u32 = 0;
  /** Entries of the pixel table: vectors of 4 pixels, or single pixels. */
  entries: u32 = 0;
  packed: usize = 0;
  /** One byte per block: its weights are PACKED, and perhaps SPOILT by non-finite ones next to padding. */
  flags: usize = 0;
  table: usize = 0;
  padded: usize = 0;
  /** Byte offset of each tap (input channel, row, column) from a pixel's first. */
  taps: usize = 0;
  /** A block's biases, zero where there are none. */
  biases: usize = 0;
  /** Where a block's outputs go before they are scattered. */
  compact: usize = 0;

  /** Number of parts the call is cut into. */
  parts: u32 = 1;
  /** The group whose weights are packed, and the group and image whose picture is padded; NONE at first. */
  packedGroup: u32 = 0;
  paddedItem: u32 = 0;
}

export const PACKED: u8 = 1;
export const SPOILT: u8 = 2;

/** No group, no picture. */
export const NONE: u32 = -1;

/** Offset of 64 bytes after the struct for a driver's own use. */
export const CONV_ASIDE: u32 = 320;
/** Bytes reserved for the struct and those. */
export const CONV_BYTES: u32 = 384;

/** Fraction of lanes in use, in 1024ths, when `count` items go in sets of `set`. */
function filled(count: u32, set: u32): u32 {
  return (count << 10) / roundUp(count, set);
}

/**
 * Chooses the method and lays out the scratch after the struct at `base`: packed weights, pixel table, padded copy of
 * one group of one image. Returns the first byte after it.
 */
export function layOut(c: Conv, base: usize): usize {
  const pointwise = c.kernelH == 1 && c.kernelW == 1;
  const unit = c.strideY == 1 && c.strideX == 1;
  if (pointwise && unit && !c.scattered && c.padTop == 0 && c.padLeft == 0 && c.inH == c.outH && c.inW == c.outW) {
    // A pointwise kernel does not see rows: the plane becomes one long row.
    c.inW *= c.inH;
    c.inH = 1;
    c.outW *= c.outH;
    c.outH = 1;
  }
  // A phase no tap reaches reads nothing.
  const some = c.kernelH > 0 && c.kernelW > 0;
  const needH = some ? (c.outH - 1) * c.strideY + (c.kernelH - 1) * c.dilationY + 1 : 0;
  const needW = some ? (c.outW - 1) * c.strideX + (c.kernelW - 1) * c.dilationX + 1 : 0;
  c.copied = u32(some && (c.padTop != 0 || c.padLeft != 0 || needH > c.inH || needW > c.inW));
  c.paddedH = c.copied ? needH : c.inH;
  c.paddedW = c.copied ? needW : c.inW;

  const plane = c.outH * c.outW;
  const planar = filled(c.outW, 4) * filled(c.outC, 4);
  const interleaved = filled(plane, 4) * filled(c.outC, 8);
  if (c.strideX <= 2 && c.outW >= 4 && c.outC == 1) c.method = c.strideX == 1 ? SINGLE : SKIPPING;
  else if (c.strideX == 1 && c.outW >= 4 && planar >= interleaved) c.method = PLANAR;
  else c.method = INTERLEAVED;

  c.lanes = c.method == PLANAR ? 4 : c.method == INTERLEAVED ? 8 : 1;
  c.blocks = (c.outC + c.lanes - 1) / c.lanes;
  c.entries = c.method == INTERLEAVED ? plane : c.outH * ((c.outW + 3) >> 2);
  let at = base + CONV_BYTES;
  c.packed = at;
  at += <usize>roundUp(c.blocks * c.lanes * c.inC * c.kernelH * c.kernelW, 16) << 2;
  c.flags = at;
  at += roundUp(c.blocks, 64);
  c.table = at;
  at += <usize>roundUp(c.method == INTERLEAVED ? c.entries : c.entries * 2, 16) << 2;
  c.biases = at;
  at += 64;
  c.taps = at;
  at += <usize>roundUp(c.inC * c.kernelH * c.kernelW, 16) << 2;
  c.compact = at;
  if (c.scattered) at += <usize>roundUp(c.lanes * plane, 16) << 2;
  c.padded = at;
  if (c.copied) at += <usize>roundUp(c.inC * c.paddedH * c.paddedW, 16) << 2;
  return at;
}
