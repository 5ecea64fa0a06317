/** The losses' twins against PyTorch (fixtures/training.json), and what they record of each sample. */
import { describe, expect, it } from 'vitest';
import { binaryCrossEntropy, crossEntropy, largestAt, RESULTS, squaredError } from '../../src/kernels/loss';
import fixture from '../fixtures/training.json';
import { hyperOf, sgd } from '../helpers/hyper';

const waves = (length: number, factor: number, scale: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => scale * Math.sin(factor * (i + 1)));

const logits = waves(6, 1.7, 2);
const [oneHot, likely, values] = [
  Float64Array.of(0, 0, 1, 1, 0, 0),
  Float64Array.of(0, 1, 1, 1, 0, 0),
  waves(6, 0.9, 1),
];

type Loss = typeof crossEntropy;

function ran(kernel: Loss, x: Float64Array, target: Float64Array, classes: number, smoothing = 0) {
  const batch = x.length / classes;
  const [results, gx] = [new Float64Array(2 * batch * RESULTS), new Float64Array(x.length)];
  kernel.twin({ batch, classes }, [x, target, hyperOf(sgd, 0, 0.1, { row: 1, smoothing })], [results, gx]);
  return { first: results.slice(0, batch * RESULTS), own: results.slice(batch * RESULTS), gx };
}

describe('as PyTorch has it', () => {
  it.each([
    ['crossEntropy', crossEntropy, oneHot, 0],
    ['smoothed', crossEntropy, oneHot, 0.1],
    ['binaryCrossEntropy', binaryCrossEntropy, likely, 0],
    ['squaredError', squaredError, values, 0],
  ] as const)('%s', (name, kernel, target, smoothing) => {
    const { own, gx } = ran(kernel, logits, target, 3, smoothing);
    const { loss, gradient } = fixture.losses[name];
    expect(((own[0] ?? 0) + (own[RESULTS] ?? 0)) / 2).toBeCloseTo(loss, 7);
    for (const [i, value] of gx.entries()) expect(value).toBeCloseTo(gradient[i] ?? Number.NaN, 7);
  });
});

it('-log p and p - target, by hand', () => {
  const { own, gx } = ran(crossEntropy, Float64Array.of(0, Math.log(3)), Float64Array.of(1, 0), 2);
  expect(own[0]).toBeCloseTo(Math.log(4), 9);
  expect([...gx].map((value) => value.toFixed(9))).toEqual(['-0.750000000', '0.750000000']);
});

it('what is recorded lies in the row of the step: the answer, and whether it is right', () => {
  const { first, own } = ran(crossEntropy, Float64Array.of(1, 5, 2, 4, 0, 3), oneHot, 3);
  expect([...first]).toEqual([0, 0, 0, 0, 0, 0]);
  expect([own[1], own[2], own[4], own[5]]).toEqual([0, 1, 1, 0]);
});

it('each output of a binary loss is right or wrong by itself', () => {
  const { own } = ran(binaryCrossEntropy, Float64Array.of(-1, 2, -3, 0.1), Float64Array.of(0, 1, 1, 1), 4);
  expect(own[1]).toBe(0.75);
});

it('a single value is right within one half', () => {
  const { own } = ran(squaredError, Float64Array.of(1.4, 1.6), Float64Array.of(1, 1), 1);
  expect([own[1], own[4]]).toEqual([1, 0]);
});

it.each([crossEntropy, binaryCrossEntropy, squaredError])(
  '$name: NaN is never right, and huge logits are finite',
  (kernel) => {
    const broken = ran(kernel, Float64Array.of(Number.NaN, 0), Float64Array.of(1, 0), 2);
    expect(broken.own[0]).toBeNaN();
    expect(broken.own[1]).toBeLessThan(1);
    const huge = ran(kernel, Float64Array.of(1e4, -1e4), Float64Array.of(0, 1), 2);
    expect([...huge.own, ...huge.gx].every(Number.isFinite)).toBe(true);
  },
);

it('the largest is the first of several, and NaN wins', () => {
  expect(largestAt(Float64Array.of(9, 1, 3, 3), 1, 3)).toBe(1);
  expect(largestAt(Float64Array.of(5, Number.NaN, 7, Number.NaN), 0, 4)).toBe(1);
});
