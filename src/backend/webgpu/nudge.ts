/**
 * Waiting for the device without waiting for the browser. Chrome looks whether the graphics device has finished when a
 * page sends it a command, and otherwise only every other millisecond: a network that takes half a millisecond would be
 * answered after three. So while something is awaited, the page sends commands that do nothing, one after the other.
 */

/** Then the work is long enough for the browser's own pace. */
const MOST_NUDGES = 128;

/** What is awaited of a device: the nudges of one loop serve all of it. */
interface Wait {
  works: number;
  /** Nudges left, counted from the last work on. */
  left: number;
  nudging: boolean;
}

const waits = new WeakMap<GPUDevice, Wait>();

/** Returns `work`, a promise of this device's, which settles sooner for it. Never rejects of its own. */
export function nudged<T>(device: GPUDevice, work: Promise<T>): Promise<T> {
  const wait = waits.get(device) ?? { works: 0, left: 0, nudging: false };
  waits.set(device, wait);
  wait.works += 1;
  wait.left = MOST_NUDGES;
  const settled = (): void => {
    wait.works -= 1;
  };
  work.then(settled, settled);
  if (!wait.nudging) void nudge(device, wait);
  return work;
}

async function nudge(device: GPUDevice, wait: Wait): Promise<void> {
  wait.nudging = true;
  try {
    for (; wait.works > 0 && wait.left > 0; wait.left -= 1) {
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
