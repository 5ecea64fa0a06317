/**
 * A run from its recipe, with the moments that are kept of it, each the whole network as it was then. It lives in a
 * worker (worker.ts), where it may compute as long as it likes.
 */
import { type BackendChoice, openBackend } from '../../backend';
import type { Backend, Weights } from '../../backend/types';
import { EngineError } from '../../core/errors';
import { type ModelSpec, type ResolvedModel, resolveModel } from '../../graph/model';
import { augmenterOf } from '../../train/data/augment';
import type { ImageSet } from '../../train/data/imageSet';
import { findBreak, findDead, HealthWatch } from '../../train/health';
import { initialWeights } from '../../train/initialise';
import { type Checkpoint, TrainingRun } from '../../train/loop';
import { imageSource, subset } from '../../train/samples';
import { type Film, filmOf } from './film';
import { extentOf, firstLayerOf } from './firstLayer';
import { Judge, type Judged } from './judge';
import type { Keeper, Keeping } from './keeper';
import type { Mark, Moment, Past } from './kept';
import { beginnings, settingsOf } from './learning';
import { networkFor } from './networks';
import { Reader } from './reader';
import { rebatched } from './rebatched';
import { type Recipe, steered } from './recipe';
import type { SetFacts } from './sets';
import { some, splitOf } from './split';
import { Tally } from './tally';
import { augmentationOf } from './variations';

export interface Opened {
  /** Steps in an epoch, and pictures in a step. */
  readonly epoch: number;
  readonly batch: number;
  readonly steps: number;
  /** Pictures to learn from, and held back. */
  readonly pictures: number;
  readonly heldBack: number;
  readonly backend: string;
  readonly spec: ModelSpec;
  /** With all moments of a run that goes on. */
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
  /** Where a number broke, if one has. */
  readonly broken: Broken | null;
  readonly marks: readonly Mark[];
  readonly keeping: Keeping;
}

/** A run that has come to no number. */
export interface Broken {
  /** The step in which it began, and the first layer; null where it cannot be found again. */
  readonly step: number;
  readonly layer: string | null;
  /** The last moment before it that is any good, by its place. */
  readonly good: number;
}

/** Most steps handed to the device at once. */
const STEPS = 8;
/** Seconds of film within which changes of the learning rate are one: a slider is dragged. */
const DRAGGED = 0.5;
/** A moment is good while the loss of new pictures is at most so many times the least. */
const GOOD = 2;

/** What a trainer works with. */
interface Parts {
  readonly backend: Backend;
  readonly run: TrainingRun;
  readonly judge: Judge;
  readonly film: Film;
  readonly spec: ModelSpec;
  /** Absent: the run is kept nowhere. */
  readonly keeper: Keeper | null;
}

export class Trainer {
  readonly checkpoints: Checkpoint[] = [];
  private readonly moments: Moment[] = [];
  private marks: Mark[] = [];
  private readonly tally: Tally;
  private reader: Reader | null = null;
  private pictures = 0;
  private milliseconds = 0;
  /** Of what came before this trainer. */
  private earlier = 0;
  private readonly health: HealthWatch;
  private dead: string | null = null;
  private broken: Broken | null = null;

  private constructor(
    private readonly parts: Parts,
    readonly model: ResolvedModel,
    /** The weights that a run from a seed begins with. */
    readonly beginning: (seed: number) => Weights,
    private recipe: Recipe,
  ) {
    this.health = new HealthWatch(parts.run.program.plan);
    this.tally = new Tally(parts.run.program.plan);
  }

  /**
   * Begins a run, or goes on with one from its last moment: on another backend, or with other settings, which its marks
   * then tell. Throws EngineError('device' | 'memory' | 'graph' | 'shape' | 'weights').
   */
  static async open(
    recipe: Recipe,
    facts: SetFacts,
    set: ImageSet,
    choice: BackendChoice,
    past: Past | null = null,
    keeper: Keeper | null = null,
  ): Promise<{ trainer: Trainer; opened: Opened }> {
    const spec = past?.spec ?? networkFor(recipe.network, facts);
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
      ...settingsOf(recipe, film.steps),
      spec,
      source,
      batch: recipe.batch,
      seed: recipe.seed,
      stepsPerRun: STEPS,
      weights,
    });
    const model = resolveModel(spec, 1);
    const judge = await Judge.open(backend, model, weights, set, held, split.held);
    const trainer = new Trainer({ backend, run, judge, film, spec, keeper }, model, beginning, recipe);
    if (past) trainer.goOn(past);
    const first = await trainer.advance(0, 0, recipe);
    return {
      trainer,
      opened: {
        epoch: run.stepsPerEpoch,
        batch: recipe.batch,
        steps: film.steps,
        pictures: split.learned,
        heldBack: split.held.length,
        backend: backend.info.name,
        spec,
        first: { ...first, moments: [...trainer.moments] },
      },
    };
  }

  /** The run so far. */
  get past(): Past {
    const { recipe, parts, moments, checkpoints, marks } = this;
    const { spec, backend, film, run } = parts;
    return {
      ...{ recipe, spec, backend: backend.info.name, steps: film.steps, epoch: run.stepsPerEpoch },
      ...{ moments: [...moments], checkpoints: [...checkpoints], marks: [...marks] },
    };
  }

  /**
   * Trains until a step, or until the time is over, at least one step; keeps the moments on the way. Of the recipe,
   * what takes effect at once may be other each time. Throws EngineError('device') when the backend is lost.
   */
  async advance(until: number, milliseconds: number, recipe: Recipe): Promise<Advanced> {
    const { health, parts } = this;
    const { run, film } = parts;
    const started = performance.now();
    const reached = this.moments.length === 0 ? [await this.keep()] : await this.follow(recipe);
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
    if (health.brokenAt !== null) this.broken ??= await this.findBroken(health.brokenAt);
    if (health.isDead) this.dead ??= await findDead(run.program);
    return {
      step: this.broken?.step ?? run.step,
      loss: this.broken ? Number.NaN : loss,
      dead: this.dead,
      broken: this.broken,
      moments: reached,
      marks: this.marks,
      keeping: this.keeping,
      weights: await run.weights(),
      rate: this.milliseconds > 0 ? (1000 * this.pictures) / this.milliseconds : 0,
    };
  }

  /** Keeps a moment where the run stands, unless there is one: none is lost by a pause. */
  async rest(): Promise<readonly Moment[]> {
    const isKept = this.moments.at(-1)?.step === this.parts.run.step || this.health.brokenAt !== null;
    return isKept ? [] : [await this.keep()];
  }

  /** The network as it was at a moment, by its place among the moments. */
  at(moment: number): Weights {
    const { tensors } = this.checkpoint(moment);
    return new Map(this.parts.judge.weightsOf(tensors).map(({ name, values }) => [name, values.slice()]));
  }

  /** Reads single pictures; made when first asked for. */
  async reading(): Promise<Reader> {
    this.reader ??= await Reader.open(this.parts.backend, this);
    return this.reader;
  }

  /** All held-back pictures at a moment. */
  judged(moment: number): Promise<Judged> {
    return this.parts.judge.all(this.checkpoint(moment).tensors);
  }

  /** Goes on from a moment: what came after it is forgotten. Gives the marks that there are now. */
  goOnFrom(moment: number): readonly Mark[] {
    const checkpoint = this.checkpoint(moment);
    const { step } = checkpoint;
    const from = this.broken?.step ?? this.parts.run.step;
    this.parts.run.restore(checkpoint);
    this.earlier = (this.moments[moment]?.milliseconds ?? 0) - this.milliseconds;
    this.checkpoints.length = moment + 1;
    this.moments.length = moment + 1;
    // The learning rate is that of the moment; other settings stay.
    this.marks = this.marks.flatMap((mark) => {
      if (mark.step < step) return [mark];
      return mark.what === 'rate' || mark.what === 'back' ? [] : [{ ...mark, step }];
    });
    this.recipe = { ...this.recipe, rate: this.moments[moment]?.rate ?? this.recipe.rate };
    if (from > step) this.marks.push({ step, what: 'back', from, to: step });
    this.health.reset();
    this.dead = null;
    this.broken = null;
    this.tally.forget();
    this.note();
    return this.marks;
  }

  /** Waits until all is kept that can be. */
  async kept(): Promise<Keeping> {
    await this.parts.keeper?.flush();
    return this.keeping;
  }

  private get keeping(): Keeping {
    return this.parts.keeper?.state ?? 'none';
  }

  /** Keeps what is not kept yet, and ends. */
  async close(): Promise<void> {
    const { run, judge, backend } = this.parts;
    // What is lost already cannot be kept.
    await this.rest().catch(() => {});
    await this.kept();
    run.dispose();
    judge.dispose();
    this.reader?.dispose();
    backend.dispose();
  }

  /** Takes up an earlier run where it stood. */
  private goOn(past: Past): void {
    const { run, film, backend: now } = this.parts;
    const { varied, rate, batch } = this.recipe;
    const { recipe, backend } = past;
    const { moments, checkpoints, marks } = recipe.batch === batch ? past : rebatched(past, batch, film.steps);
    this.moments.push(...moments);
    this.checkpoints.push(...checkpoints);
    this.marks = [...marks];
    run.restore(this.checkpoint(moments.length - 1));
    this.earlier = moments.at(-1)?.milliseconds ?? 0;
    const { step } = run;
    if (step === 0) return;
    if (recipe.batch !== batch) this.marks.push({ step, what: 'batch', from: recipe.batch, to: batch });
    if (recipe.varied !== varied) this.marks.push({ step, what: 'varied', from: recipe.varied, to: varied });
    if (recipe.rate !== rate) this.marks.push({ step, what: 'rate', from: recipe.rate, to: rate });
    if (backend !== now.info.name) this.marks.push({ step, what: 'backend', from: backend, to: now.info.name });
    if (this.marks.length > marks.length) this.note();
  }

  /** Learns by other numbers from here on, with a moment to come back to and a mark for each. */
  private async follow(recipe: Recipe): Promise<Moment[]> {
    const { run, film } = this.parts;
    const before = this.recipe;
    const changed = steered.filter((field) => before[field] !== recipe[field]);
    const reached: Moment[] = [];
    for (const what of run.step > 0 && this.broken === null ? changed : []) {
      const [from, to] = [before[what], recipe[what]];
      const last = this.marks.at(-1);
      const since = film.secondsAt(run.step) - film.secondsAt(last?.step ?? 0);
      if (last?.what === what && since < DRAGGED) {
        this.marks.pop();
        if (last.from !== to) this.marks.push({ ...last, to });
      } else {
        reached.push(...(await this.rest()));
        this.marks.push({ step: run.step, what, from, to });
      }
    }
    this.recipe = recipe;
    run.change(settingsOf(recipe, film.steps));
    if (changed.length > 0) this.note();
    return reached;
  }

  /** Finds the layer and the step in which numbers broke, by doing the steps since the last moment again. */
  private async findBroken(step: number): Promise<Broken> {
    const { run } = this.parts;
    const least = Math.min(...this.moments.map(({ newLoss }) => newLoss).filter(Number.isFinite));
    const good = Math.max(
      0,
      this.moments.findLastIndex(({ newLoss }) => newLoss <= GOOD * least),
    );
    try {
      const found = await findBreak(run, this.checkpoint(this.moments.length - 1), run.step);
      return { step: found.step, layer: found.node, good };
    } catch (error) {
      // By another learning rate, the steps before its change were others.
      if (error instanceof EngineError && error.code === 'input') return { step, layer: null, good };
      throw error;
    }
  }

  /** The whole of a moment, by its place among the moments. */
  checkpoint(moment: number): Checkpoint {
    const kept = this.checkpoints[moment];
    if (!kept) throw new EngineError('input', 'no such moment', { got: moment });
    return kept;
  }

  private note(): void {
    this.parts.keeper?.note(this.past);
  }

  private async keep(): Promise<Moment> {
    const { parts, recipe } = this;
    const checkpoint = await parts.run.save();
    const { dead, ...fresh } = await parts.judge.glance(checkpoint.tensors);
    const moment: Moment = {
      step: checkpoint.step,
      ...this.tally.end(dead),
      ...fresh,
      extent: extentOf(checkpoint.tensors.get(firstLayerOf(this.model)?.weight ?? '') ?? new Float32Array()),
      rate: recipe.rate,
      milliseconds: this.earlier + this.milliseconds,
    };
    this.checkpoints.push(checkpoint);
    this.moments.push(moment);
    this.note();
    return moment;
  }
}
