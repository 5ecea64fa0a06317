/** The opening's timeline, and the ghost that writes. */
import { expect, test } from 'vitest';
import { createGesture } from '../../../src/workspace/gesture';
import { samples } from '../../../src/workspace/input/samples';
import { Ghost } from '../../../src/workspace/opening/ghost';
import { ANSWER, openedAt, openingAt, PEN, WAVE } from '../../../src/workspace/opening/timeline';

test('the pen writes, then the values travel layer by layer, then the answer lights up and stays', () => {
  const moments = Array.from({ length: 500 }, (_, i) => openingAt(10 * i, 8));
  const phases = moments.map(({ phase }) => phase);
  expect([...new Set(phases)]).toEqual(['pen', 'wave', 'answer', 'rest']);
  expect(phases.map((phase, i) => (phase === phases[i - 1] ? null : 10 * i)).filter((time) => time !== null)).toEqual([
    0,
    PEN,
    PEN + WAVE,
    PEN + WAVE + ANSWER,
  ]);
  for (const [i, { phase, drawn, reached }] of moments.entries()) {
    const before = moments[i - 1];
    expect(drawn).toBeGreaterThanOrEqual(before?.drawn ?? 0);
    expect(reached).toBeGreaterThanOrEqual(before?.reached ?? 0);
    if (phase === 'pen') expect(reached).toBe(0);
    else expect(drawn).toBe(1);
  }
  expect([openingAt(0, 8).drawn, openingAt(PEN / 2, 8).drawn]).toEqual([0, 0.5]);
  // Each layer takes as long as the others.
  const starts = [1, 2, 3, 4, 5, 6, 7, 8].map((layer) => moments.findIndex(({ reached }) => reached === layer));
  for (const [i, start] of starts.entries()) expect(Math.abs(start - 160 - 20 * i)).toBeLessThanOrEqual(1);
  expect(openedAt(8)).toEqual({ phase: 'rest', drawn: 1, reached: 8 });
  expect(openingAt(PEN + 1, 0)).toEqual({ phase: 'wave', drawn: 1, reached: 0 });
});

test('the ghost writes the sample point by point, apart from the person’s drawing', () => {
  const gesture = createGesture();
  const strokes = samples[4] ?? expect.fail();
  const ghost = new Ghost(gesture, strokes);
  const total = strokes.reduce((sum, { points }) => sum + points.length, 0);
  expect(ghost.tip).toBeNull();
  for (let share = 0; share <= 1; share += 1 / 64) {
    ghost.write(share);
    const written = gesture.getState().ghost.flatMap(({ points }) => points);
    expect(written).toEqual(strokes.flatMap(({ points }) => points).slice(0, Math.max(1, Math.round(share * total))));
    expect(ghost.tip).toEqual(written.at(-1));
    expect(gesture.getState().isGhostWriting).toBe(written.length < total);
  }
  const whole = gesture.getState().ghost;
  expect(whole).toEqual(strokes);
  ghost.write(0.3);
  expect(gesture.getState().ghost).toBe(whole);
  expect(gesture.getState()).toMatchObject({ strokes: [], history: { past: [], future: [] } });
  ghost.end();
  expect(gesture.getState().ghost).toEqual([]);
});
