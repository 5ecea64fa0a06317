/**
 * Questions to the worker that trains, one after another. A run outlives its device and its worker: where one is lost,
 * the run is opened again before anything else is asked.
 */
import { EngineError } from '../../core/errors';
import { Thread } from '../../core/thread';
import { type Asked, createAnswers, type Given } from './questions';

/** A run that is lost so often without a step between is given up. */
const MOST_LOSSES = 3;

interface Listener {
  /** Opens the run again: on another backend if its device is lost, else on a new worker. */
  reopen(isDevice: boolean): Promise<void>;
  fail(error: unknown): void;
}

export class Conversation {
  private readonly thread = new Thread<Asked, Given>({
    open: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
    here: createAnswers(),
  });
  private queue: Promise<unknown> = Promise.resolve();
  /** Increases with every run: answers about an earlier one are dropped. */
  private generation = 0;
  private losses = 0;
  private isReopening = false;

  constructor(private readonly listener: Listener) {}

  /** From here on it is about another run. */
  renew(): void {
    this.generation += 1;
    this.losses = 0;
    this.isReopening = false;
  }

  /** The run is a step further, whatever it has lost. */
  advanced(): void {
    this.losses = 0;
  }

  /** Null if the run was lost or has failed, which the listener is told, or if another has begun. */
  async ask(asked: Asked): Promise<Given | null> {
    const { generation, listener } = this;
    try {
      const given = await this.inTurn(asked);
      return generation === this.generation ? given : null;
    } catch (error) {
      if (generation !== this.generation) return null;
      const isLost = error instanceof EngineError && error.code === 'device';
      // What else was asked meanwhile finds no run, either.
      if (isLost && this.isReopening && asked.kind !== 'open') return null;
      if (!isLost || this.isReopening || this.losses >= MOST_LOSSES) {
        listener.fail(error);
        return null;
      }
      this.isReopening = true;
      this.losses += 1;
      await listener.reopen(this.thread.isAlive);
      this.isReopening = false;
      return null;
    }
  }

  close(): void {
    this.generation += 1;
    this.thread.close();
  }

  private inTurn(asked: Asked): Promise<Given> {
    const answer = this.queue.then(() => this.thread.ask(asked));
    this.queue = answer.catch(() => {});
    return answer;
  }
}
