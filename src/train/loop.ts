/**
 * A training run: seeded order, augmentation, the step's scalars, and everything needed to stop and resume.
 *
 * All randomness is a function of (seed, epoch) or (seed, step), so the step number is the random generator's entire
 * state: a run restored from a checkpoint continues as if it had never stopped.
 */
import type { Backend, PlanTensor, Program, Weights } from '../backend/types';
import { EngineError } from '../core/errors';
import { Random } from '../core/random';
import { type ModelSpec, resolveModel, weightName } from '../graph/model';
import { planModel } from '../graph/plan';
import { hyperLength } from '../kernels/hyper';
import { WeightAverage } from './average';
import { initialWeights } from './initialise';
import { checkOptimiser, type OptimiserSpec, writeHyper } from './optimiser';
import type { SampleSource } from './samples';
import type { Schedule } from './schedule';
import { writeTarget } from './targets';

export interface TrainingOptions {
  readonly spec: ModelSpec;
  readonly source: SampleSource;
  readonly batch: number;
  readonly optimiser: OptimiserSpec;
  readonly rate: Schedule;
  readonly seed: number;
  /** Label smoothing, 0 to 1. */
  readonly smoothing: number;
  /** Limits the norm of the whole gradient. */
  readonly clip?: number;
  /** Update the average after every `every`-th step, with this decay. */
  readonly average?: { readonly decay: number; readonly every: number };
  /** Start from these weights instead of random ones. */
  readonly weights?: Weights;
}

export interface StepReport {
  /** Steps done, including this one. */
  readonly step: number;
  readonly epoch: number;
  readonly rate: number;
  /** Means over the batch. */
  readonly loss: number;
  readonly accuracy: number;
  /** Wall time of the step, data preparation included. */
  readonly milliseconds: number;
}

/** A run's complete state: weights, moments, running statistics and averages by name, and its position. */
export interface Checkpoint {
  readonly tensors: Weights;
  readonly averaged: Weights;
  readonly averageUpdates: number;
  readonly step: number;
  readonly seed: number;
}

/** Distinct streams of random numbers under one seed. */
const ORDER = 0x6f72_6465;
const AUGMENTATION = 0x6175_676d;
const DRAW = 0x6472_6177;
const streamSeed = (seed: number, stream: number, index: number): number =>
  Math.imul(seed ^ stream, 0x9e37_79b1) ^ Math.imul(index + 1, 0x85eb_ca77);

export class TrainingRun {
  /** Steps in one pass over the samples; a last partial batch is left out, different samples in each epoch. */
  readonly stepsPerEpoch: number;
  private done = 0;
  private readonly images: Float32Array;
  private readonly targets: Float32Array;
  private readonly hyper = new Float32Array(hyperLength);
  private readonly training: NonNullable<Program['plan']['training']>;
  private readonly kept: readonly PlanTensor[];
  private readonly modelTensors: readonly PlanTensor[];
  private readonly average: WeightAverage | null;
  private order = new Int32Array(0);
  private orderEpoch = -1;

  private constructor(
    private readonly options: TrainingOptions,
    readonly program: Program,
  ) {
    const { source, batch, spec } = options;
    const { plan } = program;
    if (!plan.training) throw new EngineError('graph', 'the plan is not one for training');
    this.training = plan.training;
    this.stepsPerEpoch = Math.floor(source.count / batch);
    if (this.stepsPerEpoch < 1) {
      throw new EngineError('input', 'the data set is smaller than a batch', { expected: batch, got: source.count });
    }
    this.images = new Float32Array(batch * source.length);
    this.targets = new Float32Array(batch * source.classes);
    const { parameters } = plan.training;
    this.kept = plan.tensors.filter(({ id, arena }) => id !== parameters && plan.arenas[arena]?.kind !== 'map');
    const names = new Set(resolveModel(spec, 1).nodes.flatMap((n) => n.weights.map((w) => weightName(n.id, w.name))));
    this.modelTensors = this.kept.filter(({ name }) => names.has(name));
    this.average = options.average ? new WeightAverage(options.average.decay) : null;
  }

  /**
   * Plans and loads a run on a backend. Throws EngineError('graph' | 'shape' | 'input' | 'memory' | 'weights').
   */
  static async start(backend: Backend, options: TrainingOptions): Promise<TrainingRun> {
    const { spec, batch, optimiser, seed, source } = options;
    checkOptimiser(optimiser);
    const plan = planModel(spec, { batch, train: { optimiser: optimiser.kind, clips: options.clip !== undefined } });
    const target = plan.training && plan.tensors[plan.training.target];
    const input = plan.tensors[plan.input];
    if (target?.length !== batch * source.classes || input?.length !== batch * source.length) {
      throw new EngineError('shape', 'the samples do not fit the network', {
        expected: `${(input?.length ?? 0) / batch} values and ${(target?.length ?? 0) / batch} classes`,
        got: `${source.length} and ${source.classes}`,
      });
    }
    const program = await backend.load(plan, options.weights ?? initialWeights(spec, seed));
    return new TrainingRun(options, program);
  }

  /** Steps done so far. */
  get step(): number {
    return this.done;
  }

  /** The epoch of the next step, from 0. */
  get epoch(): number {
    return Math.floor(this.done / this.stepsPerEpoch);
  }

  /** Trains one step on the next batch of the seeded order. */
  async next(): Promise<StepReport> {
    const started = performance.now();
    const { source, batch, smoothing, seed } = this.options;
    const epoch = this.epoch;
    const order = this.orderOf(epoch);
    const first = (this.done % this.stepsPerEpoch) * batch;
    const random = new Random(streamSeed(seed, AUGMENTATION, this.done));
    for (let row = 0; row < batch; row++) {
      const index = order[first + row] as number;
      source.write(index, this.images, row * source.length, random);
      writeTarget(this.targets, row, source.label(index), source.classes, smoothing);
    }
    const { loss, accuracy, rate } = await this.train(this.images, this.targets);
    return { step: this.done, epoch, rate, loss, accuracy, milliseconds: performance.now() - started };
  }

  /**
   * Trains one step on a given batch: inputs [batch, C, H, W] and target distributions [batch, classes]. Returns the
   * mean loss, and the share of samples whose largest output is where their target is largest.
   */
  async train(images: Float32Array, targets: Float32Array): Promise<{ loss: number; accuracy: number; rate: number }> {
    const { program, training, hyper } = this;
    const rate = this.options.rate(this.done);
    const { seed, clip = 0, optimiser } = this.options;
    const draw = streamSeed(seed, DRAW, this.done) >>> 8;
    writeHyper(hyper, 0, { done: this.done, draw, row: 0, rate, clip, smoothing: 0 }, optimiser);
    program.write(program.plan.input, images);
    program.write(training.target, targets);
    program.write(training.hyper, hyper);
    const { output } = await program.run(['forward', 'backward', 'update']);
    const losses = await program.read(training.loss);
    this.done += 1;
    const { average } = this.options;
    if (average && this.done % average.every === 0) this.average?.update(await this.weights());
    const loss = losses.reduce((sum, value) => sum + value, 0) / losses.length;
    return { loss, rate, accuracy: agreement(output, targets, this.options.source.classes) };
  }

  /** A copy of the model's current weights and running statistics. */
  async weights(): Promise<Weights> {
    return this.readAll(this.modelTensors);
  }

  /** The averaged weights; the current ones where no average is kept, or none exists yet. */
  async averaged(): Promise<Weights> {
    return this.average && this.average.count > 0 ? this.average.weights : this.weights();
  }

  /** Everything needed to resume later. */
  async save(): Promise<Checkpoint> {
    return {
      tensors: await this.readAll(this.kept),
      averaged: new Map([...(this.average?.weights ?? [])].map(([name, values]) => [name, values.slice()])),
      averageUpdates: this.average?.count ?? 0,
      step: this.done,
      seed: this.options.seed,
    };
  }

  /** Returns to a checkpoint of a run with the same options. Throws EngineError('weights' | 'attribute'). */
  restore(checkpoint: Checkpoint): void {
    if (checkpoint.seed !== this.options.seed) {
      throw new EngineError('attribute', 'the checkpoint is of another run: seed', {
        expected: this.options.seed,
        got: checkpoint.seed,
      });
    }
    for (const { name, length } of this.kept) {
      const got = checkpoint.tensors.get(name)?.length;
      if (got !== length) {
        throw new EngineError('weights', name, { expected: `${length} values`, got: got ?? 'none' });
      }
    }
    for (const { id, name } of this.kept) {
      const values = checkpoint.tensors.get(name);
      if (values) this.program.write(id, values);
    }
    this.average?.restore(checkpoint.averaged, checkpoint.averageUpdates);
    this.done = checkpoint.step;
  }

  dispose(): void {
    this.program.dispose();
  }

  private async readAll(tensors: readonly PlanTensor[]): Promise<Map<string, Float32Array>> {
    const values = new Map<string, Float32Array>();
    for (const { id, name } of tensors) values.set(name, await this.program.read(id));
    return values;
  }

  private orderOf(epoch: number): Int32Array {
    if (epoch !== this.orderEpoch) {
      const indices = Int32Array.from({ length: this.options.source.count }, (_, i) => i);
      this.order = new Random(streamSeed(this.options.seed, ORDER, epoch)).shuffle(indices);
      this.orderEpoch = epoch;
    }
    return this.order;
  }
}

function agreement(output: Float32Array, targets: Float32Array, classes: number): number {
  const rows = targets.length / classes;
  let right = 0;
  for (let row = 0; row < rows; row++) {
    const start = row * classes;
    if (largest(output, start, classes) === largest(targets, start, classes)) right += 1;
  }
  return right / rows;
}

/** The index of the largest of `length` values from `start`; on ties, the first. */
function largest(values: Float32Array, start: number, length: number): number {
  let best = 0;
  for (let k = 1; k < length; k++) {
    if ((values[start + k] as number) > (values[start + best] as number)) best = k;
  }
  return best;
}
