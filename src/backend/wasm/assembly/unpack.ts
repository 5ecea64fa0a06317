/** Unpacks three-byte pixels into planes of floats by a table; threads split the pixels. */
import { cut } from './run';
import { loadPart, shareFloats, storePart, WORTH_SHARING } from './simd';

/** The table values for byte `shift` / 8 of each of four pixels. */
@inline
function levelsOf(levels: usize, pixels: v128, shift: i32): v128 {
  const bytes = v128.and(i32x4.shr_u(pixels, shift), i32x4.splat(255));
  let values = v128.load32_zero(levels + (<usize>i32x4.extract_lane(bytes, 0) << 2));
  values = f32x4.replace_lane(values, 1, load<f32>(levels + (<usize>i32x4.extract_lane(bytes, 1) << 2)));
  values = f32x4.replace_lane(values, 2, load<f32>(levels + (<usize>i32x4.extract_lane(bytes, 2) << 2)));
  return f32x4.replace_lane(values, 3, load<f32>(levels + (<usize>i32x4.extract_lane(bytes, 3) << 2)));
}

/** Ports pixels, levels, y; params plane. */
export function unpack(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const pixels: usize = load<u32>(args);
  const levels: usize = load<u32>(args, 4);
  const y: usize = load<u32>(args, 8);
  const plane = load<u32>(args, 12);
  parts = cut(parts, plane * 3 >= WORTH_SHARING);
  const last = shareFloats(plane, part + 1, parts);
  for (let i = shareFloats(plane, part, parts); i < last; i += 4) {
    const count = min<u32>(4, last - i);
    const at = pixels + (<usize>i << 2);
    const whole = i32x4.trunc_sat_f32x4_u(count == 4 ? v128.load(at) : loadPart(at, count));
    for (let c: u32 = 0; c < 3; c++) {
      const values = levelsOf(levels + (<usize>c << 10), whole, c << 3);
      const to = y + (<usize>(c * plane + i) << 2);
      if (count == 4) v128.store(to, values);
      else storePart(to, values, count);
    }
  }
}
