/** Training to the end of a run, for whoever waits for what comes of it. */
import type { Moment } from './kept';
import type { Training } from './training';

/** Trains a run to its end, unless it is there; its moments. Empty if it is paused or fails, or another one begins. */
export function reachEnd(training: Training): Promise<readonly Moment[]> {
  const { store } = training;
  const { run } = store.getState();
  return new Promise((resolve) => {
    let stop: (() => void) | null = null;
    const end = (moments: readonly Moment[]): void => {
      stop?.();
      resolve(moments);
    };
    const look = (): boolean => {
      const { status, film, moments, ...now } = store.getState();
      const isOpen = status !== 'loading';
      if (now.run === run && isOpen && moments.at(-1)?.step === film.steps) end(moments);
      else if (now.run !== run || status === 'failed' || (stop && status === 'paused')) end([]);
      else return false;
      return true;
    };
    if (look()) return;
    training.advance(Number.POSITIVE_INFINITY);
    stop = store.subscribe(look);
  });
}
