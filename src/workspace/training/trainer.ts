/**
 * A run from its recipe, with the moments that are kept of it, each the whole network as it was then. It lives in a
 * worker (worker.ts), where it may compute as long as it likes.
 */
import { type BackendChoice, openBackend } from '../../backend';
import type { Backend, Program, Weights } from '../../backend/types';
import { EngineError } from '../../core/errors';
import { type ResolvedModel, resolveModel } from '../../graph/model';
import { planModel } from '../../graph/plan';
import { augmenterOf } from '../../train/data/augment';
import { type ImageSet, imageBytes } from '../../train/data/imageSet';
import { predict } from '../../train/evaluate';
import { findDead, HealthWatch } from '../../train/health';
import { initialWeights } from '../../train/initialise';
import { type Checkpoint, TrainingRun } from '../../train/loop';
import { imageSource, type SampleSource, subset } from '../../train/samples';
import { type Film, filmOf } from './film';
import { beginnings, settingsOf } from './learning';
import { networkFor } from './networks';
import { firstFilters, Reader } from './reader';
import type { Recipe, Steering } from './recipe';
import type { SetFacts } from './sets';
import { type Split, some, splitOf } from './split';
import { deadUnits, type LayerMoment, Tally } from './tally';
import { augmentationOf } from './variations';

/** How good the network is at a moment. Losses are means of -ln p(right), in nats. */
export interface Moment {
  /** Steps done. */
  readonly step: number;
  /** Of the pictures learned from since the moment before; NaN at the start. */
  readonly loss: number;
  readonly accuracy: number;
  /** Of pictures that are never learned from. */
  readonly newLoss: number;
  readonly newAccuracy: number;
  /** Each layer with parameters, in the order of the network. */
  readonly layers: readonly LayerMoment[];
  /** The largest |weight| of the first of them. */
  readonly extent: number;
}

export interface Opened {
  /** Steps in an epoch. */
  readonly epoch: number;
  readonly steps: number;
  /** Pictures to learn from, and held back. */
  readonly pictures: number;
  readonly heldBack: number;
  readonly backend: string;
  readonly first: Advanced;
}

export interface Advanced {
  readonly step: number;
  /** Of the last step. */
  readonly loss: number;
  /** Moments reached meanwhile. */
  readonly moments: readonly Moment[];
  /** The network as it is now. */
  readonly weights: Weights;
  /** Pictures learned from in a second of training, moments not counted. */
  readonly rate: number;
  /** The first layer whose output is zero for every picture, which ends all learning before it; null: none. */
  readonly dead: string | null;
}

/** What the network makes of all held-back pictures. */
export interface Judged {
  /** counts[label][said] */
  readonly counts: readonly (readonly number[])[];
  /** The wrong ones, the most certain first. */
  readonly wrong: readonly Wrong[];
}

export interface Wrong {
  readonly label: number;
  readonly said: number;
  /** The probability of what was said. */
  readonly sure: number;
  /** Its bytes, in the set's shape. */
  readonly picture: Uint8Array;
}

/** Most steps handed to the device at once. */
const STEPS = 8;
/** Held-back pictures looked at for each moment; all of them when the whole is judged. */
const GLANCE = 500;
const BATCH = 100;
/** A mistake's picture is sent along for the first so many. */
const MOST_WRONG = 200;

const largest = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

export class Trainer {
  readonly moments: Checkpoint[] = [];
  private readonly tally: Tally;
  private reader: Reader | null = null;
  private pictures = 0;
  private milliseconds = 0;
  private readonly health: HealthWatch;
  private dead: string | null = null;

  private constructor(
    private readonly backend: Backend,
    private readonly run: TrainingRun,
    private readonly judge: Program,
    private readonly held: SampleSource,
    private readonly set: ImageSet,
    private readonly split: Split,
    private readonly recipe: Recipe,
    private readonly film: Film,
    readonly model: ResolvedModel,
    /** The weights that a run from a seed begins with. */
    readonly beginning: (seed: number) => Weights,
  ) {
    this.health = new HealthWatch(run.program.plan);
    this.tally = new Tally(run.program.plan);
  }

  /** Throws EngineError('device' | 'memory' | 'graph' | 'shape'). */
  static async open(
    recipe: Recipe,
    facts: SetFacts,
    set: ImageSet,
    choice: BackendChoice,
  ): Promise<{ trainer: Trainer; opened: Opened }> {
    const spec = networkFor(recipe.network, facts);
    const { backend } = await openBackend(choice);
    const { labels, preprocessing, isMixed, seconds } = facts;
    const split = some(splitOf(set, labels.length, isMixed), recipe.amount);
    const augmentation = augmentationOf(recipe.varied, facts);
    const augmenter = augmentation ? augmenterOf(augmentation, set) : undefined;
    const source = subset(imageSource(set, labels.length, preprocessing, augmenter), split.epoch);
    const held = subset(imageSource(set, labels.length, preprocessing), split.held);
    const start = beginnings(spec, recipe);
    const beginning = (seed: number): Weights => initialWeights(spec, seed, start);
    const weights = beginning(recipe.seed);
    const film = filmOf(recipe.epochs * Math.floor(source.count / recipe.batch), seconds);
    const run = await TrainingRun.start(backend, {
      ...settingsOf(recipe, recipe, film.steps),
      spec,
      source,
      batch: recipe.batch,
      seed: recipe.seed,
      stepsPerRun: STEPS,
      weights,
    });
    const judge = await backend.load(planModel(spec, { batch: BATCH }), weights);
    const model = resolveModel(spec, 1);
    const trainer = new Trainer(backend, run, judge, held, set, split, recipe, film, model, beginning);
    const first = await trainer.advance(0, 0, recipe);
    return {
      trainer,
      opened: {
        epoch: run.stepsPerEpoch,
        steps: film.steps,
        pictures: split.learned,
        heldBack: split.held.length,
        backend: backend.info.name,
        first,
      },
    };
  }

  /**
   * Trains until a step, or until the time is over, at least one step; keeps the moments on the way. Throws
   * EngineError('device') when the backend is lost.
   */
  async advance(until: number, milliseconds: number, steering: Steering): Promise<Advanced> {
    const { run, film, health, recipe } = this;
    run.change(settingsOf(recipe, steering, film.steps));
    const started = performance.now();
    const reached: Moment[] = [];
    if (this.moments.length === 0) reached.push(await this.keep());
    let loss = Number.NaN;
    const last = Math.min(until, film.steps);
    while (run.step < last && health.brokenAt === null) {
      const next = film.moments.find((step) => step > run.step) ?? last;
      for (const report of await run.steps(Math.min(STEPS, last - run.step, next - run.step))) {
        health.take(report);
        loss = report.loss;
        this.tally.take(report);
        this.pictures += recipe.batch;
        this.milliseconds += report.milliseconds;
      }
      if (health.brokenAt === null && run.step === next) reached.push(await this.keep());
      if (performance.now() - started >= milliseconds) break;
    }
    if (health.isDead) this.dead ??= await findDead(run.program);
    return {
      step: this.run.step,
      loss: health.brokenAt === null ? loss : Number.NaN,
      dead: this.dead,
      moments: reached,
      weights: await this.run.weights(),
      rate: this.milliseconds > 0 ? (1000 * this.pictures) / this.milliseconds : 0,
    };
  }

  /** Keeps a moment where the run stands, unless there is one: none is lost by a pause. */
  async rest(): Promise<readonly Moment[]> {
    return this.moments.at(-1)?.step === this.run.step ? [] : [await this.keep()];
  }

  /** The network as it was at a moment, by its place among the moments. */
  at(moment: number): Weights {
    const { tensors } = this.kept(moment);
    const weights = new Map<string, Float32Array>();
    for (const { name } of this.judge.plan.tensors) {
      const values = tensors.get(name);
      if (values) weights.set(name, values.slice());
    }
    return weights;
  }

  /** Reads single pictures; made when first asked for. */
  async reading(): Promise<Reader> {
    this.reader ??= await Reader.open(this.backend, this);
    return this.reader;
  }

  /** The whole of a moment, by its place among the moments. */
  kept(moment: number): Checkpoint {
    const kept = this.moments[moment];
    if (!kept) throw new EngineError('input', 'no such moment', { got: moment });
    return kept;
  }

  /** All held-back pictures at a moment. */
  async judged(moment: number): Promise<Judged> {
    this.show(moment);
    const { held, set, split } = this;
    const said = await predict(this.judge, held);
    const counts = Array.from({ length: held.classes }, () => new Array<number>(held.classes).fill(0));
    const wrong: Omit<Wrong & { index: number }, 'picture'>[] = [];
    for (let index = 0; index < held.count; index++) {
      const row = said.subarray(index * held.classes, (index + 1) * held.classes);
      const best = row.reduce((most, value, k) => (value > (row[most] ?? 0) ? k : most), 0);
      const label = held.label(index);
      const counted = counts[label];
      if (counted) counted[best] = (counted[best] ?? 0) + 1;
      if (best !== label) wrong.push({ index, label, said: best, sure: row[best] ?? Number.NaN });
    }
    wrong.sort((a, b) => b.sure - a.sure);
    const size = imageBytes(set);
    return {
      counts,
      wrong: wrong.slice(0, MOST_WRONG).map(({ index, ...each }) => {
        const from = (split.held[index] ?? 0) * size;
        return { ...each, picture: set.images.slice(from, from + size) };
      }),
    };
  }

  /** Goes on from a moment: what came after it is forgotten. */
  goOnFrom(moment: number): void {
    this.run.restore(this.kept(moment));
    this.moments.length = moment + 1;
    this.health.reset();
    this.dead = null;
    this.tally.forget();
  }

  dispose(): void {
    this.run.dispose();
    this.judge.dispose();
    this.reader?.dispose();
    this.backend.dispose();
  }

  /** Gives the judging program the weights of a moment. */
  private show(moment: number): void {
    const { tensors } = this.kept(moment);
    for (const { id, name } of this.judge.plan.tensors) {
      const values = tensors.get(name);
      if (values) this.judge.write(id, values);
    }
  }

  private async keep(): Promise<Moment> {
    const { held, judge } = this;
    this.moments.push(await this.run.save());
    this.show(this.moments.length - 1);
    const count = Math.min(GLANCE, held.count);
    const said = await predict(judge, { ...held, count });
    let [loss, right] = [0, 0];
    for (let index = 0; index < count; index++) {
      const row = said.subarray(index * held.classes, (index + 1) * held.classes);
      const own = row[held.label(index)] ?? Number.NaN;
      loss -= Math.log(Math.max(own, 2 ** -126));
      if (row.every((value) => value <= own)) right += 1;
    }
    const dead = await deadUnits(judge, this.model, Math.min(BATCH, count));
    const kept = this.kept(this.moments.length - 1);
    return {
      step: this.run.step,
      ...this.tally.end(dead),
      newLoss: loss / count,
      newAccuracy: right / count,
      extent: largest(kept.tensors.get(firstFilters(this.model).name) ?? new Float32Array()),
    };
  }
}
