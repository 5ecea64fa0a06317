/**
 * The WASM backend: vector kernels in WebAssembly. In the page networks that take less than about a millisecond run in
 * line, on the calling thread, since a message to a worker costs as much as they do; larger ones and training run in a
 * worker. Either has a team of further threads where the network repays them. In Node everything runs in line.
 */
import { EngineError } from '../../core/errors';
import type { Backend, BackendInfo, Plan, Program } from '../types';
import { Engine } from './engine';
import { WorkerHost } from './host';
import { canShareMemory, loadModule } from './module';
import { prepare } from './prepared';
import { InlineProgram } from './program';
import { RemoteProgram } from './remote';
import { dismissTeam } from './team';

export interface WasmOptions {
  /** Threads in all. Default: as many as the machine has cores, at most 4, where shared memory may be used. */
  readonly threads?: number;
  /** Whether programs run on the calling thread: always, never, or by their size. Node always does. */
  readonly inline?: 'always' | 'never' | 'auto';
}

/** Forward multiply-accumulates from which further threads repay the hand-offs between layers. */
const WORTH_THREADS = 4e6;
/** Forward multiply-accumulates from which a run would hold up the page's frame: about a millisecond. */
const WORTH_WORKER = 20e6;
/** Floats of weights and maps from which going through them, and copying them to be read, would do so too. */
const WORTH_WORKER_FLOATS = 4e6;
const MOST_THREADS = 4;

const inNode = typeof process !== 'undefined' && process.versions?.node !== undefined;

/** Threads that this machine can give: 1 where memory cannot be shared. */
async function availableThreads(): Promise<number> {
  if (inNode) return Math.min(MOST_THREADS, (await import('node:os')).availableParallelism());
  if (!canShareMemory()) return 1;
  return Math.max(1, Math.min(MOST_THREADS, navigator.hardwareConcurrency));
}

/** Prepares the kernels. Throws EngineError('device') when they cannot be loaded here. */
export async function createWasmBackend(options: WasmOptions = {}): Promise<Backend> {
  const most = options.threads ?? (await availableThreads());
  // A small net runs on one thread: only a plan that repays more of them fetches the build that shares its memory.
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
      const inline = inNode || runsInline(plan, options.inline ?? 'auto');
      const threads = options.threads !== undefined || plan.mode === 'train' || plan.macs >= WORTH_THREADS ? most : 1;
      // What a worker computes is seen in place where memory can be shared, also when it has no team.
      const prepared = await prepare(plan, threads, threads > 1 || (!inline && canShareMemory()));
      const info = infoOf(relaxed, prepared.threads);
      const program = inline
        ? new InlineProgram(await Engine.create(prepared, weights), info)
        : new RemoteProgram(prepared, await WorkerHost.start(prepared, weights, lose), info);
      programs.add(program);
      if (disposed) {
        // Nobody waits for it any more.
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
  // Backwards takes about as long as forwards.
  const macs = plan.gradients ? 2 * plan.macs : plan.macs;
  return plan.mode === 'infer' && macs < WORTH_WORKER && floats < WORTH_WORKER_FLOATS;
}
