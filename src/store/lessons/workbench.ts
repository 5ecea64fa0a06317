/**
 * Where small models are run for a lesson, beside the page's network: programs on a backend of their own, kept while
 * their shape is asked for again. Runs go one after the other. A backend that fails or computes wrongly is passed over,
 * and the same run is done on the next.
 */
import type { Opened, Refusal } from '../../backend';
import type { Backend, BackendName, Plan, Program } from '../../backend/types';
import { EngineError } from '../../core/errors';
import { sampleCalls } from '../../graph/alone';
import { planModel } from '../../graph/plan';
import type { TensorId } from '../../kernels/kernel';
import { messageOf, passOverCode, refusalCode, WrongResults } from '../../workspace/engineFailures';
import type { FailureCode } from '../../workspace/messages';
import type { Planes } from './evidence';
import type { SmallModel } from './models';

/** Programs kept at once: those of a lesson's view and of a prediction. */
const KEPT = 8;

export interface WorkbenchParts {
  /** Opens the chosen backend, or the next one where that has failed. Rejects when none is left. */
  open(failed: readonly Refusal[]): Promise<Opened>;
  /** What is wrong with a backend's kernels among those that a plan uses, or null. */
  check(backend: Backend, plan: Plan, samples: typeof sampleCalls): Promise<string | null>;
  /** A backend was passed over. */
  failed(name: BackendName, code: FailureCode, detail: string): void;
}

/** An open backend and its programs by their specs, the last used last. */
interface Bench {
  readonly backend: Backend;
  readonly programs: Map<string, Promise<Program>>;
}

export class Workbench {
  private bench: Promise<Bench> | null = null;
  private failures: Refusal[] = [];
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: WorkbenchParts) {}

  /**
   * Runs a model on an input of its shape and reads the named nodes, each as its planes.
   * Throws EngineError where the model or the input does not fit, or when no backend is left.
   */
  run(model: SmallModel, input: Float32Array, nodes: readonly string[]): Promise<readonly Planes[]> {
    return this.inTurn(model, input, async (program) => {
      const tensors = nodes.map((node) => {
        const tensor = program.plan.tensors.find(({ name }) => name === node);
        if (!tensor) throw new EngineError('graph', `there is no node ${node}`);
        return tensor;
      });
      const values = await readAll(
        program,
        tensors.map(({ id }) => id),
      );
      return tensors.map(({ shape: [, planes = 1, rows = 1, columns = 1] }, i) => ({
        values: values[i] ?? new Float32Array(),
        planes,
        rows,
        columns,
      }));
    });
  }

  /** The same, by the tensors' ids in the model's plan: weights, the input, whatever there is. */
  readTensors(model: SmallModel, input: Float32Array, ids: readonly TensorId[]): Promise<readonly Float32Array[]> {
    return this.inTurn(model, input, (program) => readAll(program, ids));
  }

  /** Frees everything. The next run opens a backend anew, and what failed before may be tried again. */
  close(): void {
    this.failures = [];
    this.letGo();
  }

  /** One run after the other, each on the first backend that carries it. */
  private inTurn<R>(model: SmallModel, input: Float32Array, read: (program: Program) => Promise<R>): Promise<R> {
    const done = this.last.then(async () => {
      for (;;) {
        const bench = await this.opened();
        try {
          return await read(await runOn(await this.programOf(bench, model), model, input));
        } catch (error) {
          this.passOver(bench.backend.info.name, error);
        }
      }
    });
    this.last = done.catch(() => {});
    return done;
  }

  /** Throws an error that would come again on every backend. */
  private passOver(name: BackendName, error: unknown): void {
    const code = passOverCode(error);
    if (code === null) throw error;
    const detail = messageOf(error);
    this.failures.push({ name, code: refusalCode[code], detail });
    this.parts.failed(name, code, detail);
    this.letGo();
  }

  private opened(): Promise<Bench> {
    this.bench ??= this.parts.open(this.failures).then(({ backend }) => ({ backend, programs: new Map() }));
    const { bench } = this;
    bench.catch(() => {
      if (this.bench === bench) this.bench = null;
    });
    return bench;
  }

  /** Lets go of the backend, once the run that is under way has ended. */
  private letGo(): void {
    const { bench } = this;
    this.bench = null;
    void Promise.all([bench, this.last]).then(
      async ([closing]) => {
        for (const program of closing?.programs.values() ?? []) (await program.catch(() => null))?.dispose();
        closing?.backend.dispose();
      },
      () => {},
    );
  }

  private programOf({ backend, programs }: Bench, { spec, weights }: SmallModel): Promise<Program> {
    const key = JSON.stringify(spec);
    const program = programs.get(key) ?? this.load(backend, { spec, weights });
    programs.delete(key);
    programs.set(key, program);
    program.catch(() => programs.delete(key));
    const [oldest] = programs.keys();
    if (oldest !== undefined && programs.size > KEPT) {
      void programs.get(oldest)?.then((old) => old.dispose());
      programs.delete(oldest);
    }
    return program;
  }

  private async load(backend: Backend, { spec, weights }: SmallModel): Promise<Program> {
    const plan = planModel(spec);
    const wrong = await this.parts.check(backend, plan, sampleCalls);
    if (wrong !== null) throw new WrongResults(wrong);
    return backend.load(plan, weights);
  }
}

/** Gives a program the model's weights and the input, and runs it. */
async function runOn(program: Program, { weights }: SmallModel, input: Float32Array): Promise<Program> {
  const { plan } = program;
  for (const [name, values] of weights) {
    const tensor = plan.tensors.find((other) => other.name === name);
    if (tensor) program.write(tensor.id, values);
  }
  program.write(plan.input, input);
  await program.run();
  return program;
}

/** Copies of whole tensors, all asked for at once. */
const readAll = (program: Program, ids: readonly TensorId[]): Promise<Float32Array[]> =>
  Promise.all(ids.map(async (id) => (await program.read(id)).slice()));
