/** Lesson 1: a picture is numbers, one plane or three. */
import { exact64, fixed } from '../../../workspace/numbers';
import { valueAt } from '../evidence';
import { ask, type Lesson, nearest, when } from '../lesson';

const BRIGHT = 0.95;
const counts = ['56', '784', '2352'] as const;

export const pixels = {
  id: 'pixels',
  view: 'pixels',
  steps: [
    {
      id: 'draw',
      kind: 'do',
      lit: ['input'],
      done: when('pixels', ({ input }) => input !== null),
    },
    {
      id: 'read',
      kind: 'do',
      set: { cell: [3, 3] },
      lit: ['window'],
      done: when('pixels', ({ input, cell }) => input !== null && valueAt(input, cell) >= BRIGHT),
    },
    {
      id: 'count',
      lit: ['input'],
      ...ask('pixels', counts, ({ input }) => {
        if (!input) return null;
        const { values, rows, columns } = input;
        return {
          right: nearest(counts, values.length),
          values: { rows: `${rows}`, columns: `${columns}`, count: `${values.length}` },
        };
      }),
    },
    {
      id: 'blank',
      set: { cell: [0, 0] },
      lit: ['window'],
      ...ask('pixels', ['zero', 'below', 'above'], ({ input, normal }) => {
        if (!input || !normal) return null;
        const { mean, deviation } = normal;
        const blank = -mean / deviation;
        const right = blank < 0 ? 'below' : blank > 0 ? 'above' : 'zero';
        const values = { mean: exact64(mean), deviation: exact64(deviation), blank: fixed(blank, 2) };
        return { right, values };
      }),
    },
    {
      id: 'colour',
      kind: 'do',
      set: { brings: 'picture', cell: [16, 16] },
      lit: ['input'],
      done: when('pixels', ({ input }) => input !== null && input.planes === 3),
    },
    {
      id: 'planes',
      set: { brings: 'picture' },
      lit: ['input'],
      ...ask('pixels', ['same', 'twice', 'thrice'], ({ input }) => {
        // Until the picture arrives, the input may still be a drawing, which the step does not ask about.
        if (!input || input.planes === 1) return null;
        const { values, rows, columns, planes } = input;
        const right = planes === 3 ? 'thrice' : 'twice';
        return { right, values: { rows: `${rows}`, columns: `${columns}`, count: `${values.length}` } };
      }),
    },
  ],
} as const satisfies Lesson;
