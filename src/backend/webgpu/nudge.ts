/**
 * Waits for the device without waiting for the browser. Chrome checks whether the GPU has finished when the page sends
 * it a command, and otherwise only every other millisecond: a network that takes half a millisecond would answer after
 * three. So while something is awaited, the page sends no-op commands one after another. They cost CPU time, and the
 * CPU may be what computes, so none is sent until the work may be about to end.
 */

/** Milliseconds to start before the expected end, which the last work predicts: frames ask for much the same. */
const EARLY = 2;
/** After this many the work is long, and is left to the browser's own pace. */
const MOST_NUDGES = 64;

/** What is awaited from a device: one loop's nudges serve all of it. */
interface Wait {
  works: number;
  /** Nudges left, and when they begin, relative to the latest work. */
  left: number;
  begin: number;
  nudging: boolean;
  /** Milliseconds the last work took. */
  took: number;
}

const waits = new WeakMap<GPUDevice, Wait>();

/** Returns `work`, a promise from this device, which settles sooner for it. Never rejects on its own account. */
export function nudged<T>(device: GPUDevice, work: Promise<T>): Promise<T> {
  const wait = waits.get(device) ?? { works: 0, left: 0, begin: 0, nudging: false, took: 0 };
  waits.set(device, wait);
  const asked = performance.now();
  wait.works += 1;
  wait.left = MOST_NUDGES;
  wait.begin = asked + wait.took - EARLY;
  const settled = (): void => {
    wait.works -= 1;
    wait.took = performance.now() - asked;
  };
  work.then(settled, settled);
  if (!wait.nudging) void nudge(device, wait);
  return work;
}

async function nudge(device: GPUDevice, wait: Wait): Promise<void> {
  wait.nudging = true;
  try {
    while (wait.works > 0 && wait.left > 0) {
      const peace = Math.round(wait.begin - performance.now());
      if (peace > 0) {
        await new Promise((resolve) => setTimeout(resolve, peace));
        continue;
      }
      wait.left -= 1;
      // An empty error scope is a command that is answered at once; the next is sent when the answer arrives.
      device.pushErrorScope('internal');
      await device.popErrorScope();
    }
  } catch {
    // The device is lost: what is awaited will report it.
  } finally {
    wait.nudging = false;
  }
}
