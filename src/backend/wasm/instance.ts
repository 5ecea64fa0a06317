/**
 * An instance of the module over a memory. Kernels have the same table index in every instance, so that one command
 * list serves all threads. Imports nothing a worker's bundle should not carry.
 */

export interface KernelInstance {
  readonly memory: WebAssembly.Memory;
  /** First free byte of the memory. */
  readonly heapBase: number;
  /** Table index of the first kernel; the others follow in name order. */
  readonly firstKernel: number;
  /** Scratch bytes per thread needed by the call whose arguments are at `args`. */
  scratchBytes(kernel: string, args: number): number;
  /** Gives the instance the address of its team's control block. */
  join(control: number): void;
  /** Runs the commands in [commands, end) as thread 0 of `threads`, whose scratch areas are `step` bytes apart. */
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

/** The page's own thread may not block; workers and Node have no window. */
const mayNotSleep = typeof window !== 'undefined';

/** Seconds a page's thread waits for a part that another thread has begun. */
const PATIENCE = 5;

type Sleep = (at: number, old: number) => void;

const sleeper = (memory: WebAssembly.Memory): Sleep => {
  const words = new Int32Array(memory.buffer);
  return (at, old) => void Atomics.wait(words, at >>> 2, old);
};

/** Returns at once, so the caller spins; gives up when called without pause for too long. */
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

/** Instantiates the module over a memory, with the kernels in this order. Throws Error when an export is missing. */
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
      // Addresses and sizes from 2 GiB up come out of the module as negative numbers.
      return typeof size === 'function' ? (size(args) as number) >>> 0 : 0;
    },
    join: (control) => void join(control),
    run: (commands, end, threads, scratch, step) => void run(commands, end, threads, scratch, step),
  };
}
