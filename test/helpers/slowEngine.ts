/** An engine whose frames and runs end when the test says so, over backends that stand in for slow or failing ones. */
import { expect } from 'vitest';
import type { Refusal } from '../../src/backend';
import { createReferenceBackend } from '../../src/backend/reference';
import type { Backend, Program, RunReport } from '../../src/backend/types';
import { EngineError } from '../../src/core/errors';
import { Engine } from '../../src/workspace/engine';
import { networkOf } from '../../src/workspace/network';
import { chain, stored } from './models';

/** A backend whose runs end when the test says so. */
export class SlowBackend implements Backend {
  readonly info;
  readonly inner = createReferenceBackend();
  readonly runs: { resolve(): void; reject(error: Error): void }[] = [];
  readonly written: Float32Array[] = [];
  lose: (reason: string) => void = () => {};
  readonly lost = new Promise<string>((resolve) => {
    this.lose = resolve;
  });
  disposed = false;
  programsDisposed = 0;
  failLoad: Error | null = null;
  /** What becomes of the next questions, in place of an answer. */
  readonly silences: (() => Promise<never>)[] = [];

  constructor(name: 'webgpu' | 'wasm' = 'wasm') {
    this.info = { name, detail: 'slow' } as const;
  }

  async load(...arguments_: Parameters<Backend['load']>): Promise<Program> {
    if (this.failLoad) throw this.failLoad;
    const program = await this.inner.load(...arguments_);
    const { runs, written, silences } = this;
    const backend = this;
    return {
      plan: program.plan,
      info: this.info,
      counters: program.counters,
      bytes: program.bytes,
      write(tensor, values) {
        written.push(values.slice());
        program.write(tensor, values);
      },
      run: () =>
        new Promise<RunReport>((resolve, reject) => {
          runs.push({ resolve: () => void program.run().then(resolve), reject });
        }),
      read: (tensor) => program.read(tensor),
      look: (tensors) => program.look(tensors),
      view: (tensor) => program.view(tensor),
      readValue: (tensor, index) => silences.shift()?.() ?? program.readValue(tensor, index),
      profile: () => program.profile(),
      surface: (canvas) => program.surface(canvas),
      dispose() {
        backend.programsDisposed += 1;
        program.dispose();
      },
    };
  }

  dispose(): void {
    this.disposed = true;
  }
}

/** Lets every promise that can settle do so. */
export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

export function setUp(backends: readonly SlowBackend[], check: () => string | null = () => null) {
  const frames: (() => void)[] = [];
  const opened: { readonly failed: readonly Refusal[] }[] = [];
  const reports: { readonly shown: number; readonly output: Float32Array }[] = [];
  const failures: string[] = [];
  const stopped: unknown[] = [];
  const computing: (string | null)[] = [];
  let shown = 0;
  let prepared = 0;
  let isBusy = false;
  const waiting = [...backends];
  const engine = new Engine<number>(
    {
      async open(_, failed) {
        opened.push({ failed: [...failed] });
        const backend = waiting.shift();
        if (!backend) throw new EngineError('device', 'no backend can compute here');
        return { backend, refused: [...failed] };
      },
      check: async () => check(),
      schedule: (frame) => frames.push(frame),
      canvas: () => expect.fail('no canvas is asked for without a host'),
    },
    {
      prepare() {
        prepared += 1;
        return { values: new Float32Array(64).fill(shown), shown };
      },
      busy: (now) => {
        isBusy = now;
      },
      reported: ({ output }, _, of) => reports.push({ shown: of, output }),
      computing: (program) => computing.push(program?.program.info.name ?? null),
      failed: (name, code) => failures.push(`${name} ${code}`),
      stopped: (error) => stopped.push(error),
    },
  );
  return {
    engine,
    reports,
    failures,
    stopped,
    computing,
    opened,
    preparations: () => prepared,
    isBusy: () => isBusy,
    pendingFrames: () => frames.length,
    frame() {
      for (const each of frames.splice(0)) each();
    },
    draw(value: number) {
      shown = value;
      engine.inputChanged();
    },
  };
}

export const load = (engine: Engine<number>) => {
  const model = stored(chain);
  return engine.load(model, networkOf(model));
};

export async function started(backends: readonly SlowBackend[]) {
  const parts = setUp(backends);
  void parts.engine.use('auto');
  await load(parts.engine);
  parts.frame();
  return parts;
}
