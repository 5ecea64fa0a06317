/**
 * Thickens or thins the strokes of a small grey picture: a binomial blur, then a soft threshold relative to the blurred
 * peak. A threshold below one half moves every edge outwards, one above moves it inwards, and the edge stays as wide as
 * an anti-aliased one.
 */

/** Width of the soft threshold, in units of the blurred peak: about one pixel at the edge of a pen stroke. */
const SOFTNESS = 0.45;

export class Thickness {
  private readonly rows: Float32Array;
  private readonly blurred: Float32Array;

  constructor(private readonly size: number) {
    this.rows = new Float32Array(size * size);
    this.blurred = new Float32Array(size * size);
  }

  /**
   * Changes the size x size picture at `at` of `into` in place. `amount` runs from -1 (about a pixel thinner) through 0
   * (hardly changed) to 1 (about three pixels thicker). An empty picture stays empty.
   */
  apply(into: Float32Array, at: number, amount: number): void {
    const { size, blurred } = this;
    const plane = size * size;
    blurred.set(into.subarray(at, at + plane));
    const passes = amount > 0 ? 1 + Math.round(3 * amount) : 1;
    for (let pass = 0; pass < passes; pass++) this.blur();
    let peak = 0;
    for (let i = 0; i < plane; i++) peak = Math.max(peak, blurred[i] as number);
    if (peak === 0) return;
    const threshold = amount > 0 ? 0.5 - 0.3 * amount : 0.5 - 0.22 * amount;
    // The foot of the ramp stays above zero, so that paper stays paper.
    const low = Math.max(0.02, threshold - SOFTNESS / 2) * peak;
    const slope = 1 / (SOFTNESS * peak);
    for (let i = 0; i < plane; i++) {
      into[at + i] = Math.min(1, Math.max(0, ((blurred[i] as number) - low) * slope));
    }
  }

  /** One pass of the binomial filter 1 2 1 / 4 along both axes (variance one half a pixel squared), zeros outside. */
  private blur(): void {
    const { size, rows, blurred } = this;
    for (let y = 0; y < size; y++) {
      const start = y * size;
      let left = 0;
      let middle = blurred[start] as number;
      for (let x = 0; x < size; x++) {
        const right = x + 1 < size ? (blurred[start + x + 1] as number) : 0;
        rows[start + x] = 0.25 * (left + 2 * middle + right);
        left = middle;
        middle = right;
      }
    }
    for (let y = 0; y < size; y++) {
      const start = y * size;
      for (let x = 0; x < size; x++) {
        const above = y > 0 ? (rows[start - size + x] as number) : 0;
        const below = y + 1 < size ? (rows[start + size + x] as number) : 0;
        blurred[start + x] = 0.25 * (above + 2 * (rows[start + x] as number) + below);
      }
    }
  }
}
