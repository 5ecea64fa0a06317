/**
 * Questions to a dedicated worker, from both ends. The worker's module calls `answering` once; the page starts it at
 * the first question.
 */
import { EngineError, type ErrorCode } from './errors';
import { hasWorkers } from './workers';

/** Called with how much of the work is done. */
export type Progress = (done: number, count: number) => void;

/** Whatever answers: a worker, or the same code on this thread where there are no workers (Node, sandboxed frames). */
export interface Answerer<Q, A> {
  open(): Worker;
  here(question: Q, progress: Progress): Promise<A>;
}

type Reply<A> =
  | { readonly kind: 'progress'; readonly done: number; readonly count: number }
  | { readonly kind: 'answer'; readonly answer: A }
  | { readonly kind: 'failed'; readonly what: string; readonly code: ErrorCode | null };

/** The page's end. Ask one question at a time: wait for each answer before the next. */
export class Thread<Q, A> {
  private worker: Worker | null = null;
  private stop: (reason: Error) => void = () => {};

  constructor(private readonly answerer: Answerer<Q, A>) {}

  /**
   * Throws the worker's EngineError, or EngineError('device') when the worker fails or is closed. The next question
   * then starts a new worker, which remembers nothing.
   */
  ask(question: Q, transfer: readonly Transferable[] = [], progress: Progress = () => {}): Promise<A> {
    if (!hasWorkers()) return this.answerer.here(question, progress);
    return new Promise<A>((resolve, reject) => {
      this.worker ??= this.answerer.open();
      const { worker } = this;
      this.stop = (reason) => {
        this.worker = null;
        worker.terminate();
        reject(reason);
      };
      const fail = (what: string) => this.stop(new EngineError('device', `a worker failed: ${what}`));
      worker.onerror = ({ message }) => fail(message || 'it ended');
      worker.onmessageerror = () => fail('it sent what cannot be read');
      worker.onmessage = ({ data }: MessageEvent<Reply<A>>) => {
        if (data.kind === 'progress') progress(data.done, data.count);
        else if (data.kind === 'answer') resolve(data.answer);
        else reject(data.code === null ? new Error(data.what) : new EngineError(data.code, data.what));
      };
      worker.postMessage(question, [...transfer]);
    });
  }

  /** Whether the worker that was asked last still works. */
  get isAlive(): boolean {
    return this.worker !== null || !hasWorkers();
  }

  /** Ends the worker, and with it any question in flight. */
  close(): void {
    if (this.worker) this.stop(new EngineError('device', 'the worker has been closed'));
  }
}

/** The worker's end: answers questions one after another. `moved` lists the buffers to transfer with an answer. */
export function answering<Q, A>(
  answer: (question: Q, progress: Progress) => A | Promise<A>,
  moved: (answer: A) => readonly Transferable[] = () => [],
): void {
  const reply = (message: Reply<A>, transfer: readonly Transferable[] = []): void =>
    postMessage(message, { transfer: [...transfer] });
  addEventListener('message', async ({ data }: MessageEvent<Q>) => {
    try {
      const given = await answer(data, (done, count) => reply({ kind: 'progress', done, count }));
      reply({ kind: 'answer', answer: given }, moved(given));
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      reply({ kind: 'failed', what, code: error instanceof EngineError ? error.code : null });
    }
  });
}

/** The arrays' transferable buffers: those not in shared memory. */
export const buffersOf = (arrays: Iterable<Float32Array | null>): readonly ArrayBuffer[] => [
  ...new Set([...arrays].flatMap((array) => (array?.buffer instanceof ArrayBuffer ? [array.buffer] : []))),
];
