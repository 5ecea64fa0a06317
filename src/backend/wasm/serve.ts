/**
 * What a thread of the team does from start to end. The function refers to nothing outside itself, because Node runs
 * its text in a thread of its own.
 */

/** What a thread is started with. */
export interface ThreadStart {
  readonly compiled: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: number;
  readonly thread: number;
  readonly threads: number;
  /** Address of this thread's scratch. */
  readonly scratch: number;
  /** Kernels in table order. */
  readonly names: readonly string[];
}

/** Instantiates the module, says so, and serves until the team is dissolved; blocks the thread. */
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
    serve(start.thread, start.threads, start.scratch);
  } catch {
    // The others would wait for this thread for ever: say that it failed (FAILED, assembly/run.ts), and wake them.
    // Thread 0 then fails as well, and its caller hears of it.
    Atomics.store(words, start.control / 4 + 50, 1);
    Atomics.add(words, start.control / 4, 1);
    Atomics.notify(words, start.control / 4);
  }
}
