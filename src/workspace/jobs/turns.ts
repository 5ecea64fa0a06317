/** Turns: one task at a time; the most urgent waiting task is next, and among equals the one that started first. */
import { nextTurn } from '../../core/yield';

/** `urgent`: somebody is watching for the result; `background`: nobody is. */
export type Priority = 'urgent' | 'normal' | 'background';

const urgency: readonly Priority[] = ['urgent', 'normal', 'background'];

/** A waiting task: its urgency, and its place in the order of starts. */
export interface Rank {
  readonly priority: Priority;
  readonly order: number;
}

const before = (a: Rank, b: Rank): number =>
  urgency.indexOf(a.priority) - urgency.indexOf(b.priority) || a.order - b.order;

interface Waiting {
  readonly rank: Rank;
  start(): Promise<void>;
}

export class Turns {
  private readonly waiting: Waiting[] = [];
  private isServing = false;

  /** Does `work` when its turn comes. Rejects with the signal's reason if that is aborted during the wait. */
  take<T>(rank: Rank, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const leave = (): void => {
        this.waiting.splice(this.waiting.indexOf(waiting), 1);
        reject(signal.reason);
      };
      const waiting: Waiting = {
        rank,
        start() {
          signal.removeEventListener('abort', leave);
          return work().then(resolve, reject);
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.waiting.push(waiting);
      void this.serve();
    });
  }

  private async serve(): Promise<void> {
    if (this.isServing) return;
    this.isServing = true;
    // Yield first, so that the page can respond and the task just served can ask again before the next is chosen.
    for (await nextTurn(); this.waiting.length > 0; await nextTurn()) {
      this.waiting.sort((a, b) => before(a.rank, b.rank));
      await this.waiting.shift()?.start();
    }
    this.isServing = false;
  }
}
