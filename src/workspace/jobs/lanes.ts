/** Workers for questions that are not program runs: one per Answerer, kept while in use, each with its own queue. */
import { type Answerer, type Progress, Thread } from '../../core/thread';
import { type Rank, Turns } from './turns';

interface Asking {
  readonly rank: Rank;
  readonly signal: AbortSignal;
  readonly transfer: readonly Transferable[] | undefined;
  readonly progress: Progress;
}

interface Lane<Q, A> {
  readonly thread: Thread<Q, A>;
  readonly turns: Turns;
  isBusy: boolean;
}

export class Lanes {
  private readonly lanes = new Map<Answerer<never, unknown>, Lane<never, unknown>>();

  /** The answer. Aborting the signal ends the worker that is answering. */
  ask<Q, A>(answerer: Answerer<Q, A>, question: Q, { rank, signal, transfer, progress }: Asking): Promise<A> {
    const lane = this.laneOf(answerer);
    const stop = (): void => lane.thread.close();
    return lane.turns.take(rank, signal, async () => {
      lane.isBusy = true;
      signal.addEventListener('abort', stop, { once: true });
      try {
        return await lane.thread.ask(question, transfer, progress);
      } finally {
        signal.removeEventListener('abort', stop);
        lane.isBusy = false;
      }
    });
  }

  /** Ends idle workers. */
  close(): void {
    for (const [answerer, lane] of this.lanes) {
      if (lane.isBusy) continue;
      lane.thread.close();
      this.lanes.delete(answerer);
    }
  }

  private laneOf<Q, A>(answerer: Answerer<Q, A>): Lane<Q, A> {
    // Lanes are stored under their Answerer, so the types match.
    const known = this.lanes.get(answerer) as Lane<Q, A> | undefined;
    const lane = known ?? { thread: new Thread(answerer), turns: new Turns(), isBusy: false };
    this.lanes.set(answerer, lane);
    return lane;
  }
}
