/** Lesson 10: how kernels are learned: a network is trained in the page, before the learner's eyes. */
import { fixed, grouped, percent } from '../../../workspace/numbers';
import type { Moment } from '../../../workspace/training/kept';
import { placeOfLargest, type Run } from '../evidence';
import { ask, type Lesson, when } from '../lesson';

/** The share of new pictures at which the lesson looks closer. */
export const GOOD = 0.9;

/** The first moment with more right than that; -1 before it. */
export const goodAt = (moments: readonly Moment[]): number =>
  moments.findIndex(({ newAccuracy }) => newAccuracy > GOOD);

/** The layers whose weights are compared: the kernels that are shown, and those behind them. */
const FIRST = 'conv1.weight';
const SECOND = 'conv2.weight';

const distance = (a: Float32Array, b: Float32Array): number =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - (b[i] ?? Number.NaN)) ** 2, 0));

/** How far weights have come by a moment on their way from the first moment to the last, which is 1. */
export async function progressAt(run: Run, moment: number, last: number, name = FIRST): Promise<number> {
  const [first, now, end] = [await run.weights(0), await run.weights(moment), await run.weights(last)].map((weights) =>
    weights?.get(name),
  );
  return first && now && end ? 1 - distance(now, end) / distance(first, end) : Number.NaN;
}

export const learning = {
  id: 'learning',
  view: 'training',
  steps: [
    {
      id: 'chance',
      set: { film: 'start', covered: ['controls', 'accuracy', 'loss'] },
      lit: ['kernels'],
      ...ask('training', ['none', 'tenth', 'half'], ({ moments: [first] }) => {
        if (!first) return null;
        const { newAccuracy } = first;
        return {
          right: newAccuracy < 0.05 ? 'none' : newAccuracy < 0.3 ? 'tenth' : 'half',
          values: { accuracy: percent(newAccuracy) },
        };
      }),
    },
    {
      id: 'ninety',
      kind: 'do',
      set: { covered: ['loss'], pausesAt: GOOD },
      lit: ['controls', 'kernels'],
      done: when('training', ({ moments }) => goodAt(moments) >= 0),
    },
    {
      id: 'early',
      set: { film: 'nine', covered: ['controls', 'loss'], pausesAt: 2 },
      reveal: { film: 'end', covered: ['controls', 'loss'] },
      ...ask('training', ['same', 'more', 'all'], async ({ run }) => {
        const moments = await run.reachEnd();
        const [good, last] = [moments[goodAt(moments)], moments.at(-1)];
        if (!good || !last) return null;
        const gained = last.newAccuracy - good.newAccuracy;
        return {
          right: last.newAccuracy > 0.995 ? 'all' : gained > 0.015 ? 'more' : 'same',
          values: {
            count: grouped(good.step * run.batch),
            all: grouped(last.step * run.batch),
            accuracy: percent(good.newAccuracy),
            end: percent(last.newAccuracy),
          },
        };
      }),
    },
    {
      id: 'filters',
      reveal: { film: 'nine', covered: ['controls', 'loss'] },
      lit: ['kernels'],
      ...ask('training', ['hardly', 'half', 'done'], async ({ run }) => {
        const moments = await run.reachEnd();
        const good = moments[goodAt(moments)];
        if (!good) return null;
        const progress = await progressAt(run, goodAt(moments), moments.length - 1);
        const behind = await progressAt(run, goodAt(moments), moments.length - 1, SECOND);
        if (Number.isNaN(progress + behind)) return null;
        return {
          right: progress < 0.25 ? 'hardly' : progress < 0.8 ? 'half' : 'done',
          values: {
            count: grouped(good.step * run.batch),
            accuracy: percent(good.newAccuracy),
            progress: percent(progress, 0),
            behind: percent(behind, 0),
          },
        };
      }),
    },
    {
      id: 'blame',
      reveal: { covered: [], film: 'end' },
      ...ask('training', ['always', 'mostly'], async ({ run }) => {
        const moments = await run.reachEnd();
        const [first, last] = [moments[0], moments.at(-1)];
        if (!first || !last) return null;
        const rises = moments.filter(({ newLoss }, i) => newLoss > (moments[i - 1]?.newLoss ?? Infinity)).length;
        return {
          right: rises === 0 ? 'always' : 'mostly',
          values: { first: fixed(first.newLoss, 2), last: fixed(last.newLoss, 2), rises: `${rises}` },
        };
      }),
    },
    {
      id: 'mind',
      kind: 'do',
      set: { covered: [], film: 'end' },
      lit: ['controls', 'answers'],
      done: when('training', ({ at, answers, moments }) => {
        const [now, end] = [answers[at], answers[moments.length - 1]];
        return now !== undefined && end !== undefined && placeOfLargest(now) !== placeOfLargest(end);
      }),
    },
  ],
} as const satisfies Lesson;
