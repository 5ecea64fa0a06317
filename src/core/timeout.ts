/** Timeouts, for what a driver, device or worker has promised and may never deliver. */
import { EngineError } from './errors';

/**
 * The promise's own result, or EngineError('device') if it has not settled within `seconds` of the page's running time.
 * Counting timer ticks leaves out the machine's sleep, which would otherwise look like a long silence. A result that
 * comes too late goes to `late`, to be freed.
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
