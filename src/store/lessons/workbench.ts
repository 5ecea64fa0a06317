/**
 * Where small models are run for a lesson, beside the page's network: programs on a backend of their own on the
 * processor, kept while their shape is asked for again. Runs go one after the other.
 */
import { type Opened, openBackend } from '../../backend';
import type { Program } from '../../backend/types';
import { EngineError } from '../../core/errors';
import { planModel } from '../../graph/plan';
import type { TensorId } from '../../kernels/kernel';
import type { Planes } from './evidence';
import type { SmallModel } from './models';

/** Programs kept at once: those of a lesson's view and of a prediction. */
const KEPT = 8;

export class Workbench {
  private opened: Promise<Opened> | null = null;
  /** By their spec, the last used last. */
  private readonly programs = new Map<string, Promise<Program>>();
  private last: Promise<unknown> = Promise.resolve();

  /**
   * Runs a model on an input of its shape and reads the named nodes, each as its planes.
   * Throws EngineError where the model or the input does not fit.
   */
  run(model: SmallModel, input: Float32Array, nodes: readonly string[]): Promise<readonly Planes[]> {
    const done = this.last.then(() => this.runNow(model, input, nodes));
    this.last = done.catch(() => {});
    return done;
  }

  /** The same, by the tensors' ids in the model's plan: weights, the input, whatever there is. */
  readTensors(model: SmallModel, input: Float32Array, ids: readonly TensorId[]): Promise<readonly Float32Array[]> {
    const done = this.last.then(async () => {
      const program = await this.runOn(model, input);
      const read: Float32Array[] = [];
      for (const id of ids) read.push((await program.read(id)).slice());
      return read;
    });
    this.last = done.catch(() => {});
    return done;
  }

  dispose(): void {
    const programs = [...this.programs.values()];
    this.programs.clear();
    void this.last.then(async () => {
      for (const program of programs) (await program.catch(() => null))?.dispose();
    });
    void this.opened?.then(({ backend }) => backend.dispose());
    this.opened = null;
  }

  private async runNow(model: SmallModel, input: Float32Array, nodes: readonly string[]): Promise<readonly Planes[]> {
    const program = await this.runOn(model, input);
    const read: Planes[] = [];
    for (const node of nodes) {
      const tensor = program.plan.tensors.find(({ name }) => name === node);
      if (!tensor) throw new EngineError('graph', `there is no node ${node}`);
      const [, planes = 1, rows = 1, columns = 1] = tensor.shape;
      read.push({ values: (await program.read(tensor.id)).slice(), planes, rows, columns });
    }
    return read;
  }

  private async runOn(model: SmallModel, input: Float32Array): Promise<Program> {
    const program = await this.programOf(model);
    const { plan } = program;
    for (const [name, values] of model.weights) {
      const tensor = plan.tensors.find((other) => other.name === name);
      if (tensor) program.write(tensor.id, values);
    }
    program.write(plan.input, input);
    await program.run();
    return program;
  }

  private programOf({ spec, weights }: SmallModel): Promise<Program> {
    const key = JSON.stringify(spec);
    const program = this.programs.get(key) ?? this.load({ spec, weights });
    this.programs.delete(key);
    this.programs.set(key, program);
    program.catch(() => this.programs.delete(key));
    const [oldest] = this.programs.keys();
    if (oldest !== undefined && this.programs.size > KEPT) {
      void this.programs.get(oldest)?.then((old) => old.dispose());
      this.programs.delete(oldest);
    }
    return program;
  }

  private async load({ spec, weights }: SmallModel): Promise<Program> {
    this.opened ??= openBackend('wasm');
    const { backend } = await this.opened;
    return backend.load(planModel(spec), weights);
  }
}
