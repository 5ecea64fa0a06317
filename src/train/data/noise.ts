/** Normal noise on a picture's values. */
import type { Random } from '../../core/random';

/** Adds noise of this standard deviation to `count` values from `at` on, and keeps them within 0..1. None draws none. */
export function addNoise(into: Float32Array, at: number, count: number, deviation: number, random: Random): void {
  if (deviation === 0) return;
  for (let i = at; i < at + count; i++) {
    into[i] = Math.min(1, Math.max(0, (into[i] as number) + deviation * random.normal()));
  }
}
