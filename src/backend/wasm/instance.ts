/**
 * An instance of the module over a memory. Its table holds every kernel under the same index, so that one command list
 * serves all threads. Imports nothing that a worker's bundle should not carry.
 */

export interface KernelInstance {
  readonly memory: WebAssembly.Memory;
  /** First free byte of the memory. */
  readonly heapBase: number;
  /** Table index of the first kernel; the others follow in the order of their names. */
  readonly firstKernel: number;
  /** Scratch bytes per thread that the call whose arguments lie at `args` needs. */
  scratchBytes(kernel: string, args: number): number;
  /** Tells the instance where its team's control block lies. */
  join(control: number): void;
  /** Runs the commands in [commands, end) as the first of `threads`, whose scratch lies at steps of `step` bytes. */
  run(commands: number, end: number, threads: number, scratch: number, step: number): void;
}

type Exports = { readonly [name: string]: WebAssembly.ExportValue };

function functionOf(exports: Exports, name: string): (...args: number[]) => number | undefined {
  const found = exports[name];
  if (typeof found !== 'function') throw new Error(`the WASM module lacks ${name}`);
  return found as (...args: number[]) => number | undefined;
}

/** Puts every kernel into the table. Returns the index of the first. */
function fillTable(exports: Exports, names: readonly string[]): number {
  const { table } = exports;
  if (!(table instanceof WebAssembly.Table)) throw new Error('the WASM module lacks its table');
  const first = table.grow(names.length);
  names.forEach((name, k) => {
    table.set(first + k, functionOf(exports, name));
  });
  return first;
}

/** A page's own thread; in workers and in Node there is no window. */
const mayNotSleep = typeof window !== 'undefined';

/** Seconds that a page's thread waits for a part that another has begun. */
const PATIENCE = 5;

type Sleep = (at: number, old: number) => void;

const sleeper = (memory: WebAssembly.Memory): Sleep => {
  const words = new Int32Array(memory.buffer);
  return (at, old) => void Atomics.wait(words, at >>> 2, old);
};

/** Returns at once, so that the caller spins on; gives up when it has been called without a pause for too long. */
function patientSpin(): Sleep {
  let began = 0;
  let last = 0;
  return () => {
    const now = performance.now();
    if (now - last > 100) began = now;
    last = now;
    if (now - began > PATIENCE * 1000) throw new Error('a compute thread does not answer');
  };
}

/** Instantiates the module over a memory, with the kernels in this order. Throws Error when it lacks something. */
export async function instantiate(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  names: readonly string[],
): Promise<KernelInstance> {
  const sleep = mayNotSleep ? patientSpin() : sleeper(memory);
  const { exports } = await WebAssembly.instantiate(module, { env: { memory, sleep } });
  const firstKernel = fillTable(exports, names);
  const run = functionOf(exports, 'run');
  const join = functionOf(exports, 'join');
  return {
    memory,
    firstKernel,
    heapBase: functionOf(exports, 'heapBase')() ?? 0,
    scratchBytes(kernel, args) {
      const size = exports[`${kernel}Scratch`];
      // Addresses and sizes from 2 GiB on come out of the module as negative numbers.
      return typeof size === 'function' ? (size(args) as number) >>> 0 : 0;
    },
    join: (control) => void join(control),
    run: (commands, end, threads, scratch, step) => void run(commands, end, threads, scratch, step),
  };
}
