/** Work too short for the clock is repeated until it can be told; and what profile() gives on the processor. */
import { describe, expect, test } from 'vitest';
import { openBackend } from '../../src/backend';
import { timed } from '../../src/backend/timing';
import { expectProfile } from '../helpers/profileCase';

/** Work of a known time under a clock that ticks every 0.1 ms. */
const ticking = (each: number) => (repetitions: number) => Math.floor(each * repetitions * 10) / 10;

describe('repetitions', () => {
  test.each([0.0042, 0.031, 0.7, 90])('tell %d ms by a clock of 0.1 ms', async (each) => {
    const { milliseconds } = await timed(ticking(each));
    expect(Math.abs(milliseconds - each) / each).toBeLessThan(0.03);
  });

  test('work that is long enough is done once', async () => {
    expect((await timed(ticking(50))).repetitions).toBe(1);
  });

  test('have an end, even when no time ever passes', async () => {
    expect(await timed(() => 0)).toEqual({ milliseconds: 0, repetitions: 1024 });
  });
});

test.each(['wasm', 'reference'] as const)('profile() on %s', async (name) => {
  const { backend } = await openBackend(name);
  await expectProfile(backend);
  backend.dispose();
});
