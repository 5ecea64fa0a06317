/** Padding of planes by a constant, by reflection or by the edge pixel, and its gradient; threads split the planes. */
import { cut } from './run';
import { share } from './simd';

const ZERO: u32 = 0;
const EDGE: u32 = 2;
const WORTH_THREADS: u32 = 8192;

/** The source pixel along one axis for position `at`, or -1 for the constant; reflection may bounce repeatedly. */
function paddedPixel(at: i32, size: i32, mode: u32): i32 {
  if (at >= 0 && at < size) return at;
  if (mode == ZERO) return -1;
  if (mode == EDGE || size == 1) return at < 0 ? 0 : size - 1;
  const period = 2 * (size - 1);
  const phase = ((at % period) + period) % period;
  return phase < size ? phase : period - phase;
}

/** Ports x, y; params planes, inHeight, inWidth, outHeight, outWidth, padTop, padLeft, mode, value. */
export function pad2d(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const planes = load<u32>(args, 8);
  const inH = load<i32>(args, 12);
  const inW = load<i32>(args, 16);
  const outH = load<i32>(args, 20);
  const outW = load<i32>(args, 24);
  const top = load<i32>(args, 28);
  const left = load<i32>(args, 32);
  const mode = load<u32>(args, 36);
  const value = load<f32>(args, 40);
  parts = cut(parts, planes * outH * outW >= WORTH_THREADS);
  // Columns [first, end) of an output row copy the input row.
  const first = min(outW, max(0, left));
  const end = max(first, min(outW, inW + left));
  const last = share(planes, part + 1, parts);
  for (let plane = share(planes, part, parts); plane < last; plane++) {
    const x: usize = load<u32>(args) + (<usize>(plane * inH * inW) << 2);
    let y: usize = load<u32>(args, 4) + (<usize>(plane * outH * outW) << 2);
    for (let i: i32 = 0; i < outH; i++, y += <usize>outW << 2) {
      const row = paddedPixel(i - top, inH, mode);
      const line = x + (<usize>(row * inW) << 2);
      for (let j: i32 = 0; j < outW; j++) {
        if (j == first && row >= 0 && end > first) {
          memory.copy(y + (<usize>j << 2), line + (<usize>(first - left) << 2), <usize>(end - first) << 2);
          j = end - 1;
          continue;
        }
        const column = paddedPixel(j - left, inW, mode);
        store<f32>(y + (<usize>j << 2), row < 0 || column < 0 ? value : load<f32>(line + (<usize>column << 2)));
      }
    }
  }
}

/** Ports gy, gx; params planes, inHeight, inWidth, outHeight, outWidth, padTop, padLeft, mode. */
export function pad2dGradient(args: usize, part: u32, parts: u32, _scratch: usize): void {
  const planes = load<u32>(args, 8);
  const inH = load<i32>(args, 12);
  const inW = load<i32>(args, 16);
  const outH = load<i32>(args, 20);
  const outW = load<i32>(args, 24);
  const top = load<i32>(args, 28);
  const left = load<i32>(args, 32);
  const mode = load<u32>(args, 36);
  parts = cut(parts, planes * outH * outW >= WORTH_THREADS);
  const last = share(planes, part + 1, parts);
  for (let plane = share(planes, part, parts); plane < last; plane++) {
    let gy: usize = load<u32>(args) + (<usize>(plane * outH * outW) << 2);
    const gx: usize = load<u32>(args, 4) + (<usize>(plane * inH * inW) << 2);
    memory.fill(gx, 0, <usize>(inH * inW) << 2);
    for (let i: i32 = 0; i < outH; i++) {
      const row = paddedPixel(i - top, inH, mode);
      for (let j: i32 = 0; j < outW; j++, gy += 4) {
        const column = paddedPixel(j - left, inW, mode);
        if (row < 0 || column < 0) continue;
        const at = gx + (<usize>(row * inW + column) << 2);
        store<f32>(at, load<f32>(at) + load<f32>(gy));
      }
    }
  }
}
