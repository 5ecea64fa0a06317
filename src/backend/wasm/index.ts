/**
 * The WASM backend: SIMD kernels in WebAssembly. In the page, networks that take less than about a millisecond run
 * inline on the calling thread, since a message to a worker costs as much; larger ones and training run in a worker.
 * Both get a team of more threads where the network is worth it. In Node, and where a page may have no workers,
 * everything runs inline.
 */
import { EngineError } from '../../core/errors';
import { hasWorkers } from '../../core/workers';
import type { Backend, BackendInfo, Plan, Program } from '../types';
import { Engine } from './engine';
import { WorkerHost } from './host';
import { canShareMemory, loadModule } from './module';
import { prepare } from './prepared';
import { InlineProgram } from './program';
import { RemoteProgram } from './remote';
import { dismissTeam } from './team';

export interface WasmOptions {
  /** Total number of threads. Default: the machine's cores, at most 4, where shared memory is available. */
  readonly threads?: number;
  /** Whether programs run on the calling thread: always, never, or depending on size. Without workers, always. */
  readonly inline?: 'always' | 'never' | 'auto';
}

/** Forward multiply-accumulates from which more threads make up for the hand-offs between layers. */
const WORTH_THREADS = 4e6;
/** Forward multiply-accumulates from which a run would delay the page's frame: about a millisecond. */
const WORTH_WORKER = 20e6;
/** Floats of weights and maps from which scanning them, and copying them for reads, would delay it too. */
const WORTH_WORKER_FLOATS = 4e6;
const MOST_THREADS = 4;

const inNode = typeof process !== 'undefined' && process.versions?.node !== undefined;

/** Threads this machine can provide: 1 where memory cannot be shared. */
async function availableThreads(): Promise<number> {
  if (inNode) return Math.min(MOST_THREADS, (await import('node:os')).availableParallelism());
  if (!canShareMemory() || !hasWorkers()) return 1;
  return Math.max(1, Math.min(MOST_THREADS, navigator.hardwareConcurrency));
}

/** Prepares the kernels. Throws EngineError('device') when they cannot be loaded. */
export async function createWasmBackend(options: WasmOptions = {}): Promise<Backend> {
  const most = options.threads ?? (await availableThreads());
  // A small network runs on one thread: only a plan worth more fetches the shared-memory build.
  const { relaxed } = await loadModule(false);
  const programs = new Set<Program>();
  let disposed = false;
  let lose: (reason: string) => void = () => {};
  const lost = new Promise<string>((resolve) => {
    lose = resolve;
  });
  return {
    info: infoOf(relaxed, most),
    lost,
    async load(plan, weights) {
      const inline = !hasWorkers() || runsInline(plan, options.inline ?? 'auto');
      const threads = options.threads !== undefined || plan.mode === 'train' || plan.macs >= WORTH_THREADS ? most : 1;
      // Where memory can be shared, a worker's results are visible in place, even without a team.
      const prepared = await prepare(plan, threads, threads > 1 || (!inline && canShareMemory()));
      const info = infoOf(relaxed, prepared.threads);
      const program = inline
        ? new InlineProgram(await Engine.create(prepared, weights), info)
        : new RemoteProgram(prepared, await WorkerHost.start(prepared, weights, lose), info);
      programs.add(program);
      if (disposed) {
        // Nobody is waiting for it any more.
        program.dispose();
        throw new EngineError('device', 'the backend has been disposed of');
      }
      return program;
    },
    dispose() {
      disposed = true;
      for (const program of programs) program.dispose();
      programs.clear();
      dismissTeam();
    },
  };
}

function infoOf(relaxed: boolean, threads: number): BackendInfo {
  const arithmetic = relaxed ? 'relaxed SIMD' : 'SIMD';
  const facts = [
    ['simd', relaxed ? 'relaxed' : 'fixed width, 128 bits'],
    ['threads', String(threads)],
    ['crossOriginIsolated', String(globalThis.crossOriginIsolated === true)],
    ['SharedArrayBuffer', String(typeof SharedArrayBuffer === 'function')],
    ['hardwareConcurrency', String(globalThis.navigator?.hardwareConcurrency ?? '')],
  ] as const;
  const detail = `${arithmetic}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  return { name: 'wasm', detail, build: { relaxed, threads }, facts };
}

function runsInline(plan: Plan, choice: 'always' | 'never' | 'auto'): boolean {
  if (choice !== 'auto') return choice === 'always';
  const floats = plan.arenas.reduce((sum, arena) => sum + arena.floats, 0);
  // The backward pass takes about as long as the forward pass.
  const macs = plan.gradients ? 2 * plan.macs : plan.macs;
  return plan.mode === 'infer' && macs < WORTH_WORKER && floats < WORTH_WORKER_FLOATS;
}
