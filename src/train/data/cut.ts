/** Changes of a picture's values in place that move or drop whole pixels. */
import type { Random } from '../../core/random';

interface Shape {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** Mirrors each row. */
export function mirror(into: Float32Array, at: number, { channels, height, width }: Shape): void {
  for (let row = 0; row < channels * height; row++) {
    const start = at + row * width;
    into.subarray(start, start + width).reverse();
  }
}

/** Shifts one plane by whole pixels, right and down where positive; what comes in is black. */
export function shift(into: Float32Array, at: number, size: number, right: number, down: number): void {
  const before = into.slice(at, at + size * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const [fromX, fromY] = [x - right, y - down];
      const isInside = fromX >= 0 && fromX < size && fromY >= 0 && fromY < size;
      into[at + y * size + x] = isInside ? (before[fromY * size + fromX] as number) : 0;
    }
  }
}

/**
 * With probability `chance`, fills one rectangle of every channel with a value (Zhong et al. 2020, Random Erasing). Its
 * sides are at most `side` of the picture's.
 */
export function cutOut(
  into: Float32Array,
  at: number,
  { channels, height, width }: Shape,
  { erase, eraseSide }: { readonly erase: number; readonly eraseSide: number },
  fill: number,
  random: Random,
): void {
  const erased = random.uniform() < erase;
  const h = Math.round(random.uniform(0.1, 1) * eraseSide * height);
  const w = Math.round(random.uniform(0.1, 1) * eraseSide * width);
  const top = random.below(height - h + 1);
  const left = random.below(width - w + 1);
  if (!erased) return;
  for (let c = 0; c < channels; c++) {
    for (let y = top; y < top + h; y++) {
      const start = at + (c * height + y) * width + left;
      into.fill(fill, start, start + w);
    }
  }
}
