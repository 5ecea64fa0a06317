/** Lesson 12: a short history: postal digits, AlexNet in 2012, why data and compute mattered. */
import { grouped } from '../../../workspace/numbers';
import { ask, type Lesson, nearest, when } from '../lesson';
import { published, topFive, years } from '../published';

const errors = ['25.0', '20.0', '15.3'] as const;
const times = ['16', '160', '1600'] as const;

export const history = {
  id: 'history',
  view: 'past',
  steps: [
    { id: 'zip', kind: 'look', set: { year: 0 }, lit: ['timeline'] },
    {
      id: 'small',
      set: { year: 0 },
      hidden: ['size'],
      ...ask('past', ['fewer', 'alike', 'more'], ({ parameters }) => {
        const old = published['1989'].parameters;
        const ratio = old / parameters;
        return {
          right: ratio < 0.6 ? 'fewer' : ratio <= 1.6 ? 'alike' : 'more',
          values: { old: grouped(old), own: grouped(parameters) },
        };
      }),
    },
    {
      id: 'walk',
      kind: 'do',
      set: { year: 0 },
      lit: ['timeline'],
      done: when('past', ({ at }) => years[at] === '2012'),
    },
    {
      id: 'winner',
      set: { year: 2 },
      hidden: ['errors'],
      ...ask('past', errors, () => ({
        right: nearest(errors, topFive.winner),
        values: { winner: `${topFive.winner}`, next: `${topFive.next}` },
      })),
    },
    {
      id: 'larger',
      set: { year: 2 },
      hidden: ['size'],
      ...ask('past', times, ({ parameters }) => {
        const ratio = published['2012'].parameters / parameters;
        return {
          right: nearest(times, ratio),
          values: { own: grouped(parameters), ratio: grouped(Math.round(ratio)) },
        };
      }),
    },
    { id: 'why', kind: 'look', set: { year: 2 }, lit: ['timeline'] },
  ],
} as const satisfies Lesson;
