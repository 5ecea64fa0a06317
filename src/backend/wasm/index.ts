/**
 * The WASM backend: vector kernels in WebAssembly, on one thread or a team of them.
 */
import type { Backend, BackendInfo, Plan, Program } from '../types';
import { Engine } from './engine';
import { loadModule } from './module';
import { InlineProgram } from './program';

export interface WasmOptions {
  /** Threads in all. Default: as many as the machine has cores, at most 4, where shared memory may be used. */
  readonly threads?: number;
}

/** Forward multiply-accumulates from which a second thread repays the hand-offs between layers. */
const WORTH_THREADS = 4e6;
const MOST_THREADS = 4;

const inNode = typeof process !== 'undefined' && process.versions?.node !== undefined;

/** Threads that this machine can give: 1 where memory cannot be shared. */
async function availableThreads(): Promise<number> {
  if (inNode) return Math.min(MOST_THREADS, (await import('node:os')).availableParallelism());
  if (!globalThis.crossOriginIsolated) return 1;
  return Math.max(1, Math.min(MOST_THREADS, navigator.hardwareConcurrency));
}

/** Prepares the kernels. Throws EngineError('device') when they cannot be loaded here. */
export async function createWasmBackend(options: WasmOptions = {}): Promise<Backend> {
  const most = options.threads ?? (await availableThreads());
  // A small net runs on one thread: only a plan that repays more of them fetches the build that shares its memory.
  const { relaxed } = await loadModule(false);
  const info = infoOf(relaxed, most);
  const programs = new Set<Program>();
  return {
    info,
    lost: new Promise(() => {}),
    async load(plan, weights) {
      const threads = threadsFor(plan, most, options.threads !== undefined);
      const program = new InlineProgram(await Engine.create(plan, weights, threads), infoOf(relaxed, threads));
      programs.add(program);
      return program;
    },
    dispose() {
      for (const program of programs) program.dispose();
    },
  };
}

function infoOf(relaxed: boolean, threads: number): BackendInfo {
  const arithmetic = relaxed ? 'relaxed SIMD' : 'SIMD';
  return { name: 'wasm', detail: `${arithmetic}, ${threads} ${threads === 1 ? 'thread' : 'threads'}` };
}

function threadsFor(plan: Plan, most: number, asked: boolean): number {
  return asked || plan.mode === 'train' || plan.macs >= WORTH_THREADS ? most : 1;
}
