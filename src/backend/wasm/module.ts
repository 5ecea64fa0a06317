/** The WASM module for this machine, and memories for it. */
import { EngineError } from '../../core/errors';
import { kernels } from '../../kernels';
import { type BuildName, buildFor, compiledBuild } from './builds';
import { instantiate, type KernelInstance } from './instance';

export interface KernelModule {
  readonly name: BuildName;
  readonly relaxed: boolean;
  readonly shared: boolean;
  readonly compiled: WebAssembly.Module;
  /** An instance over a small memory of its own, for queries about calls. */
  readonly sizer: KernelInstance;
}

/** Names in table order: every instance, in any thread, fills its table in this order. */
export const kernelNames: readonly string[] = Object.keys(kernels);

const modules = new Map<BuildName, Promise<KernelModule>>();

/** Loads the build for this machine, once per page. Throws EngineError('device') when it is unavailable. */
export async function loadModule(shared: boolean): Promise<KernelModule> {
  const name = buildFor(shared);
  let pending = modules.get(name);
  if (!pending) {
    pending = open(name, shared);
    modules.set(name, pending);
    pending.catch(() => modules.delete(name));
  }
  return pending;
}

async function open(name: BuildName, shared: boolean): Promise<KernelModule> {
  try {
    const compiled = await compiledBuild(name);
    const sizer = await instantiate(compiled, newMemory(1, shared), kernelNames);
    return { name, relaxed: name.startsWith('relaxed'), shared, compiled, sizer };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EngineError('device', `the WASM kernels (${name}) could not be loaded: ${reason}`);
  }
}

/**
 * Whether a page's threads can share memory. Cross-origin isolation is not enough: WebKitGTK reports it, has no
 * SharedArrayBuffer, and then refuses to send a shared memory to a worker.
 */
export const canShareMemory = (): boolean =>
  globalThis.crossOriginIsolated === true && typeof SharedArrayBuffer === 'function';

/** The error when the machine refuses this much memory. */
export const refusedMemory = (bytes: number, reason: string): EngineError =>
  new EngineError('memory', `${Math.ceil(bytes / 2 ** 20)} MiB of WebAssembly memory were refused: ${reason}`);

/** A memory of exactly these pages (64 KiB each). Throws EngineError('memory') when the machine refuses. */
export function newMemory(pages: number, shared: boolean): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory(shared ? { initial: pages, maximum: pages, shared } : { initial: pages });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw refusedMemory(pages * 65536, reason);
  }
}
