/**
 * The WASM module: which of its four builds this machine can use, its bytes, and its instances. An instance's table
 * holds every kernel under the same index, so that one command list serves all threads.
 */
import { EngineError } from '../../core/errors';
import { kernels } from '../../kernels';

/** What a kernel's export looks like from outside. */
export type KernelFunction = (args: number, thread: number, threads: number, scratch: number) => void;

export interface KernelModule {
  /** `relaxed-shared` and so on: the file's name without ending. */
  readonly name: string;
  readonly relaxed: boolean;
  readonly shared: boolean;
  readonly compiled: WebAssembly.Module;
  /** An instance over a small memory of its own, for questions about calls. */
  readonly sizer: KernelInstance;
}

export interface KernelInstance {
  readonly memory: WebAssembly.Memory;
  /** First free byte of the memory. */
  readonly heapBase: number;
  /** Table index of the first kernel of kernelNames; the others follow. */
  readonly firstKernel: number;
  /** Scratch bytes per thread that the call whose arguments lie at `args` needs. */
  scratchBytes(kernel: string, args: number): number;
  join(control: number): void;
  run(commands: number, end: number, thread: number, threads: number, scratch: number): void;
}

/** Names in table order: every instance, in any thread, puts its kernels into its table in this order. */
export const kernelNames: readonly string[] = Object.keys(kernels);

/** (module (func (result v128) three v128.const zeros, f32x4.relaxed_madd)): valid only where relaxed SIMD is. */
const relaxedProbe = (() => {
  const zero = [0xfd, 0x0c, ...new Array<number>(16).fill(0)];
  const body = [0, ...zero, ...zero, ...zero, 0xfd, 0x85, 0x02, 0x0b];
  const type = [1, 5, 1, 0x60, 0, 1, 0x7b];
  const code = [10, body.length + 2, 1, body.length, ...body];
  return new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...type, 3, 2, 1, 0, ...code]);
})();

/** Whether fused multiply-add on vectors can be used here. */
export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(relaxedProbe);
}

const urls: { readonly [name: string]: URL } = {
  simd: new URL('./build/simd.wasm', import.meta.url),
  relaxed: new URL('./build/relaxed.wasm', import.meta.url),
  'simd-shared': new URL('./build/simd-shared.wasm', import.meta.url),
  'relaxed-shared': new URL('./build/relaxed-shared.wasm', import.meta.url),
};

const modules = new Map<string, Promise<KernelModule>>();

/** Compiles the build for this machine, once per page. Throws EngineError('device') when it cannot be had. */
export async function loadModule(shared: boolean): Promise<KernelModule> {
  const relaxed = hasRelaxedSimd();
  const name = `${relaxed ? 'relaxed' : 'simd'}${shared ? '-shared' : ''}`;
  let pending = modules.get(name);
  if (!pending) {
    pending = open(name, relaxed, shared);
    modules.set(name, pending);
    pending.catch(() => modules.delete(name));
  }
  return pending;
}

async function open(name: string, relaxed: boolean, shared: boolean): Promise<KernelModule> {
  const url = urls[name];
  if (!url) throw new EngineError('device', `there is no WASM build ${name}`);
  try {
    const compiled = await WebAssembly.compile(await bytesAt(url));
    return { name, relaxed, shared, compiled, sizer: await instantiate(compiled, newMemory(1, shared)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EngineError('device', `the WASM kernels (${name}) could not be loaded: ${reason}`);
  }
}

/** A memory of exactly these pages (64 KiB each). Throws EngineError('memory') when the machine refuses. */
export function newMemory(pages: number, shared: boolean): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory(shared ? { initial: pages, maximum: pages, shared } : { initial: pages });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EngineError('memory', `${pages / 16} MiB of WebAssembly memory were refused: ${reason}`);
  }
}

async function bytesAt(url: URL): Promise<BufferSource> {
  if (url.protocol === 'file:') {
    const { readFile } = await import('node:fs/promises');
    return new Uint8Array(await readFile(url));
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.arrayBuffer();
}

type Exports = { readonly [name: string]: WebAssembly.ExportValue };

function functionOf(exports: Exports, name: string): (...args: number[]) => number | undefined {
  const found = exports[name];
  if (typeof found !== 'function') throw new EngineError('device', `the WASM module lacks ${name}`);
  return found as (...args: number[]) => number | undefined;
}

/** Puts every kernel into the table. Returns the index of the first. */
function fillTable(exports: Exports, names: readonly string[]): number {
  const { table } = exports;
  if (!(table instanceof WebAssembly.Table)) throw new EngineError('device', 'the WASM module lacks its table');
  const first = table.grow(names.length);
  names.forEach((name, k) => {
    table.set(first + k, functionOf(exports, name));
  });
  return first;
}

/** Instantiates the module over a memory. */
export async function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Promise<KernelInstance> {
  const sleep = (at: number, old: number): void => void Atomics.wait(new Int32Array(memory.buffer), at >>> 2, old);
  const { exports } = await WebAssembly.instantiate(module, { env: { memory, sleep } });
  const firstKernel = fillTable(exports, kernelNames);
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
