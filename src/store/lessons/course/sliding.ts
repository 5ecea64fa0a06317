/** Lesson 2: a kernel slides over a picture. */
import { shifted } from '../../../vision/perturb';
import { exact64, fixed } from '../../../workspace/numbers';
import { valueAt } from '../evidence';
import { ask, type Lesson, when } from '../lesson';
import { convolution } from '../models';
import { presets } from '../settings';

const MOVED = 2;

export const sliding = {
  id: 'sliding',
  view: 'convolution',
  steps: [
    { id: 'meet', kind: 'look', set: { kernel: presets.vertical }, lit: ['kernel', 'window'], seeks: true },
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
      set: { controls: ['play'], cell: [6, 0] },
      lit: ['window', 'controls'],
      done: when('convolution', ({ visited }) => visited >= 10),
    },
    {
      id: 'moved',
      lit: ['feature'],
      ...ask('convolution', ['moves', 'changes', 'stays'], async ({ input, kernel }, runs) => {
        if (!input) return null;
        const { values, rows, columns } = input;
        const model = convolution(input, { kernel, stride: 1, padding: 0, bias: 0 });
        const further = shifted({ values, height: rows, width: columns }, 0, MOVED).values;
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
