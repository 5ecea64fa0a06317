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
  run(commands: number, end: number, thread: number, threads: number, scratch: number): void;
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

/** Instantiates the module over a memory, with the kernels in this order. Throws Error when it lacks something. */
export async function instantiate(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  names: readonly string[],
): Promise<KernelInstance> {
  const sleep = (at: number, old: number): void => void Atomics.wait(new Int32Array(memory.buffer), at >>> 2, old);
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
      return typeof size === 'function' ? (size(args) as number) : 0;
    },
    join: (control) => void join(control),
    run: (commands, end, thread, threads, scratch) => void run(commands, end, thread, threads, scratch),
  };
}
