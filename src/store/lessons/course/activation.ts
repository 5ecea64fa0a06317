/** Lesson 6: from a feature map to an activation map. */
import { fixed, percent } from '../../../workspace/numbers';
import { valueAt } from '../evidence';
import { ask, type Lesson, when } from '../lesson';
import { composed, convolution, twoConvolutions } from '../models';
import { presets } from '../settings';

const pair = [presets.vertical, presets.sharpen] as const;

export const activation = {
  id: 'activation',
  view: 'convolution',
  steps: [
    {
      id: 'signs',
      kind: 'do',
      set: { kernel: presets.vertical, padding: 1, activation: true, cell: [3, 3] },
      lit: ['feature', 'active'],
      done: when('convolution', ({ feature, cell }) => feature !== null && valueAt(feature, cell) <= -0.2),
    },
    {
      id: 'share',
      hidden: ['active'],
      lit: ['feature'],
      ...ask('convolution', ['few', 'half', 'most'], ({ active }) => {
        if (!active) return null;
        const share = active.values.filter((value) => value === 0).length / active.values.length;
        return { right: share < 0.25 ? 'few' : share <= 0.75 ? 'half' : 'most', values: { share: percent(share) } };
      }),
    },
    {
      id: 'dead',
      kind: 'do',
      set: { controls: ['bias'], bias: 0 },
      lit: ['bias', 'active'],
      done: when(
        'convolution',
        ({ input, active, bias }) =>
          input !== null && bias < 0 && active?.values.every((value) => value === 0) === true,
      ),
    },
    {
      id: 'linear',
      set: { bias: 0, controls: [] },
      ...ask('convolution', ['one', 'none'], async ({ input }, runs) => {
        if (!input) return null;
        const [two] = await runs.run(twoConvolutions(input, pair, false), input.values, ['second']);
        const [bent] = await runs.run(twoConvolutions(input, pair, true), input.values, ['second']);
        const single = convolution(input, { kernel: composed(...pair), stride: 1, padding: 0, bias: 0 });
        const [one] = await runs.run(single, input.values, ['conv']);
        if (!two || !one || !bent) return null;
        const differenceTo = (other: Float32Array): number =>
          one.values.reduce((most, value, i) => Math.max(most, Math.abs(value - (other[i] ?? Number.NaN))), 0);
        const straight = differenceTo(two.values);
        return {
          right: straight < 1e-3 ? 'one' : 'none',
          values: { straight: fixed(straight, 7), bent: fixed(differenceTo(bent.values), 2) },
        };
      }),
    },
  ],
} as const satisfies Lesson;
