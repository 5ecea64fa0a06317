/** Prepares what the micro-kernels read: packed weights, the pixel table, and padded pictures. */
import { Conv, INTERLEAVED } from './conv';

/**
 * dst[k][lane] = src[lane][k]: `lanes` rows of `count` floats, `step` bytes apart; zeros past the `rows` that exist.
 */
export function interleave(src: usize, step: usize, rows: u32, count: u32, dst: usize, lanes: u32): void {
  for (let first: u32 = 0; first < lanes; first += 4) {
    const zero = f32x4.splat(0);
    const s0 = src + <usize>first * step;
    const s1 = s0 + step;
    const s2 = s1 + step;
    const s3 = s2 + step;
    const have1 = first + 1 < rows;
    const have2 = first + 2 < rows;
    const have3 = first + 3 < rows;
    let d = dst + (first << 2);
    const line = <usize>lanes << 2;
    if (first >= rows) {
      for (let k: u32 = 0; k < count; k++, d += line) v128.store(d, zero);
      continue;
    }
    let k: usize = 0;
    const whole: usize = (count & ~3) << 2;
    for (; k < whole; k += 16) {
      const a = v128.load(s0 + k);
      const b = have1 ? v128.load(s1 + k) : zero;
      const e = have2 ? v128.load(s2 + k) : zero;
      const f = have3 ? v128.load(s3 + k) : zero;
      const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const ef0 = v128.shuffle<f32>(e, f, 0, 4, 1, 5);
      const ef1 = v128.shuffle<f32>(e, f, 2, 6, 3, 7);
      v128.store(d, v128.shuffle<f32>(ab0, ef0, 0, 1, 4, 5));
      v128.store(d + line, v128.shuffle<f32>(ab0, ef0, 2, 3, 6, 7));
      v128.store(d + 2 * line, v128.shuffle<f32>(ab1, ef1, 0, 1, 4, 5));
      v128.store(d + 3 * line, v128.shuffle<f32>(ab1, ef1, 2, 3, 6, 7));
      d += 4 * line;
    }
    for (const end = <usize>count << 2; k < end; k += 4, d += line) {
      store<f32>(d, load<f32>(s0 + k));
      store<f32>(d, have1 ? load<f32>(s1 + k) : 0, 4);
      store<f32>(d, have2 ? load<f32>(s2 + k) : 0, 8);
      store<f32>(d, have3 ? load<f32>(s3 + k) : 0, 12);
    }
  }
}

/** Packs a block of output channels as [input channel][tap][lane]; missing channels are zero. */
export function packBlock(c: Conv, group: u32, block: u32): void {
  const taps = c.kernelH * c.kernelW;
  const count = c.inC * taps;
  const first = block * c.lanes;
  const rows = min<u32>(c.lanes, c.outC - first);
  const dst = c.packed + (<usize>(block * count * c.lanes) << 2);
  if (!c.turned) {
    const src = c.weights + (<usize>((group * c.outC + first) * count) << 2);
    if (c.lanes == 1) memory.copy(dst, src, <usize>count << 2);
    else interleave(src, <usize>count << 2, rows, count, dst, c.lanes);
    return;
  }
  // Forward weights are [group][our input channel][our output channel][row][column]; rows and columns are reversed.
  const full = c.fullH * c.fullW;
  for (let i: u32 = 0; i < c.inC; i++) {
    const src = c.weights + (<usize>(((group * c.inC + i) * c.outC + first) * full) << 2);
    let d = dst + (<usize>(i * taps * c.lanes) << 2);
    for (let u = c.kernelH; u--; ) {
      for (let v = c.kernelW; v--; ) {
        const tap = (c.firstRow + u * c.rowStep) * c.fullW + c.firstColumn + v * c.columnStep;
        let s = src + (<usize>tap << 2);
        for (let lane: u32 = 0; lane < c.lanes; lane++, d += 4, s += <usize>full << 2) {
          store<f32>(d, lane < rows ? load<f32>(s) : 0);
        }
      }
    }
  }
}

/**
 * The tables that reduce every kernel shape to one loop. Taps: for each product of an output pixel, its byte offset
 * from the pixel's first. Pixels: when INTERLEAVED, the byte offset of each output pixel's first tap in a picture;
 * otherwise, for each vector of 4 pixels, that offset and the byte offset in the output plane; a row's last vector
 * overlaps the one before when the width is not a multiple of 4.
 */
export function fillTables(c: Conv): void {
  let tap = c.taps;
  for (let i: u32 = 0; i < c.inC; i++) {
    for (let u: u32 = 0; u < c.kernelH; u++) {
      for (let v: u32 = 0; v < c.kernelW; v++, tap += 4) {
        store<u32>(tap, ((i * c.paddedH + u * c.dilationY) * c.paddedW + v * c.dilationX) << 2);
      }
    }
  }
  let at = c.table;
  for (let i: u32 = 0; i < c.outH; i++) {
    const row = i * c.strideY * c.paddedW;
    if (c.method == INTERLEAVED) {
      for (let j: u32 = 0; j < c.outW; j++, at += 4) store<u32>(at, (row + j * c.strideX) << 2);
      continue;
    }
    for (let j: u32 = 0; j < c.outW; j += 4, at += 8) {
      const column = min<u32>(j, c.outW - 4);
      store<u32>(at, (row + column * c.strideX) << 2);
      store<u32>(at, (i * c.outW + column) << 2, 4);
    }
  }
}

/** Copies `planes` planes of h x w into zeroed planes of toH x toW, at (top, left), cropping what does not fit. */
export function padPlanes(
  src: usize, planes: u32, h: u32, w: u32, dst: usize, toH: u32, toW: u32, top: i32, left: i32,
): void {
  const firstColumn = max<i32>(0, -left);
  const endColumn = min<i32>(w, <i32>toW - left);
  const total = <usize>toW << 2;
  for (let plane: u32 = 0; plane < planes; plane++) {
    for (let row: i32 = 0; row < <i32>toH; row++, dst += total) {
      const i = row - top;
      if (i < 0 || i >= <i32>h || firstColumn >= endColumn) {
        memory.fill(dst, 0, total);
        continue;
      }
      const line = src + ((<usize>plane * h + i) * w << 2);
      const bytes = <usize>(endColumn - firstColumn) << 2;
      copyRow(dst, <usize>(firstColumn + left) << 2, line + (<usize>firstColumn << 2), bytes, total);
    }
  }
}

/**
 * One padded row: zeros, `bytes` of the source, zeros up to `total`. Rows are short, so nothing is called to move them.
 */
@inline
function copyRow(dst: usize, before: usize, src: usize, bytes: usize, total: usize): void {
  let k: usize = 0;
  for (; k < before; k += 4) store<f32>(dst + k, 0);
  const end = dst + before + bytes;
  let d = dst + before;
  for (; d + 16 <= end; d += 16, src += 16) v128.store(d, v128.load(src));
  for (; d < end; d += 4, src += 4) store<f32>(d, load<f32>(src));
  for (const last = dst + total; d < last; d += 4) store<f32>(d, 0);
}

/** Scatters the compact planes of a block (`rows` channels) to their places in the whole planes that start at `dst`. */
export function scatter(c: Conv, dst: usize, rows: u32): void {
  let from = c.compact;
  const step = <usize>c.strideOutX << 2;
  for (let channel: u32 = 0; channel < rows; channel++, dst += <usize>(c.wholeH * c.wholeW) << 2) {
    for (let i: u32 = 0; i < c.outH; i++) {
      let at = dst + (<usize>((c.outY + i * c.strideOutY) * c.wholeW + c.outX) << 2);
      for (const end = from + (<usize>c.outW << 2); from < end; from += 4, at += step) store<f32>(at, load<f32>(from));
    }
  }
}
