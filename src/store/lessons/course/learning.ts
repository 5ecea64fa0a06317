/** Lesson 10: how kernels are learned, by scrubbing through snapshots of the real training run of `digits`. */
import { fixed, grouped, percent } from '../../../workspace/numbers';
import { ask, type Lesson, when } from '../lesson';

const GOOD = 0.9;

export const learning = {
  id: 'learning',
  view: 'moments',
  steps: [
    {
      id: 'chance',
      set: { moment: 0 },
      lit: ['moments'],
      hidden: ['curve'],
      ...ask('moments', ['none', 'tenth', 'half'], ({ moments: [first] }) => {
        if (!first) return null;
        const { accuracy } = first;
        return {
          right: accuracy < 0.05 ? 'none' : accuracy < 0.3 ? 'tenth' : 'half',
          values: { accuracy: percent(accuracy) },
        };
      }),
    },
    {
      id: 'ninety',
      kind: 'do',
      set: { moment: 0 },
      lit: ['moments', 'controls'],
      done: when('moments', ({ moments, at }) => {
        const accuracy = (place: number): number => moments[place]?.accuracy ?? 0;
        return accuracy(at) > GOOD && accuracy(at - 1) <= GOOD;
      }),
    },
    {
      id: 'early',
      hidden: ['curve'],
      ...ask('moments', ['tenth', 'half', 'nearly'], ({ moments }) => {
        const last = moments.at(-1);
        const early = moments.findLast(({ step }) => last !== undefined && step <= last.step / 10);
        if (!last || !early) return null;
        const share = early.accuracy / last.accuracy;
        return {
          right: share < 0.3 ? 'tenth' : share < 0.8 ? 'half' : 'nearly',
          values: {
            step: grouped(early.step),
            steps: grouped(last.step),
            accuracy: percent(early.accuracy),
            end: percent(last.accuracy),
          },
        };
      }),
    },
    {
      id: 'loss',
      kind: 'do',
      lit: ['curve', 'moments'],
      done: when('moments', ({ moments, at }) => moments.length > 0 && at === moments.length - 1),
    },
    {
      id: 'blame',
      ...ask('moments', ['up', 'down'], ({ moments }) => {
        const [first, last] = [moments[0], moments.at(-1)];
        if (!first || !last) return null;
        return {
          right: last.loss < first.loss ? 'down' : 'up',
          values: { first: fixed(first.loss, 2), last: fixed(last.loss, 3) },
        };
      }),
    },
  ],
} as const satisfies Lesson;
