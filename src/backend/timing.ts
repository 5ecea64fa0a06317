/** Times work that takes less than the clock can tell apart, by doing it often enough. */
import type { CallTime } from './types';

/** Milliseconds that a measurement should last at least: forty ticks of the coarsest clock of a page (0.1 ms). */
const LEAST = 4;
const MOST_REPETITIONS = 1024;

/**
 * `work(n)` does the work n times, back to back, and gives the milliseconds that took. Repeats with more until the time
 * is long enough to be told, and gives the mean of one.
 */
export async function timed(
  work: (repetitions: number) => number | Promise<number>,
  least = LEAST,
): Promise<Pick<CallTime, 'milliseconds' | 'repetitions'>> {
  let repetitions = 1;
  for (;;) {
    const total = await work(repetitions);
    if (total >= least || repetitions >= MOST_REPETITIONS) return { milliseconds: total / repetitions, repetitions };
    const wanted = Math.ceil((1.2 * least * repetitions) / Math.max(total, 0.001));
    repetitions = Math.min(MOST_REPETITIONS, Math.max(2 * repetitions, wanted));
  }
}

/** Times each of so many calls; other work of the thread gets its turn after every one. */
export async function timedCalls(
  count: number,
  work: (call: number, repetitions: number) => number | Promise<number>,
): Promise<readonly CallTime[]> {
  const times: CallTime[] = [];
  for (let call = 0; call < count; call++) {
    times.push({ call, clock: 'page', ...(await timed((repetitions) => work(call, repetitions))) });
    await new Promise((resolve) => setTimeout(resolve));
  }
  return times;
}
