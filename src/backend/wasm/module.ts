/** The WASM module: which of its four builds this machine can use, and its bytes, compiled. */
import { EngineError } from '../../core/errors';
import { kernels } from '../../kernels';
import { instantiate, type KernelInstance } from './instance';

export interface KernelModule {
  /** `relaxed-shared` and so on: the file's name without ending. */
  readonly name: string;
  readonly relaxed: boolean;
  readonly shared: boolean;
  readonly compiled: WebAssembly.Module;
  /** An instance over a small memory of its own, for questions about calls. */
  readonly sizer: KernelInstance;
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
    return { name, relaxed, shared, compiled, sizer: await instantiate(compiled, newMemory(1, shared), kernelNames) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EngineError('device', `the WASM kernels (${name}) could not be loaded: ${reason}`);
  }
}

/**
 * Whether a page's threads may share memory. Being isolated is not enough: WebKit for GTK says that it is, has no
 * SharedArrayBuffer, and then refuses to send a shared memory to a worker.
 */
export const canShareMemory = (): boolean =>
  globalThis.crossOriginIsolated === true && typeof SharedArrayBuffer === 'function';

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
