/** Lesson 10: how kernels are learned, by scrubbing through snapshots of the real training run of `digits`. */
import { fixed, grouped, percent } from '../../../workspace/numbers';
import type { Moment } from '../evidence';
import { ask, type Lesson, when } from '../lesson';

const GOOD = 0.9;
const BETTER = 0.95;
/** The last moment in the first tenth of the run, and the first with more than 95 % right. */
const TENTH_AT = 8;
const BETTER_AT = 6;

const distance = (a: Float32Array, b: Float32Array): number =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - (b[i] ?? Number.NaN)) ** 2, 0));

/** How far the first layer's filters have come on their way from the first moment to the last, which is 1. */
export function progressOf(moments: readonly Moment[], moment: Moment): number {
  const [first, last] = [moments[0], moments.at(-1)];
  if (!first || !last) return Number.NaN;
  return 1 - distance(moment.weight, last.weight) / distance(first.weight, last.weight);
}

export const learning = {
  id: 'learning',
  view: 'moments',
  steps: [
    {
      id: 'chance',
      set: { moment: 0, covered: ['controls', 'accuracy', 'loss'] },
      lit: ['moments'],
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
      id: 'early',
      reveal: { moment: TENTH_AT, covered: ['controls', 'loss'] },
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
      id: 'filters',
      set: { moment: 0 },
      reveal: { moment: BETTER_AT, covered: ['controls', 'loss'] },
      lit: ['moments'],
      ...ask('moments', ['hardly', 'half', 'done'], ({ moments }) => {
        const moment = moments.find(({ accuracy }) => accuracy > BETTER);
        if (!moment) return null;
        const progress = progressOf(moments, moment);
        return {
          right: progress < 0.3 ? 'hardly' : progress < 0.7 ? 'half' : 'done',
          values: { step: grouped(moment.step), accuracy: percent(moment.accuracy), progress: percent(progress, 0) },
        };
      }),
    },
    {
      id: 'ninety',
      kind: 'do',
      set: { moment: 0, covered: ['loss'] },
      lit: ['moments', 'controls'],
      done: when('moments', ({ moments, at }) => {
        const accuracy = (place: number): number => moments[place]?.accuracy ?? 0;
        return accuracy(at) > GOOD && accuracy(at - 1) <= GOOD;
      }),
    },
    {
      id: 'blame',
      reveal: { covered: [] },
      ...ask('moments', ['always', 'mostly'], ({ moments }) => {
        const [first, last] = [moments[0], moments.at(-1)];
        if (!first || !last) return null;
        const rises = moments.filter(({ loss }, i) => loss > (moments[i - 1]?.loss ?? Infinity)).length;
        return {
          right: rises === 0 ? 'always' : 'mostly',
          values: { first: fixed(first.loss, 2), last: fixed(last.loss, 3), rises: `${rises}` },
        };
      }),
    },
    {
      id: 'loss',
      kind: 'do',
      set: { covered: [] },
      lit: ['loss', 'moments'],
      done: when('moments', ({ moments, at }) => moments.length > 0 && at === moments.length - 1),
    },
  ],
} as const satisfies Lesson;
