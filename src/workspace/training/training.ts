/**
 * A run as it is watched: it plays forward by training, and again from any moment that is kept. The page's own network
 * gets the weights of what is shown, so maps, answer and drawing are those of Explore.
 */
import { createStore } from 'zustand/vanilla';
import type { BackendChoice } from '../../backend';
import type { Weights } from '../../backend/types';
import { networkOf } from '../network';
import type { Workspace } from '../workspace';
import { Clock, isHidden, turnOf } from './clock';
import { Conversation } from './conversation';
import { isReopened, isSameRecipe, mayGoOn } from './differences';
import { filmOf } from './film';
import type { Moment, RunRecord } from './kept';
import type { Recipe } from './recipe';
import type { SetFacts, TrainingSet } from './sets';
import { atFirst, still, type TrainingPulse, type TrainingState } from './state';
import { reaches } from './stopping';
import type { Subject } from './subject';
import type { Advanced } from './trainer';

type Aim = { readonly kind: 'play' } | { readonly kind: 'until'; readonly step: number };

export class Training {
  readonly store = createStore<TrainingState>()(() => atFirst);
  readonly pulse = createStore<TrainingPulse>()(() => still);
  readonly conversation = new Conversation({
    reopen: (isDevice) => this.open(isDevice && this.store.getState().backend === 'webgpu' ? 'wasm' : this.backend),
    fail: (error) => {
      this.aim = null;
      const what = error instanceof Error ? error.message : String(error);
      this.store.setState({ status: 'failed', failure: { kind: 'stopped', what } });
    },
  });
  /** The weights the run began with. */
  began: Weights = new Map();
  /** Of the run at work. */
  recipe: Recipe | null = null;
  private set: TrainingSet | null = null;
  private backend: BackendChoice = 'auto';
  private aim: Aim | null = null;
  private isTurning = false;
  private readonly clock = new Clock();
  private isShown = false;
  /** The step that trained, while a moment is shown. */
  private trained = 0;
  /** The last turn did not come as far as the film. */
  private isBehind = false;
  private wanted: number | null = null;
  /** The drawing as the network reads it; null without one. */
  input: Float32Array | null = null;
  /** Moments at which it has been answered. */
  private answered = 0;
  private readonly stops: (() => void)[] = [];

  constructor(
    readonly workspace: Workspace,
    readonly subject: Subject,
    /** Takes a run for this tab; null: none is kept. */
    private readonly claim: ((run: string) => void) | null,
  ) {
    this.stops.push(
      workspace.frame.subscribe((now, before) => {
        if (now.inputVersion !== before.inputVersion) this.inputChanged();
      }),
    );
  }

  /** Begins a run from a recipe, paused before its first step. */
  begin(recipe: Recipe, set: TrainingSet, backend: BackendChoice, isElsewhere = false): void {
    const run = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
    this.claim?.(run);
    this.start(run, recipe, set, backend);
    this.store.setState({ isElsewhere });
  }

  /** Shows a kept run where it stands, paused. It must be this tab's already (Runs.take). */
  resume({ id, recipe }: RunRecord, set: TrainingSet, backend: BackendChoice): void {
    this.start(id, recipe, set, backend);
  }

  /** Takes up other settings: a run goes on with some, by others another one begins. */
  follow(recipe: Recipe, setFor: () => TrainingSet | null): void {
    const before = this.recipe;
    if (before && isSameRecipe(before, recipe)) return;
    if (!before || !mayGoOn(before, recipe)) {
      const set = setFor();
      if (set) this.begin(recipe, set, this.backend);
      return;
    }
    this.recipe = recipe;
    if (isReopened(before, recipe)) void this.open(this.backend);
  }

  /** Computes elsewhere from here on. */
  moveTo(backend: BackendChoice): void {
    if (backend !== this.backend && this.recipe) void this.open(backend);
    this.backend = backend;
  }

  /** Trains on from the end; from an earlier moment, shows again what came, then trains on. */
  play(): void {
    const { status, film, shown } = this.store.getState();
    if (status === 'loading' || status === 'failed') return;
    if (this.trained >= film.steps && shown === null) this.seek(0);
    this.aim = { kind: 'play' };
    this.clock.reset();
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
    const { shown } = this.store.getState();
    if (shown !== null && (await this.goOnFrom(shown))) this.play();
  }

  /** From a run that has come to no number, back to its last good moment, paused. */
  async back(): Promise<void> {
    const { failure } = this.store.getState();
    if (failure?.kind === 'nan' && (await this.goOnFrom(failure.good))) this.seek(null);
  }

  /** Computes only while a page shows it. */
  show(isShown: boolean): void {
    this.isShown = isShown;
    this.clock.reset();
    this.turn();
  }

  dispose(): void {
    for (const stop of this.stops) stop();
    this.conversation.close();
    this.workspace.dispose();
  }

  private until(step: number): void {
    const { status, shown } = this.store.getState();
    if (status === 'failed') return;
    if (shown !== null) this.seek(null);
    this.aim = { kind: 'until', step };
    // Once it is open.
    if (status === 'loading') return;
    this.store.setState({ status: 'running' });
    this.turn();
  }

  private start(run: string, recipe: Recipe, set: TrainingSet, backend: BackendChoice): void {
    this.wait(set.facts);
    this.recipe = recipe;
    this.set = set;
    this.backend = backend;
    this.store.setState({ run });
    void this.open(backend);
  }

  /** Ends the run, where there is nothing to learn from yet. */
  wait(set: SetFacts): void {
    this.conversation.renew();
    [this.recipe, this.set, this.aim, this.wanted] = [null, null, null, null];
    this.trained = 0;
    this.answered = 0;
    this.store.setState(({ speed }) => ({ ...atFirst, speed, set }));
    this.pulse.setState(still);
  }

  /** Opens the run, from its start or from where it stands: elsewhere, or with other settings. */
  private async open(backend: BackendChoice): Promise<void> {
    const { recipe, set, claim } = this;
    const which = { run: this.store.getState().run, isKept: claim !== null };
    if (!recipe || !set) return;
    const base = new URL(this.workspace.host.base, document.baseURI).href;
    const given = await this.conversation.ask({ kind: 'open', ...which, recipe, set, backend, base });
    if (given?.kind !== 'open') return;
    const { first, steps, spec, ...facts } = given.opened;
    const isNew = this.store.getState().status === 'loading';
    if (isNew) {
      const began = first.step === 0 ? first.weights : await this.weightsAt(0);
      if (!began) return;
      const stored = { spec, weights: first.weights, provenance: {} };
      this.began = new Map([...began].map(([name, values]) => [name, values.slice()]));
      this.workspace.take(stored, networkOf(stored));
    } else if (this.store.getState().shown === null) this.take(first.weights);
    const before = this.store.getState();
    const { moments, marks, keeping, dead, step } = first;
    const film = filmOf(steps, set.facts.seconds);
    // What was said at moments that are there no more is not known.
    const same = before.moments.findIndex((moment, i) => moment.step !== moments[i]?.step);
    this.answered = Math.min(this.answered, same < 0 ? before.moments.length : same);
    this.trained = step;
    this.clock.reset();
    const rests = step > 0 ? 'paused' : 'idle';
    this.store.setState({
      ...{ ...facts, film, moments, marks, keeping, dead, failure: null },
      answers: before.answers.slice(0, this.answered),
      shown: before.shown !== null && before.shown < moments.length - 1 ? before.shown : null,
      status: this.aim ? 'running' : rests,
      ...(isNew && { returned: step > 0 ? step : null }),
    });
    if (this.store.getState().shown === null) this.pulse.setState({ step, seconds: film.secondsAt(step) });
    if (isNew) this.inputChanged();
    this.turn();
  }

  /** Whether the run stands at the moment now, paused, and nothing after it is left. */
  private async goOnFrom(moment: number): Promise<boolean> {
    const { moments, answers } = this.store.getState();
    const step = moments[moment]?.step;
    this.pause();
    const given = await this.conversation.ask({ kind: 'goOn', moment });
    if (given?.kind !== 'goOn' || step === undefined) return false;
    this.trained = step;
    this.answered = Math.min(this.answered, moment + 1);
    this.store.setState({
      moments: moments.slice(0, moment + 1),
      answers: answers.slice(0, moment + 1),
      marks: given.marks,
      shown: null,
      dead: null,
      returned: null,
      status: 'paused',
      failure: null,
    });
    return true;
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
      const weights = await this.weightsAt(moment);
      if (weights) this.take(weights);
      return true;
    }
    if (this.input && this.answered < moments.length) {
      const { input, answered } = this;
      const given = await this.conversation.ask({ kind: 'answers', input, first: answered });
      if (given?.kind === 'answers' && input === this.input) {
        const said = [...this.store.getState().answers.slice(0, answered), ...given.answers];
        this.answered = said.length;
        this.store.setState({ answers: said });
      }
      if (this.aim === null) return true;
    }
    if (this.aim === null) {
      if (status !== 'paused' || moments.at(-1)?.step === this.trained) return false;
      const given = await this.conversation.ask({ kind: 'rest' });
      if (given?.kind !== 'rest') return given !== null;
      this.remember(given.moments);
      this.store.setState({ keeping: given.keeping });
      return true;
    }
    await this.move(this.aim);
    return true;
  }

  private async move(aim: Aim): Promise<void> {
    const { film, speed, shown } = this.store.getState();
    const isFull = aim.kind === 'until' || speed === 'full';
    const passed = await this.clock.turn(this.isBehind);
    const { recipe } = this;
    if (this.aim !== aim || !recipe) return;
    const seconds = this.pulse.getState().seconds + passed * (isFull ? 1 : Number(speed));
    if (shown !== null) return isHidden() ? undefined : this.replay(seconds);
    const until =
      aim.kind === 'until' ? Math.min(aim.step, film.steps) : isFull ? film.steps : Math.floor(film.stepAt(seconds));
    if (until <= this.trained && until < film.steps) {
      this.pulse.setState({ seconds });
      if (aim.kind === 'until') this.pause();
      return;
    }
    const given = await this.conversation.ask({ kind: 'advance', until, milliseconds: turnOf(isFull), recipe });
    if (given?.kind !== 'advance') return;
    const before = this.store.getState().moments.at(-1)?.loss ?? Number.NaN;
    const { advanced } = given;
    if (advanced.step > this.trained) this.conversation.advanced();
    this.trained = advanced.step;
    this.isBehind = advanced.step < until;
    this.pulse.setState({
      step: advanced.step,
      loss: advanced.loss,
      imagesPerSecond: advanced.rate,
      // A machine that is too slow for the film slows the playhead down.
      seconds: isFull || this.isBehind ? film.secondsAt(advanced.step) : Math.min(seconds, film.seconds),
    });
    this.remember(advanced.moments);
    this.learn(advanced);
    if (this.store.getState().shown === null) this.take(advanced.weights);
    if (advanced.broken) {
      this.aim = null;
      this.store.setState({ status: 'failed', failure: { kind: 'nan', ...advanced.broken } });
    } else if (
      advanced.step >= (aim.kind === 'until' ? until : film.steps) ||
      reaches(advanced.moments, before, recipe.stopLoss)
    ) {
      this.pause();
    }
  }

  /** Takes over what seldom changes. */
  private learn({ dead, keeping, marks }: Advanced): void {
    const now = { dead, keeping, marks, returned: null };
    const before = this.store.getState();
    const isOther = dead !== before.dead || keeping !== before.keeping || before.returned !== null;
    if (isOther || JSON.stringify(marks) !== JSON.stringify(before.marks)) this.store.setState(now);
  }

  /** The network as it was at a moment, by its place; null if the run is lost. */
  async weightsAt(moment: number): Promise<Weights | null> {
    const given = await this.conversation.ask({ kind: 'at', moment });
    return given?.kind === 'at' ? given.weights : null;
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
