/** Times work too short for the clock's resolution, by repeating it. */
import type { CallTime } from './types';

/** Minimum milliseconds per measurement: forty ticks of the coarsest page clock (0.1 ms). */
const LEAST = 4;
const MOST_REPETITIONS = 1024;

/**
 * `work(n)` does the work n times, back to back, and returns the milliseconds it took. Repeats with larger n until the
 * time is long enough to measure, and returns the mean of one.
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

/** Times each of `count` calls, yielding to the thread's other work after each. */
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
