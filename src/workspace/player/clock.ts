/** The player's clock: display frames, requested only while a sweep runs and its page is visible. */
import { advanced, type PlayerStore } from './player';

/** A pause of the page (another tab, a long task) must not make the sweep jump. */
const LONGEST = 100;

export interface ClockParts {
  readonly document: Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;
  requestAnimationFrame(frame: (time: number) => void): number;
  cancelAnimationFrame(id: number): void;
}

/** Drives a player until the returned function is called, which cleans up everything. */
export function runClock(player: PlayerStore, parts: ClockParts): () => void {
  let asked: number | null = null;
  let before: number | null = null;

  const tick = (time: number): void => {
    asked = null;
    if (before !== null) player.setState(advanced(player.getState(), Math.min(LONGEST, time - before)));
    before = time;
    settle();
  };

  function settle(): void {
    const isRunning = player.getState().isPlaying && !parts.document.hidden;
    if (isRunning) asked ??= parts.requestAnimationFrame(tick);
    else {
      if (asked !== null) parts.cancelAnimationFrame(asked);
      asked = null;
      before = null;
    }
  }

  const stop = player.subscribe((now, last) => {
    if (now.isPlaying !== last.isPlaying) settle();
  });
  parts.document.addEventListener('visibilitychange', settle);
  settle();
  return () => {
    stop();
    parts.document.removeEventListener('visibilitychange', settle);
    if (asked !== null) parts.cancelAnimationFrame(asked);
  };
}
