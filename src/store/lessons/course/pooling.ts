/** Lesson 7: max, average, min and global pooling, and whether max pooling removes noise. */
import { fixed } from '../../../workspace/numbers';
import { type Planes, valueAt } from '../evidence';
import { ask, type Lesson, when } from '../lesson';
import { poolings } from '../models';
import { withNoise } from '../noise';

const NOISE = 0.1;
const kinds = ['max', 'average', 'min'] as const;

/** Root mean square difference of two maps. */
export const rootMeanSquare = (a: Planes, b: Planes): number =>
  Math.sqrt(a.values.reduce((sum, value, i) => sum + (value - (b.values[i] ?? Number.NaN)) ** 2, 0) / a.values.length);

export const pooling = {
  id: 'pooling',
  view: 'pooling',
  steps: [
    { id: 'window', kind: 'look', set: { cell: [5, 6], window: 2 }, lit: ['window', 'pooled'] },
    {
      id: 'away',
      hidden: ['size'],
      ...ask('pooling', ['quarter', 'half', 'most'], ({ input, pooled }) => {
        if (!input || !pooled) return null;
        const [before, after] = [input.values.length, pooled.max.values.length];
        const away = 1 - after / before;
        return {
          right: away < 0.4 ? 'quarter' : away < 0.6 ? 'half' : 'most',
          values: { before: `${before}`, after: `${after}` },
        };
      }),
    },
    {
      id: 'differ',
      kind: 'do',
      set: { cell: [0, 0] },
      lit: ['pooled'],
      done: when(
        'pooling',
        ({ pooled, cell }) => pooled !== null && valueAt(pooled.max, cell) - valueAt(pooled.average, cell) >= 0.3,
      ),
    },
    {
      id: 'noise',
      hidden: ['errors', 'controls'],
      reveal: { noise: NOISE },
      ...ask('pooling', kinds, async ({ input, window }, runs) => {
        if (!input) return null;
        const model = poolings(input, window, false);
        const clean = await runs.run(model, input.values, kinds);
        const noisy = await runs.run(model, withNoise(input, NOISE).values, kinds);
        const errors = kinds.map((_, i) => {
          const [a, b] = [noisy[i], clean[i]];
          return a && b ? rootMeanSquare(a, b) : Number.NaN;
        });
        const [max = 0, average = 0, min = 0] = errors;
        const right = kinds[errors.indexOf(Math.min(...errors))];
        return right ? { right, values: { max: fixed(max, 3), average: fixed(average, 3), min: fixed(min, 3) } } : null;
      }),
    },
    {
      id: 'global',
      kind: 'do',
      set: { noise: 0, cell: [0, 0] },
      lit: ['controls', 'pooled'],
      done: when('pooling', ({ isGlobal, pooled }) => isGlobal && pooled?.average.values.length === 1),
    },
  ],
} as const satisfies Lesson;
