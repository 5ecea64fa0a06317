/**
 * Questions to a worker of their own, and the worker's end of them. What a worker answers is a module that calls
 * `answering` once; the page opens it when the first question comes.
 */
import { EngineError, type ErrorCode } from './errors';

/** Hears how much of a piece of work is done. */
export type Progress = (done: number, count: number) => void;

/** One who answers: a worker, and the same done on this thread for where there are no workers (in Node). */
export interface Answerer<Q, A> {
  open(): Worker;
  here(question: Q, progress: Progress): Promise<A>;
}

type Reply<A> =
  | { readonly kind: 'progress'; readonly done: number; readonly count: number }
  | { readonly kind: 'answer'; readonly answer: A }
  | { readonly kind: 'failed'; readonly what: string; readonly code: ErrorCode | null };

/** The page's end. One question at a time: ask the next once the answer to the last has come. */
export class Thread<Q, A> {
  private worker: Worker | null = null;
  private stop: (reason: Error) => void = () => {};

  constructor(private readonly answerer: Answerer<Q, A>) {}

  /**
   * Throws the EngineError that the worker threw, or EngineError('device') when it fails or is closed: it is opened
   * anew for the next question, and has forgotten everything.
   */
  ask(question: Q, transfer: readonly Transferable[] = [], progress: Progress = () => {}): Promise<A> {
    if (typeof Worker === 'undefined') return this.answerer.here(question, progress);
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

  /** Ends the worker, and with it the question that it is at. */
  close(): void {
    if (this.worker) this.stop(new EngineError('device', 'the worker has been closed'));
  }
}

/** The worker's end: answers every question, one after the other. `moved`: buffers to be handed over with an answer. */
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

/** The buffers that can be handed over, of arrays that are not in shared memory. */
export const buffersOf = (arrays: Iterable<Float32Array | null>): readonly ArrayBuffer[] => [
  ...new Set([...arrays].flatMap((array) => (array?.buffer instanceof ArrayBuffer ? [array.buffer] : []))),
];
