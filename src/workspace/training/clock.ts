/** The clock of a run: the frames of the page, or, while nobody looks, a plain one. */

/** Milliseconds between two turns while the page is hidden. */
const UNSEEN = 100;
/** The most seconds between two frames that count: a page that stood still does not catch up. */
const LONGEST = 0.1;

/**
 * Milliseconds that the worker trains in a turn. Along the film they are few, so that much is seen; at full speed it is
 * to wait for frames little beside what it computes, and the page has several frames for each turn.
 */
export const turnOf = (isFull: boolean): number => (isFull ? 60 : 25);

export const isHidden = (): boolean => document.visibilityState === 'hidden';

/** Resolves to the time of the next turn, in milliseconds: with the next frame of a page that is seen. */
function nextTurn(): Promise<number> {
  return new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let frame = 0;
    const done = (now: number): void => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      document.removeEventListener('visibilitychange', wait);
      resolve(now);
    };
    // No frame comes any more once the page is hidden.
    const wait = (): void => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      if (isHidden()) timer = setTimeout(() => done(performance.now()), UNSEEN);
      else frame = requestAnimationFrame(done);
    };
    document.addEventListener('visibilitychange', wait);
    wait();
  });
}

export class Clock {
  private last = 0;

  /** Begins anew: the next turn takes no time. */
  reset(): void {
    this.last = 0;
  }

  /**
   * Waits for the next turn, and gives the seconds since the last one. While nobody looks, all of them count, and who is
   * behind the clock need not wait.
   */
  async turn(isBehind: boolean): Promise<number> {
    const now = isBehind && isHidden() ? performance.now() : await nextTurn();
    const since = this.last === 0 ? 0 : (now - this.last) / 1000;
    this.last = now;
    return isHidden() ? since : Math.min(LONGEST, since);
  }
}
