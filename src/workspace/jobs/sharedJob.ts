/** A running job: its callers share the result and the progress, and it goes on while one of them waits. */
import type { Progress } from '../../core/thread';

export interface Waiting {
  readonly signal?: AbortSignal;
  readonly onProgress?: Progress;
}

export class SharedJob<R> {
  private readonly ending = new AbortController();
  private readonly listeners = new Set<Progress>();
  private waiting = 0;
  /** Null if the job was ended before its work began. */
  readonly result: Promise<R | null>;

  constructor(work: (signal: AbortSignal, progress: Progress) => Promise<R>) {
    const { signal } = this.ending;
    const ended = new Promise<null>((resolve) => {
      signal.addEventListener('abort', () => resolve(null), { once: true });
    });
    const done = work(signal, (...progress) => {
      for (const listener of this.listeners) listener(...progress);
    });
    this.result = Promise.race([ended, done]);
  }

  get isEnded(): boolean {
    return this.ending.signal.aborted;
  }

  end(): void {
    this.ending.abort();
    this.listeners.clear();
  }

  /** The result; null as soon as the signal is aborted. The job ends when its last caller leaves. */
  join({ signal, onProgress }: Waiting): Promise<R | null> {
    this.waiting += 1;
    if (onProgress) this.listeners.add(onProgress);
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.waiting -= 1;
        if (onProgress) this.listeners.delete(onProgress);
        if (this.waiting === 0) this.end();
        resolve(null);
      };
      signal?.addEventListener('abort', leave, { once: true });
      const stay = (): void => signal?.removeEventListener('abort', leave);
      this.result.finally(stay).then(resolve, reject);
    });
  }
}
