/**
 * Vector helpers used by every kernel. A vector is four float32 lanes; addresses are in bytes, counts in floats.
 * Nothing here allocates: the module has no runtime beyond its static data.
 */

/** a b + c: one rounding in the relaxed build where the processor fuses, two otherwise. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Sum of the four lanes, in pairs. */
@inline
export function sumLanes(v: v128): f32 {
  const pairs = f32x4.add(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** The lanes of v as two float64 sums: lanes 0 and 2 in the first, 1 and 3 in the second. */
@inline
export function widenAdd(sum: v128, v: v128): v128 {
  const high = v128.shuffle<f32>(v, v, 2, 3, 2, 3);
  return f64x2.add(f64x2.add(sum, f64x2.promote_low_f32x4(v)), f64x2.promote_low_f32x4(high));
}

@inline
export function sumWide(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/** The first `count` (1 to 3) floats at an address; the other lanes are zero. */
export function loadPart(at: usize, count: u32): v128 {
  let v = v128.load32_zero(at);
  if (count > 1) v = f32x4.replace_lane(v, 1, load<f32>(at, 4));
  if (count > 2) v = f32x4.replace_lane(v, 2, load<f32>(at, 8));
  return v;
}

/** Stores the first `count` (1 to 3) lanes. */
export function storePart(at: usize, v: v128, count: u32): void {
  store<f32>(at, f32x4.extract_lane(v, 0));
  if (count > 1) store<f32>(at, f32x4.extract_lane(v, 1), 4);
  if (count > 2) store<f32>(at, f32x4.extract_lane(v, 2), 8);
}

/** Four floats, or only the first `count` if fewer. */
@inline
export function take(at: usize, count: u32): v128 {
  return count >= 4 ? v128.load(at) : loadPart(at, count);
}

@inline
export function give(at: usize, v: v128, count: u32): void {
  if (count >= 4) v128.store(at, v);
  else storePart(at, v, count);
}

/** First item of a part of `total` items cut into `parts` runs; share(total, p + 1, n) is its end. */
@inline
export function share(total: u32, part: u32, parts: u32): u32 {
  return <u32>((<u64>total * part) / parts);
}

/** Like share, for floats: cuts at multiples of 16 (a cache line), so that no two threads write to the same line. */
@inline
export function shareFloats(total: u32, part: u32, parts: u32): u32 {
  return min<u32>(total, share((total + 15) >> 4, part, parts) << 4);
}

/** Below this many floats of plain memory traffic a second thread costs more than it gains. */
export const WORTH_SHARING: u32 = 16384;

@inline
export function roundUp(value: u32, multiple: u32): u32 {
  return ((value + multiple - 1) / multiple) * multiple;
}
