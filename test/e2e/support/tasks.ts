/**
 * How long the page's thread was held up by one task, in the processor's time: what other programs take of a busy machine
 * does not count.
 */
import type { Page } from 'playwright';

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** Microseconds of the thread's own time. */
  readonly tdur?: number;
}

export interface Tasks {
  readonly count: number;
  /** Milliseconds of the longest, and what was being done. */
  readonly longest: number;
  readonly during: string;
  /** Milliseconds of the thread's time for each display frame, with all tasks since the frame before. */
  readonly frames: readonly number[];
}

const categories = ['toplevel', 'disabled-by-default-devtools.timeline', 'blink.user_timing'];
const MARK = 'act: ';
const FRAME = 'display frame';

/** Does one thing after the other, and tells how long the page's tasks took meanwhile. */
export async function tasksDuring(
  page: Page,
  acts: { readonly [name: string]: () => Promise<unknown> },
): Promise<Tasks> {
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser');
  await page.evaluate((name) => {
    const tell = (): void => {
      performance.mark(name);
      requestAnimationFrame(tell);
    };
    tell();
  }, FRAME);
  const mark = (name: string) => page.evaluate((text) => performance.mark(text).name, `${MARK}${name}`);
  await browser.startTracing(page, { categories });
  let recorded: Buffer;
  try {
    for (const [name, act] of Object.entries(acts)) {
      await mark(name);
      await act();
    }
    await mark('end');
  } finally {
    recorded = await browser.stopTracing();
  }
  const trace: { readonly traceEvents: readonly TraceEvent[] } = JSON.parse(recorded.toString());
  const marks = trace.traceEvents.filter(({ name }) => name.startsWith(MARK)).sort((a, b) => a.ts - b.ts);
  const [first, last] = [marks[0], marks.at(-1)];
  if (!first || !last) throw new Error('the trace has no marks');
  const tasks = trace.traceEvents.filter(
    ({ name, pid, tid, ts, tdur }) =>
      name === 'RunTask' && pid === first.pid && tid === first.tid && ts < last.ts && tdur !== undefined,
  );
  const longest = tasks.reduce((most, task) => ((task.tdur ?? 0) > (most.tdur ?? 0) ? task : most), tasks[0] ?? first);
  const during = marks.filter(({ ts }) => ts <= longest.ts).at(-1) ?? first;
  const starts = trace.traceEvents
    .filter(({ name, pid, ts }) => name === FRAME && pid === first.pid && ts > first.ts && ts < last.ts)
    .map(({ ts }) => ts)
    .sort((a, b) => a - b);
  const frames = starts.map(() => 0);
  let frame = 0;
  for (const { ts, tdur = 0 } of [...tasks].sort((a, b) => a.ts - b.ts)) {
    while (frame < starts.length - 1 && (starts[frame + 1] ?? 0) <= ts) frame++;
    frames[frame] = (frames[frame] ?? 0) + tdur / 1000;
  }
  return { count: tasks.length, frames, longest: (longest.tdur ?? 0) / 1000, during: during.name.slice(MARK.length) };
}
