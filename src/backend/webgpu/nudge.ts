/**
 * Waiting for the device without waiting for the browser. Chrome looks whether the graphics device has finished when a
 * page sends it a command, and otherwise only every other millisecond: a network that takes half a millisecond would be
 * answered after three. So while something is awaited, the page sends commands that do nothing, one after the other.
 * They take time of the processor, which may be what computes: none is sent before the work can be about to end.
 */

/** Milliseconds before the end is expected, after as long as the last work took: frame after frame asks for much the same. */
const EARLY = 2;
/** Then the work has become long, and is left to the browser's own pace. */
const MOST_NUDGES = 64;

/** What is awaited of a device: the nudges of one loop serve all of it. */
interface Wait {
  works: number;
  /** Nudges left, and when they begin; counted from the last work on. */
  left: number;
  begin: number;
  nudging: boolean;
  /** Milliseconds that the last work took. */
  took: number;
}

const waits = new WeakMap<GPUDevice, Wait>();

/** Returns `work`, a promise of this device's, which settles sooner for it. Never rejects of its own. */
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
      // An empty error scope is a command that is answered at once, and the next is sent when that answer is here.
      device.pushErrorScope('internal');
      await device.popErrorScope();
    }
  } catch {
    // The device is lost: what is awaited tells.
  } finally {
    wait.nudging = false;
  }
}
