/**
 * A training run: seeded order, augmentation, each step's scalars, and everything needed to stop and resume.
 *
 * The samples lie where the network computes, all of them if they never change, else those that the next steps take; a
 * step gathers its batch by index there. So one run of the program may hold several steps, and nothing waits for their
 * results. All randomness is a function of (seed, epoch) or (seed, step), so the step number is the random generator's
 * entire state: a run restored from a checkpoint continues as if it had never stopped.
 */
import type { Backend, Phase, PlanTensor, PlanTraining, Program, Weights } from '../backend/types';
import { EngineError } from '../core/errors';
import { Random } from '../core/random';
import { type ModelSpec, resolveModel, weightName } from '../graph/model';
import { planModel } from '../graph/plan';
import { SHARED_ARENA } from '../graph/storage';
import type { LossKind } from '../graph/training';
import { tableLength, tableRow } from '../kernels/gather';
import { hyperLength } from '../kernels/hyper';
import { RESULTS } from '../kernels/loss';
import { WeightAverage } from './average';
import { type Initialisations, initialWeights } from './initialise';
import { checkOptimiser, type OptimiserSpec, writeHyper } from './optimiser';
import { type SampleSource, writeTarget } from './samples';
import { checkSchedule, rateAt, type Schedule } from './schedule';

/** What may change while a run goes on. */
export interface TrainingSettings {
  /** Its kind stays; its numbers may change. */
  readonly optimiser: OptimiserSpec;
  readonly rate: Schedule;
  /** Label smoothing, 0 to 1. */
  readonly smoothing: number;
  /** Largest norm of the whole gradient; only for a run that began with one. */
  readonly clip?: number;
}

export interface TrainingOptions extends TrainingSettings {
  readonly spec: ModelSpec;
  readonly source: SampleSource;
  readonly batch: number;
  readonly seed: number;
  /** Cross-entropy, unless said otherwise. */
  readonly loss?: LossKind;
  /** Most steps in one run of the program; 1 unless said otherwise. */
  readonly stepsPerRun?: number;
  /** Update the average after every `every`-th step, with this decay. */
  readonly average?: { readonly decay: number; readonly every: number };
  /** How random weights are drawn. */
  readonly initial?: Initialisations;
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
  /** The batch's samples, by their index in the source. */
  readonly indices: Int32Array;
  /** For each of them: its loss, whether the answer is right (or the share of right answers), and the answer. */
  readonly results: Float32Array;
  /** Over each chunk of all parameters: sums of gradient², change² and weight² (see Plan.training). */
  readonly sizes: Float32Array;
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

const STEP: readonly Phase[] = ['unpack', 'forward', 'backward', 'update'];

/** What is known of a step before it has run. */
type Planned = Pick<StepReport, 'step' | 'epoch' | 'rate' | 'indices'>;

export class TrainingRun {
  /** Steps in one pass over the samples; a last partial batch is left out, different samples in each epoch. */
  readonly stepsPerEpoch: number;
  private settings: TrainingSettings;
  /** Steps handed to the program. */
  private begun = 0;
  /** Whether all samples lie where the network computes, or only those of the next steps. */
  private readonly resident: boolean;
  private readonly data: Float32Array;
  private readonly targets: Float32Array;
  private readonly table: Float32Array;
  private readonly training: PlanTraining;
  private readonly kept: readonly PlanTensor[];
  private readonly modelTensors: readonly PlanTensor[];
  private readonly average: WeightAverage | null;
  private order = new Int32Array(0);
  private orderEpoch = -1;

  private constructor(
    private readonly options: TrainingOptions,
    readonly program: Program,
  ) {
    const { source, batch, spec, stepsPerRun = 1 } = options;
    const { plan } = program;
    if (!plan.training) throw new EngineError('graph', 'the plan is not one for training');
    this.settings = options;
    this.training = plan.training;
    this.stepsPerEpoch = Math.floor(source.count / batch);
    if (this.stepsPerEpoch < 1) {
      throw new EngineError('input', 'the data set is smaller than a batch', { expected: batch, got: source.count });
    }
    this.resident = isResident(source);
    const samples = this.resident ? 0 : stepsPerRun * batch;
    this.data = new Float32Array(samples * source.length);
    this.targets = new Float32Array(samples * source.classes);
    this.table = new Float32Array(tableLength(stepsPerRun, batch));
    const { parameters } = plan.training;
    this.kept = plan.tensors.filter(({ id, arena }) => id !== parameters && plan.arenas[arena]?.kind !== 'map');
    const names = new Set(resolveModel(spec, 1).nodes.flatMap((n) => n.weights.map((w) => weightName(n.id, w.name))));
    this.modelTensors = this.kept.filter(({ name }) => names.has(name));
    this.average = options.average ? new WeightAverage(options.average.decay) : null;
    if (this.resident) this.placeSamples();
  }

  /**
   * Plans and loads a run on a backend. Throws EngineError('graph' | 'shape' | 'input' | 'memory' | 'weights').
   */
  static async start(backend: Backend, options: TrainingOptions): Promise<TrainingRun> {
    const { spec, batch, optimiser, seed, source, loss, clip, stepsPerRun = 1 } = options;
    checkOptimiser(optimiser);
    checkSchedule(options.rate);
    const samples = isResident(source) ? source.count : stepsPerRun * batch;
    const plan = planModel(spec, {
      batch,
      train: {
        optimiser: optimiser.kind,
        clips: clip !== undefined,
        samples,
        steps: stepsPerRun,
        ...(loss && { loss }),
      },
    });
    const target = plan.training && plan.tensors[plan.training.target];
    const input = plan.tensors[plan.input];
    if (target?.length !== batch * source.classes || input?.length !== batch * source.length) {
      throw new EngineError('shape', 'the samples do not fit the network', {
        expected: `${(input?.length ?? 0) / batch} values and ${(target?.length ?? 0) / batch} classes`,
        got: `${source.length} and ${source.classes}`,
      });
    }
    const program = await backend.load(plan, options.weights ?? initialWeights(spec, seed, options.initial));
    try {
      return new TrainingRun(options, program);
    } catch (error) {
      program.dispose();
      throw error;
    }
  }

  /** Steps done so far, or under way. */
  get step(): number {
    return this.begun;
  }

  /** The epoch of the next step, from 0. */
  get epoch(): number {
    return Math.floor(this.begun / this.stepsPerEpoch);
  }

  /** Changes settings from the next step on. Throws EngineError('attribute') for another kind of optimiser. */
  change(settings: Partial<TrainingSettings>): void {
    const { optimiser, rate, clip } = { ...this.settings, ...settings };
    checkOptimiser(optimiser);
    checkSchedule(rate);
    if (optimiser.kind !== this.options.optimiser.kind || (clip === undefined) !== (this.options.clip === undefined)) {
      throw new EngineError('attribute', 'a run keeps its kind of optimiser, and clips from the beginning or never');
    }
    this.settings = { ...this.settings, ...settings };
  }

  /**
   * Trains the next steps of the seeded order, up to `stepsPerRun` in one run of the program. Further calls may follow
   * before this one has resolved.
   */
  async steps(count = 1): Promise<readonly StepReport[]> {
    const { stepsPerRun = 1, average } = this.options;
    const reports: Promise<readonly StepReport[]>[] = [];
    for (let left = count; left > 0; ) {
      // The average takes the weights of single steps.
      const untilAverage = average ? average.every - (this.begun % average.every) : left;
      const some = Math.min(left, stepsPerRun, untilAverage);
      left -= some;
      const run = this.run(some);
      reports.push(run);
      if (average && this.begun % average.every === 0) {
        const weights = await this.weights();
        this.average?.update(weights);
      }
    }
    return (await Promise.all(reports)).flat();
  }

  /** Hands steps to the program, at most `stepsPerRun`. */
  private async run(count: number): Promise<readonly StepReport[]> {
    const started = performance.now();
    const { program, training, table } = this;
    const planned = Array.from({ length: count }, (_, row) => this.plan(row));
    if (!this.resident) {
      program.write(training.data, this.data);
      program.write(training.targets, this.targets);
    }
    program.write(training.table, table);
    const { output } = await program.run(planned.flatMap(() => STEP));
    const milliseconds = (performance.now() - started) / count;
    return planned.map((step, row) => ({ ...step, ...this.resultsOf(output, row), milliseconds }));
  }

  /** Prepares the next step in a row of the table. */
  private plan(row: number): Planned {
    const { source, batch, seed } = this.options;
    const { optimiser, rate: schedule, smoothing, clip = 0 } = this.settings;
    const { epoch, table } = this;
    const done = this.begun;
    const first = (done % this.stepsPerEpoch) * batch;
    const indices = this.orderOf(epoch).slice(first, first + batch);
    const at = tableRow(row, batch);
    const rate = rateAt(schedule, done);
    const draw = streamSeed(seed, DRAW, done) >>> 8;
    table[0] = 0;
    writeHyper(table, at, { done, draw, row, rate, clip, smoothing }, optimiser);
    if (this.resident) table.set(indices, at + hyperLength);
    else {
      const random = new Random(streamSeed(seed, AUGMENTATION, done));
      for (const [n, index] of indices.entries()) {
        const place = row * batch + n;
        source.write(index, this.data, place * source.length, random);
        writeTarget(source, index, this.targets, place * source.classes);
        table[at + hyperLength + n] = place;
      }
    }
    this.begun += 1;
    return { step: this.begun, epoch, rate, indices };
  }

  /** A step's results, copied out of what a run reports. */
  private resultsOf(report: Float32Array, row: number): Pick<StepReport, 'loss' | 'accuracy' | 'results' | 'sizes'> {
    const { tensors } = this.program.plan;
    const of = (id: number): Float32Array => {
      const [whole, part] = [tensors[this.training.report], tensors[id]];
      const length = (part?.length ?? 0) / (part?.shape[0] ?? 1);
      const start = (part?.offset ?? 0) - (whole?.offset ?? 0) + row * length;
      return report.slice(start, start + length);
    };
    const results = of(this.training.results);
    const mean = (which: number): number => {
      let sum = 0;
      for (let i = which; i < results.length; i += RESULTS) sum += results[i] as number;
      return sum / (results.length / RESULTS);
    };
    return { loss: mean(0), accuracy: mean(1), results, sizes: of(this.training.sizes) };
  }

  /** Writes every sample, once, to where the network computes. */
  private placeSamples(): void {
    const { source } = this.options;
    const random = new Random(0);
    const data = new Float32Array(source.count * source.length);
    const targets = new Float32Array(source.count * source.classes);
    for (let index = 0; index < source.count; index++) {
      source.write(index, data, index * source.length, random);
      writeTarget(source, index, targets, index * source.classes);
    }
    this.program.write(this.training.data, data, true);
    this.program.write(this.training.targets, targets, true);
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
    const step = this.begun;
    return {
      tensors: await this.readAll(this.kept),
      averaged: new Map([...(this.average?.weights ?? [])].map(([name, values]) => [name, values.slice()])),
      averageUpdates: this.average?.count ?? 0,
      step,
      seed: this.options.seed,
    };
  }

  /**
   * Returns to a checkpoint of a run with the same options; without the optimiser's moments, they begin at zero. Throws
   * EngineError('weights' | 'attribute').
   */
  restore(checkpoint: Checkpoint): void {
    if (checkpoint.seed !== this.options.seed) {
      throw new EngineError('attribute', 'the checkpoint is of another run: seed', {
        expected: this.options.seed,
        got: checkpoint.seed,
      });
    }
    const values = this.kept.map((tensor) => {
      const { name, length } = tensor;
      const isState = !this.modelTensors.includes(tensor);
      const given = checkpoint.tensors.get(name) ?? (isState ? new Float32Array(length) : undefined);
      if (given?.length === length) return given;
      throw new EngineError('weights', name, { expected: `${length} values`, got: given?.length ?? 'none' });
    });
    for (const [k, { id }] of this.kept.entries()) this.program.write(id, values[k] ?? new Float32Array());
    this.average?.restore(checkpoint.averaged, checkpoint.averageUpdates);
    this.begun = checkpoint.step;
  }

  dispose(): void {
    this.program.dispose();
  }

  private async readAll(tensors: readonly PlanTensor[]): Promise<Map<string, Float32Array>> {
    const values = await Promise.all(tensors.map(({ id }) => this.program.read(id)));
    return new Map(tensors.map(({ name }, k) => [name, values[k] ?? new Float32Array()]));
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

/** Samples that never change lie where the network computes, if one binding holds them all. */
const isResident = ({ isFixed, count, length, classes }: SampleSource): boolean =>
  isFixed === true && count * Math.max(length, classes) <= SHARED_ARENA;
