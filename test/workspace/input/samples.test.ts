/** The sample digits: on the grid that links keep, within the pad, close together, and without corners but their own. */
import { describe, expect, test } from 'vitest';
import { GRID } from '../../../src/vision/strokes';
import { drawingText, readDrawing } from '../../../src/workspace/input/drawing';
import { samples } from '../../../src/workspace/input/samples';

/** Degrees by which a line turns at each of its points but the ends, measured over steps of at least a 40th of the pad. */
function turns(points: readonly { readonly x: number; readonly y: number }[]): number[] {
  const far = points.filter(() => false);
  for (const point of points) {
    const last = far.at(-1);
    if (!last || Math.hypot(point.x - last.x, point.y - last.y) > 1 / 40) far.push(point);
  }
  return far.slice(2).map((c, i) => {
    const [a, b] = [far[i] ?? c, far[i + 1] ?? c];
    const turn = Math.atan2(c.y - b.y, c.x - b.x) - Math.atan2(b.y - a.y, b.x - a.x);
    const least = Math.abs(turn) > Math.PI ? 2 * Math.PI - Math.abs(turn) : Math.abs(turn);
    return (least * 180) / Math.PI;
  });
}

/** Corners that people make when they write these digits, as many as they make. */
const corners = [0, 1, 1, 1, 1, 1, 0, 1, 0, 1];

describe.each(samples.map((strokes, digit) => [digit, strokes] as const))('the sample %i', (digit, strokes) => {
  const all = strokes.flatMap(({ points }) => points);

  test('lies within the pad, on its grid', () => {
    for (const { x, y } of all) {
      expect(Math.min(x, y, 1 - x, 1 - y)).toBeGreaterThan(0.1);
      expect([x * GRID, y * GRID].every(Number.isInteger)).toBe(true);
    }
    expect(readDrawing(drawingText(strokes))?.map(({ points }) => points)).toEqual(strokes.map(({ points }) => points));
  });

  test('goes on in steps as a hand does', () => {
    for (const { points } of strokes) {
      for (const [i, { x, y }] of points.slice(1).entries()) {
        const before = points[i] ?? expect.fail();
        expect(Math.hypot(x - before.x, y - before.y)).toBeLessThan(0.08);
      }
    }
  });

  test('turns smoothly between its corners', () => {
    const sharp = strokes.flatMap(({ points }) => turns(points)).filter((turn) => turn > 50);
    expect(sharp.length).toBeLessThanOrEqual(corners[digit] ?? 0);
  });
});
