/** Waiting for promises that may never be kept. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withTimeout } from '../../src/core/timeout';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('what comes in time is passed on, good or bad, and leaves no clock behind', async () => {
  await expect(withTimeout(Promise.resolve(3), 1, 'it')).resolves.toBe(3);
  await expect(withTimeout(Promise.reject(new Error('no')), 1, 'it')).rejects.toThrow('no');
  expect(vi.getTimerCount()).toBe(0);
});

test('silence is an error that says who was silent, and what comes late can be freed', async () => {
  const late: string[] = [];
  const { promise, resolve } = promised<string>();
  const waiting = withTimeout(promise, 2.5, 'the driver', (value) => late.push(value));
  const failing = expect(waiting).rejects.toMatchObject({
    code: 'device',
    message: 'the driver gave no answer within 3 seconds',
  });
  await vi.advanceTimersByTimeAsync(3000);
  await failing;
  expect(vi.getTimerCount()).toBe(0);
  resolve('a device');
  await vi.advanceTimersByTimeAsync(0);
  expect(late).toEqual(['a device']);
});

function promised<T>(): { readonly promise: Promise<T>; resolve(value: T): void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((keep) => {
    resolve = keep;
  });
  return { promise, resolve: (value) => resolve(value) };
}
