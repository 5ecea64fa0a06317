/**
 * Every number of a sweep of windows, over random kernels, strides, paddings, dilations, groups and positions: what is read
 * and multiplied is what a plain loop over the definition says, what is written adds up, and the result is the engine's.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INPUT, type ModelNode } from '../../../src/graph/model';
import { stepOf } from '../../../src/workspace/player/figures';
import { positionOver, type Sweep, windowAt } from '../../../src/workspace/player/sweep';
import { expectWritten, isProduct, played, RUNS, sizes, sum, units } from '../../helpers/played';

/** The pixel that a place beyond a map repeats; null: zero. */
function repeats(at: number, size: number, mode: string): number | null {
  let place = at;
  if (mode === 'edge') return Math.min(size - 1, Math.max(0, at));
  if (mode === 'reflect') {
    while (place < 0 || place >= size) place = size === 1 ? 0 : place < 0 ? -place : 2 * (size - 1) - place;
    return place;
  }
  return at < 0 || at >= size ? null : at;
}

const pair = (most: number) => fc.tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most }));
const sides = (most: number) =>
  fc.tuple(
    ...([0, 0, 0, 0].map(() => fc.nat(most)) as [
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
    ]),
  );

/** Where a window lies, and that its middle leads back to its output. */
function expectWindow(
  sweep: Sweep,
  position: number,
  { stride, pad, dilation, kernel }: { readonly [K in 'stride' | 'pad' | 'dilation' | 'kernel']: readonly number[] },
): void {
  const [i, j] = [Math.floor(position / sweep.columns), position % sweep.columns];
  const [top, left] = [i * (stride[0] ?? 0) - (pad[0] ?? 0), j * (stride[1] ?? 0) - (pad[1] ?? 0)];
  const window = windowAt(sweep, position);
  expect(window).toEqual({
    top,
    left,
    bottom: top + (dilation[0] ?? 0) * ((kernel[0] ?? 0) - 1),
    right: left + (dilation[1] ?? 0) * ((kernel[1] ?? 0) - 1),
  });
  expect(positionOver(sweep, (window.top + window.bottom) / 2, (window.left + window.right) / 2)).toBe(position);
  expect(sweep.reach.top).toBeLessThanOrEqual(window.top);
  expect(sweep.reach.right).toBeGreaterThanOrEqual(window.right);
}

describe('a convolution', () => {
  const cases = fc.record({
    size: sizes,
    groups: fc.constantFrom(1, 2, 4),
    perGroup: fc.constantFrom(1, 2),
    outs: fc.constantFrom(1, 3),
    kernel: pair(4),
    stride: pair(3),
    dilation: pair(2),
    pad: sides(3),
    padMode: fc.constantFrom('zero', 'reflect', 'edge'),
    bias: fc.boolean(),
    activation: fc.constantFrom('relu', 'tanh', null),
    pick: fc.nat(100_000),
  });
  test('reads, multiplies, adds and writes what its definition says', () =>
    fc.assert(
      fc.asyncProperty(
        cases,
        async ({ size, groups, perGroup, outs, kernel, stride, dilation, pad, padMode, bias, activation, pick }) => {
          const [channels, outChannels] = [groups * perGroup, groups * outs];
          const attributes = { outChannels, kernel, stride, dilation, pad, padMode, groups, bias };
          const nodes: ModelNode[] = [{ id: 'conv', type: 'conv2d', inputs: [INPUT], attributes }];
          if (activation) nodes.push({ id: 'act', type: activation, inputs: ['conv'] });
          const channel = pick % outChannels;
          const { sweep, values } = await played(nodes, [channels, ...size], 'conv', channel);
          const position = Math.floor(pick / outChannels) % sweep.count;
          const step = stepOf(sweep, values, position);
          expectWindow(sweep, position, { stride, pad, dilation, kernel });

          const [height, width] = size;
          const [i, j] = [Math.floor(position / sweep.columns), position % sweep.columns];
          const [x, w] = [values.inputs[0], values.weights.get('weight')];
          expect(step.parts).toHaveLength(perGroup);
          step.parts.forEach(({ input, plane, terms }, c) => {
            expect([input, plane]).toEqual([0, Math.floor(channel / outs) * perGroup + c]);
            expect(terms).toHaveLength(kernel[0] * kernel[1]);
            terms.forEach((term, tap) => {
              const [u, v] = [Math.floor(tap / kernel[1]), tap % kernel[1]];
              const row = repeats(i * stride[0] + u * dilation[0] - pad[0], height, padMode);
              const column = repeats(j * stride[1] + v * dilation[1] - pad[1], width, padMode);
              const index = row === null || column === null ? null : (plane * height + row) * width + column;
              expect(term.index).toBe(index);
              expect(term.value).toBe(index === null ? 0 : x?.[index]);
              const weight = w?.[((channel * perGroup + c) * kernel[0] + u) * kernel[1] + v];
              expect(isProduct(term) && term.weight).toBe(weight);
              expect(step.adds[c]?.[tap] === term.value * (weight ?? Number.NaN)).toBe(true);
            });
          });
          expect(step.bias).toBe(bias ? values.weights.get('bias')?.[channel] : null);
          const at = channel * sweep.count + position;
          const whole = sum(step.adds.flat()) + (step.bias ?? 0);
          expect(step.result).toBeCloseTo(whole, 4);
          expectWritten(step, values.output[at] ?? Number.NaN, values.activated?.[at] ?? null, true);
          const { decimals } = step;
          if (decimals === null) return;
          const summands = [...step.sumTexts, ...(bias ? [step.biasText] : [])];
          expect(sum(summands.map((text) => units(text, decimals)))).toBe(units(step.resultText, decimals));
        },
      ),
      RUNS,
    ));
});

describe('a pooling', () => {
  const cases = fc.record({
    type: fc.constantFrom('maxPool2d', 'averagePool2d', 'minPool2d'),
    size: sizes,
    window: pair(4),
    stride: pair(3),
    dilation: pair(2),
    pad: sides(1),
    ceil: fc.boolean(),
    countIncludePad: fc.boolean(),
    pick: fc.nat(100_000),
  });
  test('chooses or averages what its window holds', () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ type, size, window, stride, dilation, pad, ceil, countIncludePad, pick }) => {
        const attributes = { window, stride, dilation, pad, ceil, countIncludePad };
        const channel = pick % 3;
        const { sweep, values } = await played(
          [{ id: 'pool', type, inputs: [INPUT], attributes }],
          [3, ...size],
          'pool',
          channel,
        );
        const position = Math.floor(pick / 3) % sweep.count;
        const step = stepOf(sweep, values, position);
        expectWindow(sweep, position, { stride, pad, dilation, kernel: window });
        const [height, width] = size;
        const [i, j] = [Math.floor(position / sweep.columns), position % sweep.columns];
        const [part] = step.parts;
        expect(step.parts).toHaveLength(1);
        expect(part?.plane).toBe(channel);
        const seen: number[] = [];
        part?.terms.forEach(({ index, value }, tap) => {
          const row = repeats(i * stride[0] + Math.floor(tap / window[1]) * dilation[0] - pad[0], height, 'zero');
          const column = repeats(j * stride[1] + (tap % window[1]) * dilation[1] - pad[1], width, 'zero');
          const expected = row === null || column === null ? null : (channel * height + row) * width + column;
          expect(index).toBe(expected);
          if (expected !== null) seen.push(values.inputs[0]?.[expected] ?? Number.NaN);
          expect(value).toBe(expected === null ? 0 : seen.at(-1));
        });
        const output = values.output[channel * sweep.count + position] ?? Number.NaN;
        expectWritten(step, output, null, type === 'averagePool2d');
        const all = part?.terms.length ?? 0;
        if (type === 'averagePool2d') {
          // Padding counts where it is asked to; what lies beyond it, as under `ceil`, never does.
          const taps = (axis: 0 | 1, at: number): number => {
            const room = (size[axis] ?? 0) + (pad[axis + 2] ?? 0);
            return Array.from(
              { length: window[axis] },
              (_, k) => at * stride[axis] + k * dilation[axis] - pad[axis],
            ).filter((place) => place < room).length;
          };
          const divisor = countIncludePad ? taps(0, i) * taps(1, j) : seen.length;
          if (seen.length > 0) expect(output).toBeCloseTo(sum(seen) / divisor, 5);
        }
        if (type === 'averagePool2d' || seen.length === 0) return;
        expect(output).toBe(type === 'maxPool2d' ? Math.max(...seen) : Math.min(...seen));
        const best = type === 'maxPool2d' ? Math.max(...seen) : Math.min(...seen);
        expect(step.soFar(all).value).toBe(best);
        expect(step.soFar(all).text).toBe(step.resultText);
      }),
      RUNS,
    ));
});
