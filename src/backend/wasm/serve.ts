/**
 * A team thread's work from start to end. The function refers to nothing outside itself, because Node runs its source
 * text in a thread.
 */

/** What a thread needs to start. */
export interface ThreadStart {
  readonly compiled: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: number;
  readonly thread: number;
  readonly threads: number;
  /** Kernels in table order. */
  readonly names: readonly string[];
}

/** Instantiates the module, reports ready, and serves until the team is dissolved; blocks the thread. */
export function serveThread(start: ThreadStart, ready: () => void): void {
  const words = new Int32Array(start.memory.buffer);
  const sleep = (at: number, old: number): void => void Atomics.wait(words, at >>> 2, old);
  const { exports } = new WebAssembly.Instance(start.compiled, { env: { memory: start.memory, sleep } });
  const { table, join, serve } = exports;
  if (!(table instanceof WebAssembly.Table) || typeof join !== 'function' || typeof serve !== 'function') {
    throw new Error('the WASM module lacks its runner');
  }
  const first = table.grow(start.names.length);
  start.names.forEach((name, k) => {
    table.set(first + k, exports[name]);
  });
  join(start.control);
  ready();
  try {
    serve(start.thread, start.threads);
  } catch {
    // Thread 0 would wait for this one's part for ever: signal the failure (DONE, FAILURE in assembly/run.ts) and wake
    // it. It then fails as well, and its caller gets the error.
    Atomics.add(words, start.control / 4 + 16, 65536);
    Atomics.notify(words, start.control / 4 + 16);
  }
}
