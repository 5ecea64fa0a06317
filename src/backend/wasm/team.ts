/**
 * A program's additional threads. Each instantiates the same module over the same shared memory and serves until the
 * team is dissolved. Browsers start them as module workers (thread.ts); Node runs the same source text in
 * worker_threads, without a bundler.
 */
import { EngineError } from '../../core/errors';
import { withTimeout } from '../../core/timeout';
import { CONTROL_BYTES } from './layout';
import { LARGEST_KEPT } from './memory';
import { type KernelModule, kernelNames, newMemory } from './module';
import type { Prepared } from './prepared';
import { serveThread, type ThreadStart } from './serve';

export interface Team {
  readonly memory: WebAssembly.Memory;
  readonly module: KernelModule;
  readonly threads: number;
  dispose(): void;
}

/** Offsets of words in the control block (assembly/run.ts). */
const LEFT = 0;
const CALLS = 128;
const COMMAND = 192;

/** Seconds that a worker may take to start. */
export const PATIENCE = 30;

/** The common interface of the two kinds of worker. */
interface Thread {
  readonly ready: Promise<void>;
  end(): void;
}

/** Starts threads 1 .. n - 1 and waits until each is ready to serve. Throws EngineError('device'). */
export async function startTeam(
  { module, layout, threads: count }: Prepared,
  memory: WebAssembly.Memory,
): Promise<Team> {
  const { compiled } = module;
  const { control } = layout;
  const threads: Thread[] = [];
  const open = typeof Worker === 'undefined' ? await nodeThread() : browserThread;
  for (let thread = 1; thread < count; thread++) {
    threads.push(open({ compiled, memory, control, thread, threads: count, names: kernelNames }));
  }
  try {
    await withTimeout(Promise.all(threads.map(({ ready }) => ready)), PATIENCE, 'a compute thread');
  } catch (error) {
    for (const thread of threads) thread.end();
    throw new EngineError('device', `a compute thread did not start: ${String(error)}`);
  }
  return {
    ...{ memory, module, threads: count },
    dispose() {
      const words = new Int32Array(memory.buffer);
      words[(control + COMMAND) / 4] = 0;
      Atomics.store(words, (control + LEFT) / 4, count - 1);
      Atomics.add(words, (control + CALLS) / 4, 1);
      Atomics.notify(words, (control + CALLS) / 4);
      for (const thread of threads) thread.end();
    },
  };
}

const PAGE = 65536;

/** The team of a disposed program; one is enough, for the program that replaces it. */
let kept: Team | null = null;

/**
 * A team over a shared memory large enough for the plan and zeroed where the plan lies: a sleeping one that a program
 * gave back, or a new one. Memories are scarce (see memory.ts), and threads take long to start. Throws
 * EngineError('memory' | 'device').
 */
export async function takeTeam(prepared: Prepared): Promise<Team> {
  const { module, layout, threads } = prepared;
  const team = kept;
  if (team?.module === module && team.threads === threads && team.memory.buffer.byteLength >= layout.bytes) {
    kept = null;
    new Uint8Array(team.memory.buffer).fill(0, layout.control + CONTROL_BYTES, layout.bytes);
    return team;
  }
  // Room for a network to grow while being edited, if that is cheap.
  const pages = layout.bytes / PAGE;
  const roomy = 2 ** Math.ceil(Math.log2(pages));
  return startTeam(prepared, newMemory(roomy * PAGE <= LARGEST_KEPT ? roomy : pages, true));
}

/** Takes back a disposed program's team; its threads are idle and sleep. */
export function giveTeam(team: Team): void {
  kept?.dispose();
  kept = null;
  if (team.memory.buffer.byteLength <= LARGEST_KEPT) kept = team;
  else team.dispose();
}

/** Ends the kept team, once its backend will make no more programs. */
export function dismissTeam(): void {
  kept?.dispose();
  kept = null;
}

function browserThread(start: ThreadStart): Thread {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { type: 'module' });
  const ready = new Promise<void>((resolve, reject) => {
    worker.onmessage = () => resolve();
    worker.onerror = (event) => reject(new Error(event.message));
  });
  worker.postMessage(start);
  return { ready, end: () => worker.terminate() };
}

async function nodeThread(): Promise<(start: ThreadStart) => Thread> {
  const { Worker: NodeWorker } = await import('node:worker_threads');
  const text = `const { parentPort, workerData } = require('node:worker_threads');
    (${serveThread.toString()})(workerData, () => parentPort.postMessage(null));`;
  return (start) => {
    const worker = new NodeWorker(text, { eval: true, workerData: start });
    const ready = new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve());
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('it ended')));
    });
    // Once serving, the thread must not keep a finished process alive.
    ready.then(
      () => worker.unref(),
      () => {},
    );
    return { ready, end: () => void worker.terminate() };
  };
}
