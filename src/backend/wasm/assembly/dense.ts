/**
 * Dense layers and their gradients. Forward multiplies rows by rows (both contiguous along the features: lanes are
 * features, summed across at the end); the gradients multiply columns by rows (lanes are columns).
 */
import { activate, activateRun } from './activation';
import { coarse, cut } from './run';
import { madd, roundUp, share } from './simd';

/** Products below which a single thread does everything. */
const WORTH_THREADS: u64 = 65536;

/** Dot product of one weight row and one input row over `count` features. */
@inline
function restOf(w: usize, x: usize, first: usize, end: usize): f32 {
  let sum: f32 = 0;
  for (let k = first; k < end; k += 4) sum += load<f32>(w + k) * load<f32>(x + k);
  return sum;
}

/** Four outputs of one sample, each summed in two halves to hide the latency of additions. */
function fourByOne(x: usize, w0: usize, w1: usize, w2: usize, w3: usize, features: u32): v128 {
  const zero = f32x4.splat(0);
  let a0 = zero;
  let a1 = zero;
  let a2 = zero;
  let a3 = zero;
  let b0 = zero;
  let b1 = zero;
  let b2 = zero;
  let b3 = zero;
  let k: usize = 0;
  for (const end = <usize>(features & ~7) << 2; k < end; k += 32) {
    const p = v128.load(x + k);
    const q = v128.load(x + k, 16);
    a0 = madd(v128.load(w0 + k), p, a0);
    a1 = madd(v128.load(w1 + k), p, a1);
    a2 = madd(v128.load(w2 + k), p, a2);
    a3 = madd(v128.load(w3 + k), p, a3);
    b0 = madd(v128.load(w0 + k, 16), q, b0);
    b1 = madd(v128.load(w1 + k, 16), q, b1);
    b2 = madd(v128.load(w2 + k, 16), q, b2);
    b3 = madd(v128.load(w3 + k, 16), q, b3);
  }
  const end = <usize>features << 2;
  return f32x4.add(
    lanesOfSums(f32x4.add(a0, b0), f32x4.add(a1, b1), f32x4.add(a2, b2), f32x4.add(a3, b3)),
    fourRests(x, w0, w1, w2, w3, k, end),
  );
}

/** The sums of four vectors, one per lane. */
@inline
function lanesOfSums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

function fourRests(x: usize, w0: usize, w1: usize, w2: usize, w3: usize, k: usize, end: usize): v128 {
  let v = f32x4.splat(0);
  if (k == end) return v;
  v = f32x4.replace_lane(v, 0, restOf(w0, x, k, end));
  v = f32x4.replace_lane(v, 1, restOf(w1, x, k, end));
  v = f32x4.replace_lane(v, 2, restOf(w2, x, k, end));
  return f32x4.replace_lane(v, 3, restOf(w3, x, k, end));
}

/** Four outputs of two samples; the second sample's outputs go to `second`. Returns the first's. */
function fourByTwo(x: usize, z: usize, w0: usize, w1: usize, w2: usize, w3: usize, features: u32, second: usize): v128 {
  const zero = f32x4.splat(0);
  let a0 = zero;
  let a1 = zero;
  let a2 = zero;
  let a3 = zero;
  let b0 = zero;
  let b1 = zero;
  let b2 = zero;
  let b3 = zero;
  let k: usize = 0;
  for (const end = <usize>(features & ~3) << 2; k < end; k += 16) {
    const p = v128.load(x + k);
    const q = v128.load(z + k);
    let w = v128.load(w0 + k);
    a0 = madd(w, p, a0);
    b0 = madd(w, q, b0);
    w = v128.load(w1 + k);
    a1 = madd(w, p, a1);
    b1 = madd(w, q, b1);
    w = v128.load(w2 + k);
    a2 = madd(w, p, a2);
    b2 = madd(w, q, b2);
    w = v128.load(w3 + k);
    a3 = madd(w, p, a3);
    b3 = madd(w, q, b3);
  }
  const end = <usize>features << 2;
  v128.store(second, f32x4.add(lanesOfSums(b0, b1, b2, b3), fourRests(z, w0, w1, w2, w3, k, end)));
  return f32x4.add(lanesOfSums(a0, a1, a2, a3), fourRests(x, w0, w1, w2, w3, k, end));
}

/** Ports x, w, b?, y, post?; params batch, inFeatures, outFeatures, activation, alpha, beta. */
export function dense(args: usize, part: u32, parts: u32, scratch: usize): void {
  const x: usize = load<u32>(args);
  const w: usize = load<u32>(args, 4);
  const b: usize = load<u32>(args, 8);
  const y: usize = load<u32>(args, 12);
  const post: usize = load<u32>(args, 16);
  const batch = load<u32>(args, 20);
  const features = load<u32>(args, 24);
  const outputs = load<u32>(args, 28);
  parts = cut(parts, <u64>batch * features * outputs >= WORTH_THREADS);
  const code = load<u32>(args, 32);
  const alpha = load<f32>(args, 36);
  const beta = load<f32>(args, 40);
  const row = <usize>features << 2;
  // A part is a run of sets of four outputs, for all samples, so its weights are read once and stay in cache.
  const sets = (outputs + 3) >> 2;
  const end = share(sets, part + 1, parts);
  for (let set = share(sets, part, parts); set < end; set++) {
    const o = set << 2;
    const count = min<u32>(4, outputs - o);
    const w0 = w + <usize>o * row;
    const w1 = count > 1 ? w0 + row : w0;
    const w2 = count > 2 ? w1 + row : w1;
    const w3 = count > 3 ? w2 + row : w2;
    const bias = b ? b + (<usize>o << 2) : 0;
    for (let n: u32 = 0; n < batch; n += 2) {
      const at = <usize>(n * outputs + o) << 2;
      const from = x + <usize>n * row;
      if (n + 1 == batch) {
        finish(fourByOne(from, w0, w1, w2, w3, features), bias, y, post, at, count, code, alpha, beta);
        break;
      }
      finish(fourByTwo(from, from + row, w0, w1, w2, w3, features, scratch), bias, y, post, at, count, code, alpha, beta);
      finish(v128.load(scratch), bias, y, post, at + (<usize>outputs << 2), count, code, alpha, beta);
    }
  }
}

export function denseScratch(_args: usize): usize {
  return 16;
}

function finish(
  sums: v128, bias: usize, y: usize, post: usize, at: usize, count: u32, code: u32, alpha: f32, beta: f32,
): void {
  if (count == 4) {
    const v = bias ? f32x4.add(sums, v128.load(bias)) : sums;
    v128.store(y + at, v);
    if (post) v128.store(post + at, activate(code, v, alpha, beta));
    return;
  }
  for (let i: u32 = 0; i < count; i++) {
    const value = f32x4.extract_lane(sums, 0) + (bias ? load<f32>(bias + (<usize>i << 2)) : 0);
    store<f32>(y + at + (<usize>i << 2), value);
    sums = v128.shuffle<f32>(sums, sums, 1, 2, 3, 0);
  }
  if (post) activateRun(y + at, post + at, count, code, alpha, beta);
}

/**
 * c[r, i] = sum over k of a[r, k] b[k, i] for rows [0, rows) and columns [0, columns), with steps in bytes: a is read
 * at r aRow + k aStep; b and c are contiguous along their columns.
 */
function product(
  rows: u32, columns: u32, depth: u32, a: usize, aRow: usize, aStep: usize, b: usize, bRow: usize, c: usize, cRow: usize,
): void {
  for (let r: u32 = 0; r < rows; r += 4) {
    const left = rows - r;
    const a0 = a + <usize>r * aRow;
    const a1 = left > 1 ? a0 + aRow : a0;
    const a2 = left > 2 ? a1 + aRow : a1;
    const a3 = left > 3 ? a2 + aRow : a2;
    const c0 = c + <usize>r * cRow;
    const c1 = left > 1 ? c0 + cRow : c0;
    const c2 = left > 2 ? c1 + cRow : c1;
    const c3 = left > 3 ? c2 + cRow : c2;
    let i: u32 = 0;
    for (; i < columns; i += 8) {
      // The last columns overlap those before; with fewer than 8 in all they go one by one.
      if (columns - i < 8) {
        if (columns < 8) break;
        i = columns - 8;
      }
      eightColumns(depth, a0, a1, a2, a3, aStep, b + (<usize>i << 2), bRow, c0, c1, c2, c3, <usize>i << 2);
    }
    if (columns >= 8) continue;
    for (; i < columns; i++) {
      const at = <usize>i << 2;
      store<f32>(c0 + at, oneColumn(depth, a0, aStep, b + at, bRow));
      if (left > 1) store<f32>(c1 + at, oneColumn(depth, a1, aStep, b + at, bRow));
      if (left > 2) store<f32>(c2 + at, oneColumn(depth, a2, aStep, b + at, bRow));
      if (left > 3) store<f32>(c3 + at, oneColumn(depth, a3, aStep, b + at, bRow));
    }
  }
}

function oneColumn(depth: u32, a: usize, aStep: usize, b: usize, bRow: usize): f32 {
  let sum: f32 = 0;
  for (let k = depth; k; k--, a += aStep, b += bRow) sum += load<f32>(a) * load<f32>(b);
  return sum;
}

function eightColumns(
  depth: u32, a0: usize, a1: usize, a2: usize, a3: usize, aStep: usize, b: usize, bRow: usize,
  c0: usize, c1: usize, c2: usize, c3: usize, at: usize,
): void {
  const zero = f32x4.splat(0);
  let s0 = zero;
  let s1 = zero;
  let s2 = zero;
  let s3 = zero;
  let t0 = zero;
  let t1 = zero;
  let t2 = zero;
  let t3 = zero;
  for (let k: usize = 0, end = <usize>depth * aStep; k < end; k += aStep, b += bRow) {
    const p = v128.load(b);
    const q = v128.load(b, 16);
    let w = v128.load32_splat(a0 + k);
    s0 = madd(p, w, s0);
    t0 = madd(q, w, t0);
    w = v128.load32_splat(a1 + k);
    s1 = madd(p, w, s1);
    t1 = madd(q, w, t1);
    w = v128.load32_splat(a2 + k);
    s2 = madd(p, w, s2);
    t2 = madd(q, w, t2);
    w = v128.load32_splat(a3 + k);
    s3 = madd(p, w, s3);
    t3 = madd(q, w, t3);
  }
  // Rows past the last repeat it: storing the same values again is harmless.
  v128.store(c0 + at, s0);
  v128.store(c0 + at, t0, 16);
  v128.store(c1 + at, s1);
  v128.store(c1 + at, t1, 16);
  v128.store(c2 + at, s2);
  v128.store(c2 + at, t2, 16);
  v128.store(c3 + at, s3);
  v128.store(c3 + at, t3, 16);
}

/** Ports gy, w, gx; params batch, inFeatures, outFeatures. Threads split the input features. */
export function denseInputGradient(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const gy: usize = load<u32>(args);
  const w: usize = load<u32>(args, 4);
  const gx: usize = load<u32>(args, 8);
  const batch = load<u32>(args, 12);
  const features = load<u32>(args, 16);
  const outputs = load<u32>(args, 20);
  parts = coarse(parts);
  parts = cut(parts, <u64>batch * features * outputs >= WORTH_THREADS && features >= 16 * parts);
  const first = min<u32>(features, share(roundUp(features, 8) >> 3, part, parts) << 3);
  const end = min<u32>(features, share(roundUp(features, 8) >> 3, part + 1, parts) << 3);
  const row = <usize>features << 2;
  const at = <usize>first << 2;
  product(batch, end - first, outputs, gy, <usize>outputs << 2, 4, w + at, row, gx + at, row);
}

/** Ports x, gy, gw, gb?; params batch, inFeatures, outFeatures. Threads split the outputs. */
export function denseWeightGradient(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const x: usize = load<u32>(args);
  const gy: usize = load<u32>(args, 4);
  const gw: usize = load<u32>(args, 8);
  const gb: usize = load<u32>(args, 12);
  const batch = load<u32>(args, 16);
  const features = load<u32>(args, 20);
  const outputs = load<u32>(args, 24);
  parts = cut(parts, <u64>batch * features * outputs >= WORTH_THREADS);
  const sets = (outputs + 3) >> 2;
  const first = share(sets, part, parts) << 2;
  const end = min<u32>(outputs, share(sets, part + 1, parts) << 2);
  const row = <usize>features << 2;
  product(
    end - first, features, batch, gy + (<usize>first << 2), 4, <usize>outputs << 2, x, row, gw + <usize>first * row, row,
  );
  if (!gb) return;
  for (let o = first; o < end; o++) {
    let sum: f64 = 0;
    for (let n: u32 = 0; n < batch; n++) sum += load<f32>(gy + (<usize>(n * outputs + o) << 2));
    store<f32>(gb + (<usize>o << 2), <f32>sum);
  }
}
