/**
 * Waiting for the device without waiting for the browser. Chrome looks whether the graphics device has finished when a
 * page sends it a command, and otherwise only every other millisecond: a network that takes half a millisecond would be
 * answered after three. So while something is awaited, the page sends commands that do nothing, one after the other.
 */

/** Then the work is long enough for the browser's own pace. */
const MOST_NUDGES = 32;

/** Returns `work`, a promise of this device's, which settles sooner for it. Never rejects of its own. */
export function nudged<T>(device: GPUDevice, work: Promise<T>): Promise<T> {
  void nudge(device, work);
  return work;
}

async function nudge(device: GPUDevice, work: Promise<unknown>): Promise<void> {
  let waiting = true;
  const settled = (): void => {
    waiting = false;
  };
  work.then(settled, settled);
  try {
    for (let k = 0; k < MOST_NUDGES && waiting; k++) {
      // An empty error scope is a command that is answered at once, and the next is sent when that answer is here.
      device.pushErrorScope('internal');
      await device.popErrorScope();
    }
  } catch {
    // The device is lost: `work` tells.
  }
}
