/** The outline filled on a canvas is what the rasteriser gives: the person sees what the network is shown. */
import { describe, expect, it } from 'vitest';
import { outline, rasterise, type Stroke } from '../../src/vision/strokes';
import { digitPaths, penStrokes } from '../helpers/strokes';

const SIDE = 112;

function onCanvas(strokes: readonly Stroke[]): Float32Array {
  const context = new OffscreenCanvas(SIDE, SIDE).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('this browser has no 2-D canvas');
  for (const stroke of strokes) {
    const path = new Path2D();
    for (const [x, y] of outline(stroke)) path.lineTo(x * SIDE, y * SIDE);
    path.closePath();
    context.fill(path, 'nonzero');
  }
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  return Float32Array.from({ length: SIDE * SIDE }, (_, i) => (data[4 * i + 3] as number) / 255);
}

describe('rasterise', () => {
  it.each([0.015, 0.09, 0.16])('agrees with the canvas for every digit, pen %d', (thickness) => {
    for (const path of digitPaths) {
      const strokes = penStrokes(path, {}, thickness);
      const ours = rasterise(strokes, SIDE).data;
      const theirs = onCanvas(strokes);
      let error = 0;
      let inked = 0;
      let furthest = 0;
      let hole = 0;
      let stain = 0;
      ours.forEach((value, i) => {
        const canvas = theirs[i] as number;
        error += Math.abs(value - canvas);
        furthest = Math.max(furthest, Math.abs(value - canvas));
        if (value > 0) inked++;
        if (canvas === 1) hole = Math.max(hole, 1 - value);
        if (canvas === 0) stain = Math.max(stain, value);
      });
      // The canvas takes 4 x 4 samples a pixel, so it misses small corners. Caps go round more than once: there, partly
      // covered pixels count twice here and once on the canvas.
      expect(hole).toBeLessThan(0.2);
      expect(stain).toBeLessThan(0.2);
      expect(furthest).toBeLessThan(0.65);
      expect(error / inked).toBeLessThan(0.05);
    }
  });
});
