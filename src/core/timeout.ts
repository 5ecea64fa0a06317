/** Waiting that ends: for what a driver, a device or a worker has promised and may never give. */
import { EngineError } from './errors';

/**
 * The promise's own result, or EngineError('device') when it has not come within `seconds` of the page's own time: a
 * clock that ticks counts no sleep of the machine, which would look like a long silence. What comes later is handed to
 * `late`, so that it can be freed.
 */
export function withTimeout<T>(
  promise: Promise<T>,
  seconds: number,
  what: string,
  late: (value: T) => void = () => {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    let left = Math.ceil(seconds);
    const ticking = setInterval(() => {
      left -= 1;
      if (left > 0) return;
      clearInterval(ticking);
      promise.then(late, () => {});
      reject(new EngineError('device', `${what} gave no answer within ${Math.ceil(seconds)} seconds`));
    }, 1000);
    promise.then(resolve, reject).finally(() => clearInterval(ticking));
  });
}
