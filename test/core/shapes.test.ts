/** The arithmetic of shapes against counting by hand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { broadcast, nchw, windowOutput } from '../../src/core/shapes';

describe('windowOutput', () => {
  const axis = fc.record({
    input: fc.integer({ min: 1, max: 40 }),
    kernel: fc.integer({ min: 1, max: 7 }),
    stride: fc.integer({ min: 1, max: 5 }),
    padBegin: fc.integer({ min: 0, max: 6 }),
    padEnd: fc.integer({ min: 0, max: 6 }),
    dilation: fc.integer({ min: 1, max: 3 }),
  });

  it('counts the windows that fit, by walking', () => {
    fc.assert(
      fc.property(axis, (a) => {
        const total = a.input + a.padBegin + a.padEnd;
        const reach = a.dilation * (a.kernel - 1) + 1;
        let count = 0;
        let last = 0;
        for (let start = 0; start + reach <= total; start += a.stride) {
          count += 1;
          last = start + reach;
        }
        if (count === 0) expect(() => windowOutput(a)).toThrow(/does not fit/);
        else expect(windowOutput(a)).toEqual({ output: count, remainder: total - last });
      }),
    );
  });

  it('with ceil also takes a window that hangs over the end, unless it starts in the end padding', () => {
    fc.assert(
      fc.property(axis, (a) => {
        const total = a.input + a.padBegin + a.padEnd;
        const reach = a.dilation * (a.kernel - 1) + 1;
        fc.pre(reach <= total);
        let count = 1;
        for (
          let start = a.stride;
          start - a.stride + reach < total && start < a.input + a.padBegin;
          start += a.stride
        ) {
          count += 1;
        }
        expect(windowOutput({ ...a, ceil: true }).output).toBe(Math.max(count, windowOutput(a).output));
      }),
    );
  });
});

describe('broadcast', () => {
  it('stretches ones, from the last axis', () => {
    expect(broadcast([[2, 3, 1], [4], [1, 1, 1]])).toEqual([2, 3, 4]);
    expect(broadcast([])).toEqual([]);
  });

  it('names the shapes that do not fit', () => {
    expect(() =>
      broadcast([
        [2, 3],
        [2, 4],
      ]),
    ).toThrow('inputs do not broadcast: got 2x3 and 2x4');
  });
});

it('nchw refuses other ranks', () => {
  expect(nchw([1, 2, 3, 4])).toEqual([1, 2, 3, 4]);
  expect(() => nchw([1, 2, 3])).toThrow('needs an image of shape N x C x H x W: got 1x2x3');
});
