/** Lesson 2: a kernel slides over a picture. */
import { exact64, fixed } from '../../../workspace/numbers';
import { type EvidenceOf, valueAt } from '../evidence';
import { ask, type Lesson, when } from '../lesson';
import { convolution } from '../models';
import { movedRight } from '../perturbed';
import { presets, trailKey } from '../settings';

const MOVED = 2;
/** The share of the places where ink lies under the window that must have been visited to read the digit in the map. */
const ENOUGH = 0.75;
const INK = 0.1;

/** The share of the windows with ink under them that have been visited. */
export function filled({ input, feature, kernel, trail }: EvidenceOf<'convolution'>): number {
  if (!input || !feature) return 0;
  let [all, visited] = [0, 0];
  for (let row = 0; row < feature.rows; row++) {
    for (let column = 0; column < feature.columns; column++) {
      const hasInk = kernel.weights.some((_, i) => {
        const place = [row + Math.floor(i / kernel.side), column + (i % kernel.side)] as const;
        return valueAt(input, place) > INK;
      });
      if (!hasInk) continue;
      all += 1;
      if (trail.has(trailKey(row, column))) visited += 1;
    }
  }
  return all === 0 ? 0 : visited / all;
}

export const sliding = {
  id: 'sliding',
  view: 'convolution',
  steps: [
    {
      id: 'meet',
      kind: 'look',
      set: { kernel: presets.vertical, fills: true },
      lit: ['kernel', 'window'],
      seeks: true,
    },
    {
      id: 'negative',
      kind: 'do',
      seeks: true,
      lit: ['sum'],
      done: when('convolution', ({ feature, cell }) => feature !== null && valueAt(feature, cell) <= -1),
    },
    {
      id: 'empty',
      set: { cell: [0, 0] },
      hidden: ['sum', 'feature'],
      ...ask('convolution', ['zero', 'one', 'unknown'], async ({ input, kernel }, runs) => {
        if (!input) return null;
        const model = convolution(input, { kernel, stride: 1, padding: 0, bias: 0 });
        const [map] = await runs.run(model, new Float32Array(input.values.length), ['conv']);
        const most = Math.max(...(map?.values.map(Math.abs) ?? [Number.NaN]));
        return { right: most === 0 ? 'zero' : most === 1 ? 'one' : 'unknown', values: { most: exact64(most) } };
      }),
    },
    {
      id: 'play',
      kind: 'do',
      set: { controls: ['play'], cell: [0, 0] },
      lit: ['window', 'feature'],
      done: when('convolution', (evidence) => filled(evidence) >= ENOUGH),
    },
    {
      id: 'moved',
      set: { controls: [], fills: false },
      reveal: { shift: MOVED },
      lit: ['feature'],
      ...ask('convolution', ['moves', 'changes', 'stays'], async ({ input, kernel }, runs) => {
        if (!input) return null;
        const { values } = input;
        const model = convolution(input, { kernel, stride: 1, padding: 0, bias: 0 });
        const further = movedRight(input, MOVED).values;
        const [before] = await runs.run(model, values, ['conv']);
        const [after] = await runs.run(model, further, ['conv']);
        if (!before || !after) return null;
        let [moved, stayed] = [0, 0];
        for (let row = 0; row < after.rows; row++) {
          for (let column = MOVED; column < after.columns; column++) {
            const value = valueAt(after, [row, column]);
            moved = Math.max(moved, Math.abs(value - valueAt(before, [row, column - MOVED])));
            stayed = Math.max(stayed, Math.abs(value - valueAt(before, [row, column])));
          }
        }
        return {
          right: moved < 1e-5 ? 'moves' : stayed < 1e-5 ? 'stays' : 'changes',
          values: { moved: fixed(moved, 2), stayed: fixed(stayed, 2), pixels: `${MOVED}` },
        };
      }),
    },
  ],
} as const satisfies Lesson;
