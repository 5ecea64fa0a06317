/** Latest wins: one at a time, the last asked for is done, and those between are told so. */
import { expect, test } from 'vitest';
import { latestWins } from '../../src/workspace/latest';

test('of calls that come while one is under way only the last is done', async () => {
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const run = latestWins((value: number) => {
    begun.push(value);
    return new Promise<number>((resolve) => ends.push(() => resolve(value)));
  });
  const results = [run(1), run(2), run(3)];
  expect(begun).toEqual([1]);
  expect(await results[1]).toBeNull();
  ends[0]?.();
  expect(await results[0]).toBe(1);
  expect(begun).toEqual([1, 3]);
  ends[1]?.();
  expect(await results[2]).toBe(3);
});

test('work that fails rejects its own call and the next is done all the same', async () => {
  let calls = 0;
  const run = latestWins(async () => {
    calls += 1;
    if (calls === 1) throw new Error('first');
    return calls;
  });
  const [first, second] = [run(), run()];
  await expect(first).rejects.toThrow('first');
  expect(await second).toBe(2);
});
