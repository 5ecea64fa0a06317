/** Lesson 4: which numbers in a kernel find edges, blur and sharpen. */
import { fixed } from '../../../workspace/numbers';
import type { Planes, SquareKernel } from '../evidence';
import { ask, type Lesson, when } from '../lesson';
import { convolution } from '../models';
import { presets } from '../settings';

/** A kernel's response to a step from 0 to 1 just past its centre, downwards or to the right. */
function onStep({ side, weights }: SquareKernel, axis: 'down' | 'right'): number {
  const place = (i: number): number => (axis === 'down' ? Math.floor(i / side) : i % side);
  return weights.reduce((total, weight, i) => total + (place(i) > (side - 1) / 2 ? weight : 0), 0);
}

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

/** A weighted average over several pixels. */
const isBlur = ({ weights }: SquareKernel): boolean =>
  weights.every((weight) => weight >= 0) &&
  Math.abs(sum(weights) - 1) < 0.02 &&
  weights.filter((weight) => weight > 0).length >= 4;

/** Whether two planes of the same size hold the same numbers, and not only zeros. */
const isSame = (a: Planes, b: Planes): boolean =>
  a.values.length === b.values.length &&
  a.values.every((value, i) => Math.abs(value - (b.values[i] ?? Number.NaN)) < 1e-6) &&
  a.values.some((value) => value > 0);

const GREY = 0.8;

export const edges = {
  id: 'edges',
  view: 'convolution',
  steps: [
    {
      id: 'horizontal',
      kind: 'do',
      set: { kernel: presets.vertical, padding: 1, controls: ['kernel'], cell: [10, 14] },
      lit: ['controls', 'kernel'],
      done: when('convolution', ({ kernel }) => {
        const [down, right] = [Math.abs(onStep(kernel, 'down')), Math.abs(onStep(kernel, 'right'))];
        return down > 0 && down > 2 * right;
      }),
    },
    {
      id: 'flat',
      set: { kernel: presets.horizontal },
      lit: ['kernel'],
      ...ask('convolution', ['zero', 'same', 'more'], async ({ input, kernel }, runs) => {
        if (!input) return null;
        const model = convolution(input, { kernel, stride: 1, padding: 0, bias: 0 });
        const [map] = await runs.run(model, new Float32Array(input.values.length).fill(GREY), ['conv']);
        const value = map?.values[0] ?? Number.NaN;
        const right = Math.abs(value) < 1e-5 ? 'zero' : Math.abs(value - GREY) < 1e-5 ? 'same' : 'more';
        return { right, values: { value: fixed(Math.abs(value), 2), sum: fixed(sum(kernel.weights), 0) } };
      }),
    },
    {
      id: 'blur',
      kind: 'do',
      set: { kernel: presets.horizontal },
      lit: ['controls', 'kernel'],
      done: when('convolution', ({ kernel }) => isBlur(kernel)),
    },
    {
      id: 'ink',
      set: { kernel: presets.blur },
      lit: ['feature'],
      ...ask('convolution', ['same', 'less', 'more'], async ({ input, kernel }, runs) => {
        if (!input) return null;
        const model = convolution(input, { kernel, stride: 1, padding: 1, bias: 0 });
        const [map] = await runs.run(model, input.values, ['conv']);
        const [before, after] = [sum(input.values), sum(map?.values ?? [])];
        if (before === 0) return null;
        const right = Math.abs(after / before - 1) < 0.02 ? 'same' : after < before ? 'less' : 'more';
        return { right, values: { before: fixed(before, 1), after: fixed(after, 1) } };
      }),
    },
    {
      id: 'identity',
      kind: 'do',
      set: { kernel: presets.blur, controls: ['kernel', 'weights'] },
      lit: ['kernel'],
      done: when('convolution', ({ input, feature }) => input !== null && feature !== null && isSame(input, feature)),
    },
  ],
} as const satisfies Lesson;
