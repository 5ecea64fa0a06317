/** Sum or product of two broadcast operands, the gradient of one operand, dropout, and the strided copy. */
import { activateRun } from './activation';
import { cut } from './run';
import { shareFloats, share, WORTH_SHARING } from './simd';

const ADD: u32 = 0;

/** Whether the operand with these four strides (at `strides`) has the output's exact layout (sizes at `sizes`). */
function isPlain(sizes: usize, strides: usize): bool {
  let expected: u32 = 1;
  for (let axis: i32 = 3; axis >= 0; axis--) {
    const size = load<u32>(sizes + (<usize>axis << 2));
    if (size != 1 && load<u32>(strides + (<usize>axis << 2)) != expected) return false;
    expected *= size;
  }
  return true;
}

/** Ports a, b, y, post?; params size0..3, a0..3, b0..3, kind, activation, alpha, beta. */
export function elementwise(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const sizes = args + 16;
  const size1 = load<u32>(sizes, 4);
  const size2 = load<u32>(sizes, 8);
  const size3 = load<u32>(sizes, 12);
  const length = load<u32>(sizes) * size1 * size2 * size3;
  parts = cut(parts, length >= WORTH_SHARING);
  const a: usize = load<u32>(args);
  const b: usize = load<u32>(args, 4);
  const y: usize = load<u32>(args, 8);
  const post: usize = load<u32>(args, 12);
  const kind = load<u32>(args, 64);
  const code = load<u32>(args, 68);
  const alpha = load<f32>(args, 72);
  const beta = load<f32>(args, 76);
  if (isPlain(sizes, args + 32) && isPlain(sizes, args + 48)) {
    const first = <usize>shareFloats(length, part, parts) << 2;
    const end = <usize>shareFloats(length, part + 1, parts) << 2;
    combine(kind, a + first, 4, b + first, 4, y + first, <u32>((end - first) >> 2));
    if (post) activateRun(y + first, post + first, <u32>((end - first) >> 2), code, alpha, beta);
    return;
  }
  const a3 = <usize>load<u32>(args, 44) << 2;
  const b3 = <usize>load<u32>(args, 60) << 2;
  const rows = load<u32>(sizes) * size1 * size2;
  const last = share(rows, part + 1, parts);
  for (let row = share(rows, part, parts); row < last; row++) {
    const i = row / (size1 * size2);
    const j = (row / size2) % size1;
    const k = row % size2;
    const atA = <usize>(i * load<u32>(args, 32) + j * load<u32>(args, 36) + k * load<u32>(args, 40)) << 2;
    const atB = <usize>(i * load<u32>(args, 48) + j * load<u32>(args, 52) + k * load<u32>(args, 56)) << 2;
    const at = <usize>(row * size3) << 2;
    combine(kind, a + atA, a3, b + atB, b3, y + at, size3);
    if (post) activateRun(y + at, post + at, size3, code, alpha, beta);
  }
}

@inline
function joined(kind: u32, a: v128, b: v128): v128 {
  return kind == ADD ? f32x4.add(a, b) : f32x4.mul(a, b);
}

/** `count` outputs from operands whose neighbours are 0 or more bytes apart. */
function combine(kind: u32, a: usize, stepA: usize, b: usize, stepB: usize, y: usize, count: u32): void {
  const end = y + (<usize>count << 2);
  if (stepA == 4 && stepB == 4) {
    for (; y + 16 <= end; y += 16, a += 16, b += 16) v128.store(y, joined(kind, v128.load(a), v128.load(b)));
  } else if (stepA == 4 && stepB == 0) {
    const v = v128.load32_splat(b);
    for (; y + 16 <= end; y += 16, a += 16) v128.store(y, joined(kind, v128.load(a), v));
  } else if (stepA == 0 && stepB == 4) {
    const v = v128.load32_splat(a);
    for (; y + 16 <= end; y += 16, b += 16) v128.store(y, joined(kind, v, v128.load(b)));
  }
  for (; y < end; y += 4, a += stepA, b += stepB) {
    const u = load<f32>(a);
    const v = load<f32>(b);
    store<f32>(y, kind == ADD ? u + v : u * v);
  }
}

/** Ports gy, b?, ga; params size0..3, a0..3, b0..3, kind. Operand axes with stride 0 are summed over, in float64. */
export function elementwiseGradient(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const sizes = args + 12;
  const strides = args + 28;
  const gy: usize = load<u32>(args);
  const b: usize = load<u32>(args, 4);
  const ga: usize = load<u32>(args, 8);
  const size0 = load<u32>(sizes);
  const size1 = load<u32>(sizes, 4);
  const size2 = load<u32>(sizes, 8);
  const size3 = load<u32>(sizes, 12);
  const length = size0 * size1 * size2 * size3;
  parts = cut(parts, length >= WORTH_SHARING);
  if (isPlain(sizes, strides) && (!b || isPlain(sizes, args + 44))) {
    const first = <usize>shareFloats(length, part, parts) << 2;
    const count = <u32>(((<usize>shareFloats(length, part + 1, parts) << 2) - first) >> 2);
    if (b) combine(1, gy + first, 4, b + first, 4, ga + first, count);
    else memory.copy(ga + first, gy + first, <usize>count << 2);
    return;
  }
  // Axes the operand really has: an axis of size 1 may have any stride.
  const keep0 = load<u32>(strides) ? size0 : 1;
  const keep1 = load<u32>(strides, 4) ? size1 : 1;
  const keep2 = load<u32>(strides, 8) ? size2 : 1;
  const keep3 = load<u32>(strides, 12) ? size3 : 1;
  const outer = keep0 * keep1 * keep2 * keep3;
  const last = share(outer, part + 1, parts);
  for (let at = share(outer, part, parts); at < last; at++) {
    const l = at % keep3;
    const k = (at / keep3) % keep2;
    const j = (at / keep3 / keep2) % keep1;
    const i = at / keep3 / keep2 / keep1;
    let sum: f64 = 0;
    for (let i2 = i; i2 < (keep0 == size0 ? i + 1 : size0); i2++) {
      for (let j2 = j; j2 < (keep1 == size1 ? j + 1 : size1); j2++) {
        for (let k2 = k; k2 < (keep2 == size2 ? k + 1 : size2); k2++) {
          const row = gy + (<usize>(((i2 * size1 + j2) * size2 + k2) * size3) << 2);
          const rowB = b + (<usize>(i2 * load<u32>(args, 44) + j2 * load<u32>(args, 48) + k2 * load<u32>(args, 52)) << 2);
          const stepB = <usize>load<u32>(args, 56) << 2;
          const end = keep3 == size3 ? l + 1 : size3;
          for (let l2 = l; l2 < end; l2++) {
            const g = <f64>load<f32>(row + (<usize>l2 << 2));
            sum += b ? g * <f64>load<f32>(rowB + <usize>l2 * stepB) : g;
          }
        }
      }
    }
    const to = i * load<u32>(strides) + j * load<u32>(strides, 4) + k * load<u32>(strides, 8) + l * load<u32>(strides, 12);
    store<f32>(ga + (<usize>to << 2), <f32>sum);
  }
}

/** Two rounds of the multiply-xorshift mix in dropout's hash. */
@inline
function mix(z: v128): v128 {
  z = i32x4.mul(v128.xor(z, i32x4.shr_u(z, 16)), i32x4.splat(0x7feb352d));
  z = i32x4.mul(v128.xor(z, i32x4.shr_u(z, 15)), i32x4.splat(0x846ca68b));
  return v128.xor(z, i32x4.shr_u(z, 16));
}

/** Ports x, hyper, y; params length, threshold, keep, salt. */
export function dropout(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const length = load<u32>(args, 12);
  parts = cut(parts, length >= WORTH_SHARING);
  const x: usize = load<u32>(args);
  const y: usize = load<u32>(args, 8);
  const draw = <u32>load<f32>(load<u32>(args, 4));
  const threshold = i32x4.splat(load<u32>(args, 16));
  const keep = v128.load32_splat(args, 20);
  const salt = i32x4.splat(load<u32>(args, 24));
  const start = shareFloats(length, part, parts);
  const end = shareFloats(length, part + 1, parts);
  let index = i32x4.add(i32x4.splat(start + draw * 0x9e3779b9), i32x4(0, 1, 2, 3));
  for (let i = start; i < end; i += 4) {
    const random = mix(v128.xor(mix(index), salt));
    const dropped = v128.not(i32x4.ge_u(random, threshold));
    index = i32x4.add(index, i32x4.splat(4));
    const at = <usize>i << 2;
    if (end - i >= 4) {
      v128.store(y + at, v128.andnot(f32x4.div(v128.load(x + at), keep), dropped));
      continue;
    }
    for (let k: u32 = 0; k < end - i; k++) {
      const from = at + (<usize>k << 2);
      const value = load<f32>(x + from) / f32x4.extract_lane(keep, 0);
      store<f32>(y + from, v128.any_true(v128.and(dropped, laneMask(k))) ? 0 : value);
    }
  }
}

/** All bits of one lane. */
function laneMask(lane: u32): v128 {
  return i32x4.eq(i32x4.splat(lane), i32x4(0, 1, 2, 3));
}

/** Ports x, y; params outer, inner, inOffset, inStride, outOffset, outStride. */
export function copy(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const x: usize = load<u32>(args);
  const y: usize = load<u32>(args, 4);
  const outer = load<u32>(args, 8);
  const inner = load<u32>(args, 12);
  parts = cut(parts, outer * inner >= WORTH_SHARING);
  const last = share(outer, part + 1, parts);
  for (let o = share(outer, part, parts); o < last; o++) {
    const from = <usize>(o * load<u32>(args, 20) + load<u32>(args, 16)) << 2;
    const to = <usize>(o * load<u32>(args, 28) + load<u32>(args, 24)) << 2;
    memory.copy(y + to, x + from, <usize>inner << 2);
  }
}
