/** Digit preprocessing on MNIST itself, which was preprocessed so already. */
import { describe, expect, it } from 'vitest';
import { DigitPreprocessor } from '../../src/vision/digit';
import { loadMnist } from '../../tools/data';

describe('MNIST', () => {
  it('comes back unchanged, from any place and at any whole enlargement', () => {
    const { test } = loadMnist();
    const preprocessor = new DigitPreprocessor();
    const into = new Float32Array(784);
    let exact = 0;
    for (let n = 0; n < 300; n++) {
      const k = 1 + (n % 3);
      const side = 28 * k + 17;
      const original = (x: number, y: number): number => (test.images[784 * n + 28 * y + x] as number) / 255;
      const data = Float32Array.from({ length: side * side }, (_, i) => {
        const [u, v] = [Math.floor(((i % side) - 9) / k), Math.floor((Math.floor(i / side) - 4) / k)];
        return u >= 0 && v >= 0 && u < 28 && v < 28 ? original(u, v) : 0;
      });
      preprocessor.write({ data, width: side, height: side }, into, 0);
      let worst = 0;
      for (let i = 0; i < 784; i++)
        worst = Math.max(worst, Math.abs((into[i] as number) - original(i % 28, Math.floor(i / 28))));
      if (worst < 0.02) exact++;
    }
    // A few have ink fainter than the threshold at the edge of their box.
    expect(exact).toBeGreaterThanOrEqual(290);
  });
});
