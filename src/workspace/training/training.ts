/**
 * A run as it is watched: it plays forward by training, and again from any moment that is kept. The page's own network
 * gets the weights of what is shown, so maps, answer and drawing are those of Explore.
 *
 *   const training = new Training(workspace, subject);
 *   training.play();
 *   training.seek(12);            // shows the thirteenth moment, paused
 */
import { createStore } from 'zustand/vanilla';
import type { BackendChoice } from '../../backend';
import type { Weights } from '../../backend/types';
import { Thread } from '../../core/thread';
import type { StoredModel } from '../../formats/model';
import { networkOf } from '../network';
import type { Workspace } from '../workspace';
import { filmOf } from './film';
import { networkFor } from './networks';
import { type Asked, createAnswers, type Given } from './questions';
import { type Recipe, steeringOf } from './recipe';
import type { TrainingSet } from './sets';
import { atFirst, type Speed, type TrainingPulse, type TrainingState } from './state';
import type { Subject } from './subject';
import type { Moment } from './trainer';

/** A question is short enough for the page to be answered between two frames. */
const TURN = 25;
/** The longest time between two frames that counts: a tab that was hidden does not catch up. */
const LONGEST = 0.1;

/** Whether the loss on what is learned comes down to `stop` with one of these moments. */
function reaches(moments: readonly Moment[], before: number, stop: number): boolean {
  const losses = [before, ...moments.map(({ loss }) => loss)];
  return losses.some((loss, i) => i > 0 && loss <= stop && !((losses[i - 1] ?? Number.NaN) <= stop));
}

type Aim = { readonly kind: 'play' } | { readonly kind: 'until'; readonly step: number };

export class Training {
  readonly store = createStore<TrainingState>()(() => atFirst);
  readonly pulse = createStore<TrainingPulse>()(() => ({ step: 0, seconds: 0, loss: Number.NaN, imagesPerSecond: 0 }));
  private readonly thread = new Thread<Asked, Given>({
    open: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
    here: createAnswers(),
  });
  /** The weights the run began with. */
  began: Weights = new Map();
  private recipe: Recipe | null = null;
  private set: TrainingSet | null = null;
  private backend: BackendChoice = 'auto';
  private aim: Aim | null = null;
  /** Increases with every run: answers of an earlier one are dropped. */
  private generation = 0;
  private isTurning = false;
  private lastFrame = 0;
  private isShown = false;
  /** The step that trained, while a moment is shown. */
  private trained = 0;
  private wanted: number | null = null;
  /** The drawing as the network reads it; null without one. */
  input: Float32Array | null = null;
  /** Moments at which it has been answered. */
  private answered = 0;
  private readonly stops: (() => void)[] = [];

  constructor(
    readonly workspace: Workspace,
    readonly subject: Subject,
  ) {
    this.stops.push(
      workspace.frame.subscribe((now, before) => {
        if (now.inputVersion !== before.inputVersion) this.inputChanged();
      }),
    );
  }

  /** Begins a run from a recipe and its set, paused before its first step. */
  begin(recipe: Recipe, set: TrainingSet, backend: BackendChoice): void {
    this.generation += 1;
    this.recipe = recipe;
    this.set = set;
    this.backend = backend;
    this.aim = null;
    this.wanted = null;
    this.trained = 0;
    this.answered = 0;
    const spec = networkFor(recipe.network, set.facts);
    this.store.setState({
      status: 'loading',
      failure: null,
      set: set.facts,
      backend: null,
      moments: [],
      answers: [],
      dead: null,
      shown: null,
    });
    this.pulse.setState({ step: 0, seconds: 0, loss: Number.NaN, imagesPerSecond: 0 });
    void this.open(recipe, set, backend, this.generation, spec);
  }

  /** Trains on from the end; from an earlier moment, shows again what came, then trains on. */
  play(): void {
    const { status, film } = this.store.getState();
    if (status === 'loading' || status === 'failed') return;
    const atEnd = this.trained >= film.steps && this.store.getState().shown === null;
    if (atEnd) this.seek(0);
    this.aim = { kind: 'play' };
    this.lastFrame = 0;
    this.store.setState({ status: 'running' });
    this.turn();
  }

  pause(): void {
    this.aim = null;
    if (this.store.getState().status === 'running') this.store.setState({ status: 'paused' });
  }

  /** Trains some steps from the end. */
  advance(steps: number): void {
    this.until(this.trained + steps);
  }

  /** Trains to the end of the epoch. */
  advanceEpoch(): void {
    const { epoch } = this.store.getState();
    this.until((Math.floor(this.trained / epoch) + 1) * epoch);
  }

  /** Begins the same run again. */
  reset(): void {
    if (this.recipe && this.set) this.begin(this.recipe, this.set, this.backend);
  }

  /** Shows a moment, paused; null or the last one: the end. */
  seek(moment: number | null): void {
    const { moments, film } = this.store.getState();
    this.pause();
    const last = moments.length - 1;
    const at = moment === null ? last : Math.max(0, Math.min(last, moment));
    const step = moments[at]?.step ?? 0;
    const isEnd = moment === null || (at === last && step === this.trained);
    this.wanted = at;
    this.store.setState({ shown: isEnd ? null : at });
    this.pulse.setState({ seconds: film.secondsAt(isEnd ? this.trained : step), step: isEnd ? this.trained : step });
    this.turn();
  }

  /** A run that goes on from the moment shown; what came after it is forgotten. */
  async goOnFromHere(): Promise<void> {
    const { shown, moments, answers } = this.store.getState();
    const step = moments[shown ?? -1]?.step;
    if (shown === null || step === undefined) return;
    this.pause();
    const given = await this.ask({ kind: 'goOn', moment: shown });
    if (given?.kind !== 'goOn') return;
    this.trained = step;
    this.answered = Math.min(this.answered, shown + 1);
    this.store.setState({
      moments: moments.slice(0, shown + 1),
      answers: answers.slice(0, shown + 1),
      shown: null,
      dead: null,
      status: 'paused',
      failure: null,
    });
    this.play();
  }

  setSpeed(speed: Speed): void {
    this.store.setState({ speed });
  }

  /** Goes on with a recipe that does not begin anew (`beginsAnew`), from the next step on. */
  steer(recipe: Recipe): void {
    this.recipe = recipe;
  }

  /** All held-back pictures at the moment shown. */
  async judged() {
    const { shown, moments } = this.store.getState();
    const given = await this.ask({ kind: 'judge', moment: shown ?? moments.length - 1 });
    return given?.kind === 'judge' ? given.judged : null;
  }

  /** The network at the playhead, to be kept or opened elsewhere; null before there is one. */
  async taken(): Promise<StoredModel | null> {
    const { shown, moments, film } = this.store.getState();
    const { recipe } = this;
    const at = shown ?? moments.length - 1;
    const moment = moments[at];
    const { network } = this.workspace.store.getState();
    if (!recipe || !moment || !network) return null;
    const given = await this.ask({ kind: 'at', moment: at });
    if (given?.kind !== 'at') return null;
    const provenance = {
      ...JSON.parse(JSON.stringify(recipe)),
      step: moment.step,
      steps: film.steps,
      accuracy: moment.newAccuracy,
    };
    return { spec: network.spec, weights: given.weights, provenance };
  }

  /** Computes only while a page shows it. */
  show(isShown: boolean): void {
    this.isShown = isShown;
    this.lastFrame = 0;
    this.turn();
  }

  dispose(): void {
    this.generation += 1;
    for (const stop of this.stops) stop();
    this.thread.close();
    this.workspace.dispose();
  }

  private until(step: number): void {
    const { status, film } = this.store.getState();
    if (status === 'loading' || status === 'failed') return;
    if (this.store.getState().shown !== null) this.seek(null);
    this.aim = { kind: 'until', step: Math.min(step, film.steps) };
    this.store.setState({ status: 'running' });
    this.turn();
  }

  private async open(
    recipe: Recipe,
    set: TrainingSet,
    backend: BackendChoice,
    generation: number,
    spec: ReturnType<typeof networkFor>,
  ): Promise<void> {
    const given = await this.ask({
      kind: 'open',
      recipe,
      set,
      backend,
      base: new URL(this.workspace.host.base, document.baseURI).href,
    });
    if (generation !== this.generation || given?.kind !== 'open') return;
    const { first, steps, ...facts } = given.opened;
    const stored = { spec, weights: first.weights, provenance: {} };
    this.began = new Map([...first.weights].map(([name, values]) => [name, values.slice()]));
    this.workspace.take(stored, networkOf(stored));
    this.store.setState({ ...facts, film: filmOf(steps, set.facts.seconds), moments: first.moments, status: 'idle' });
    this.inputChanged();
  }

  /** Asks the trainer, after all that was asked before. Null if the run has failed, or another has begun. */
  async ask(asked: Asked): Promise<Given | null> {
    const { generation } = this;
    try {
      const given = await this.asking(asked);
      return generation === this.generation ? given : null;
    } catch (error) {
      if (generation !== this.generation) return null;
      const what = error instanceof Error ? error.message : String(error);
      this.aim = null;
      this.store.setState({ status: 'failed', failure: { kind: 'stopped', what } });
      return null;
    }
  }

  /** One question at a time. */
  private queue: Promise<unknown> = Promise.resolve();
  private asking(asked: Asked): Promise<Given> {
    const answer = this.queue.then(() => this.thread.ask(asked));
    this.queue = answer.catch(() => {});
    return answer;
  }

  private inputChanged(): void {
    const { network } = this.workspace.store.getState();
    // Prepared already for the frame.
    const given = network && this.subject.prepare(network);
    this.input = given && !given.shown.isEmpty ? given.values.slice() : null;
    // Until they are known anew, those to the drawing before stay; without a drawing there are none.
    this.answered = 0;
    if (!this.input) this.store.setState({ answers: [] });
    this.turn();
  }

  /** Does what is wanted next, until nothing is. */
  private turn(): void {
    if (this.isTurning) return;
    this.isTurning = true;
    void (async () => {
      try {
        while (this.isShown && (await this.next()));
      } finally {
        this.isTurning = false;
      }
    })();
  }

  /** Whether something was done. */
  private async next(): Promise<boolean> {
    const { status, moments } = this.store.getState();
    if (status === 'loading' || moments.length === 0) return false;
    if (this.wanted !== null) {
      const moment = this.wanted;
      this.wanted = null;
      const given = await this.ask({ kind: 'at', moment });
      if (given?.kind === 'at') this.take(given.weights);
      return true;
    }
    if (this.input && this.answered < moments.length) {
      const { input, answered } = this;
      const given = await this.ask({ kind: 'answers', input, first: answered });
      if (given?.kind === 'answers' && input === this.input) {
        const said = [...this.store.getState().answers.slice(0, answered), ...given.answers];
        this.answered = said.length;
        this.store.setState({ answers: said });
      }
      if (this.aim === null) return true;
    }
    if (this.aim === null) {
      if (status !== 'paused' || moments.at(-1)?.step === this.trained) return false;
      const given = await this.ask({ kind: 'rest' });
      if (given?.kind === 'rest') this.remember(given.moments);
      return true;
    }
    await this.move(this.aim);
    return true;
  }

  private async move(aim: Aim): Promise<void> {
    const { film, speed, shown } = this.store.getState();
    const isFull = aim.kind === 'until' || speed === 'full';
    const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const passed = this.lastFrame === 0 ? 0 : Math.min(LONGEST, (now - this.lastFrame) / 1000);
    this.lastFrame = now;
    if (this.aim !== aim) return;
    const seconds = this.pulse.getState().seconds + passed * (isFull ? 1 : Number(speed));
    if (shown !== null) return this.replay(seconds);
    const until = aim.kind === 'until' ? aim.step : isFull ? film.steps : Math.floor(film.stepAt(seconds));
    if (until <= this.trained && until < film.steps) {
      this.pulse.setState({ seconds });
      if (aim.kind === 'until') this.pause();
      return;
    }
    const { recipe } = this;
    if (!recipe) return;
    const given = await this.ask({ kind: 'advance', until, milliseconds: TURN, steering: steeringOf(recipe) });
    if (given?.kind !== 'advance') return;
    const before = this.store.getState().moments.at(-1)?.loss ?? Number.NaN;
    const { advanced } = given;
    this.trained = advanced.step;
    this.pulse.setState({
      step: advanced.step,
      loss: advanced.loss,
      imagesPerSecond: advanced.rate,
      // A machine that is too slow for the film slows the playhead down.
      seconds: isFull || advanced.step < until ? film.secondsAt(advanced.step) : Math.min(seconds, film.seconds),
    });
    this.remember(advanced.moments);
    if (advanced.dead !== this.store.getState().dead) this.store.setState({ dead: advanced.dead });
    if (this.store.getState().shown === null) this.take(advanced.weights);
    if (!Number.isFinite(advanced.loss) && advanced.step < film.steps) {
      this.aim = null;
      this.store.setState({ status: 'failed', failure: { kind: 'nan', step: advanced.step } });
    } else if (
      advanced.step >= (aim.kind === 'until' ? aim.step : film.steps) ||
      reaches(advanced.moments, before, recipe.stopLoss)
    ) {
      this.pause();
    }
  }

  /** Shows again what came: the moment that stands at these seconds of film. */
  private replay(seconds: number): void {
    const { film, moments, shown } = this.store.getState();
    const at = moments.findLastIndex(({ step }) => film.secondsAt(step) <= seconds);
    this.pulse.setState({ seconds });
    if (at === shown) return;
    const isEnd = at >= moments.length - 1;
    this.wanted = at;
    const step = isEnd ? this.trained : (moments[at]?.step ?? 0);
    this.store.setState({ shown: isEnd ? null : at });
    this.pulse.setState({ step, ...(isEnd && { seconds: film.secondsAt(step) }) });
    if (isEnd && this.trained >= film.steps) this.pause();
  }

  private remember(reached: readonly Moment[]): void {
    if (reached.length > 0) this.store.setState(({ moments }) => ({ moments: [...moments, ...reached] }));
  }

  private take(weights: Weights): void {
    for (const [name, values] of weights) this.workspace.engine.setWeight(name, values);
  }
}
