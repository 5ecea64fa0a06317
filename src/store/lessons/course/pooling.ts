/** Lesson 7: max, average, min and global pooling, and whether max pooling removes noise. */
import { fixed } from '../../../workspace/numbers';
import { type Planes, valueAt } from '../evidence';
import { ask, type Lesson, when } from '../lesson';
import { poolings } from '../models';
import { withNoise } from '../noise';

const NOISE = 0.1;

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
      hidden: ['errors'],
      reveal: { noise: NOISE },
      ...ask('pooling', ['max', 'average', 'equal'], async ({ input, window }, runs) => {
        if (!input) return null;
        const model = poolings(input, window, false);
        const nodes = ['max', 'average'];
        const [max, average] = await runs.run(model, input.values, nodes);
        const [noisyMax, noisyAverage] = await runs.run(model, withNoise(input, NOISE).values, nodes);
        if (!max || !average || !noisyMax || !noisyAverage) return null;
        const [a, b] = [rootMeanSquare(noisyMax, max), rootMeanSquare(noisyAverage, average)];
        return {
          right: Math.abs(a - b) < 0.1 * Math.max(a, b) ? 'equal' : a < b ? 'max' : 'average',
          values: { max: fixed(a, 3), average: fixed(b, 3) },
        };
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
