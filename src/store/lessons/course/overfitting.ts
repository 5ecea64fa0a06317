/** Lesson 11: overfitting, seen: a network learns 200 digits by heart, and what closes the gap to new ones. */
import { fixed, grouped, percent } from '../../../workspace/numbers';
import type { Moment } from '../../../workspace/training/kept';
import type { CureName } from '../cures';
import { ask, type Lesson, when } from '../lesson';

/** Above the least loss on new digits by less than this share, a moment is as good. */
const AS_GOOD = 0.05;

const leastOf = (moments: readonly Moment[]): number => Math.min(...moments.map(({ newLoss }) => newLoss));

/** Whether the loss on new digits is about as low as it ever gets. */
export const isBest = (moments: readonly Moment[], at: number): boolean =>
  (moments[at]?.newLoss ?? Number.POSITIVE_INFINITY) <= (1 + AS_GOOD) * leastOf(moments);

/** How much more of its own pictures are right than of new ones, at the end: 0 to 1. */
export function gapOf(moments: readonly Moment[]): number {
  const last = moments.at(-1);
  return last ? last.accuracy - last.newAccuracy : Number.NaN;
}

/** In percentage points. */
export const gapText = (moments: readonly Moment[]): string => fixed(100 * gapOf(moments), 1);

/** What the learner may try, after the first run. */
const remedies: readonly CureName[] = ['varied', 'smaller', 'dropout'];

export const overfitting = {
  id: 'overfitting',
  view: 'overfitting',
  steps: [
    {
      id: 'heart',
      set: { cure: 'none', film: 'start', covered: ['fresh', 'loss', 'cures'] },
      reveal: { film: 'end', covered: ['loss', 'cures'] },
      lit: ['accuracy'],
      ...ask('overfitting', ['all', 'most', 'guess'], async ({ train, parameters }) => {
        const moments = await train('none');
        const last = moments.at(-1);
        if (!last) return null;
        const { accuracy, newAccuracy } = last;
        const share = newAccuracy / accuracy;
        return {
          right: share > 0.95 ? 'all' : share > 0.5 ? 'most' : 'guess',
          values: {
            weights: grouped(parameters),
            own: percent(accuracy),
            fresh: percent(newAccuracy),
            gap: gapText(moments),
          },
        };
      }),
    },
    {
      id: 'loss',
      set: { film: 'end', covered: ['loss', 'cures'] },
      reveal: { film: 'end', covered: ['cures'] },
      lit: ['loss'],
      ...ask('overfitting', ['falls', 'level', 'rises'], async ({ train, batch }) => {
        const moments = await train('none');
        const [best, last] = [moments.find(({ newLoss }) => newLoss === leastOf(moments)), moments.at(-1)];
        if (!best || !last) return null;
        const isOver = last.newLoss > (1 + AS_GOOD) * best.newLoss;
        return {
          right: isOver ? 'rises' : best.step > 0.9 * last.step ? 'falls' : 'level',
          values: {
            least: fixed(best.newLoss, 2),
            count: grouped(best.step * batch),
            last: fixed(last.newLoss, 2),
            own: fixed(last.loss, 3),
          },
        };
      }),
    },
    {
      id: 'stop',
      kind: 'do',
      set: { film: 'end', covered: ['cures'] },
      lit: ['controls', 'loss'],
      done: when('overfitting', ({ isWhole, moments, at }) => isWhole && isBest(moments, at)),
    },
    {
      id: 'more',
      set: { film: 'end', covered: ['cures'] },
      reveal: { cure: 'more', film: 'end', covered: [] },
      lit: ['cures'],
      ...ask('overfitting', ['same', 'smaller', 'gone'], async ({ train }) => {
        const few = await train('none');
        const many = few.length > 0 ? await train('more') : [];
        const last = many.at(-1);
        if (!last) return null;
        const share = gapOf(many) / gapOf(few);
        return {
          right: share > 0.8 ? 'same' : share > 0.1 ? 'smaller' : 'gone',
          values: {
            own: percent(last.accuracy),
            fresh: percent(last.newAccuracy),
            before: gapText(few),
            gap: gapText(many),
          },
        };
      }),
    },
    {
      id: 'cures',
      kind: 'do',
      set: { cure: 'varied', film: 'start', covered: [] },
      lit: ['cures', 'controls'],
      done: when('overfitting', ({ ends }) => remedies.filter((cure) => ends.has(cure)).length > 1),
    },
  ],
} as const satisfies Lesson;
