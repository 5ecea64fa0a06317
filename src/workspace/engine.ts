/**
 * The engine session: one backend, one program, one canvas, and the frame loop over them.
 *
 * The latest input wins: at most one run is in flight and at most one waits, so a burst of changes within a display
 * frame causes one run. No frame awaits a run. If a backend fails, the next takes over with the same model, input and
 * scene.
 */
import type { BackendChoice, Opened, Refusal } from '../backend';
import type { Backend, BackendName, Program, RunReport, Scene } from '../backend/types';
import { withTimeout } from '../core/timeout';
import type { StoredModel } from '../formats/model';
import { sampleCalls } from '../graph/alone';
import type { TensorId } from '../kernels/kernel';
import { ChangedWeights } from './changedWeights';
import { messageOf, passOverCode, refusalCode, runFailure, WrongResults } from './engineFailures';
import type { EngineEvents, EngineInput, EngineParts, Loaded } from './engineParts';
import { EngineView } from './engineView';
import { type FailureCode, failureCode } from './messages';
import type { Network } from './network';
import { Questions } from './questions';

export type { EngineInput, Loaded } from './engineParts';

/** Milliseconds after reopening a lost device within which losing it again counts as a failure. */
const STEADY = 120_000;
/** Seconds a backend may take to prepare a model, plus the base time limit of a run. */
const PATIENCE = 60;
/** Multiply-accumulates per second of the slowest machine we wait for. */
const SLOWEST = 5e7;
/** Milliseconds: a run that only updates ranges waits until scrolling has paused. */
const SETTLED = 120;

export class Engine<T> {
  private choice: BackendChoice = 'auto';
  private model: Loaded | null = null;
  private opening: Promise<Opened> | null = null;
  private opened: Opened | null = null;
  private program: Program | null = null;
  private readonly view: EngineView;
  private readonly changed = new ChangedWeights();
  private readonly questions = new Questions(this);
  private resting = false;
  private failures: Refusal[] = [];
  private revivedAt = Number.NEGATIVE_INFINITY;
  private generation = 0;
  private input: EngineInput<T> | null = null;
  /** The input that the program has. */
  private written: EngineInput<T> | null = null;
  /** The input has changed since it was prepared, so a run is due. */
  private stale = false;
  private wanted = false;
  private scheduled = false;
  private running = false;
  private busy = false;
  private settling: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly parts: EngineParts,
    private readonly events: EngineEvents<T>,
  ) {
    this.view = new EngineView(parts.canvas);
  }

  /** Chooses the backend. Failed ones may be tried again, because the person asked for it. */
  async use(choice: BackendChoice): Promise<void> {
    this.choice = choice;
    this.failures = [];
    this.revivedAt = Number.NEGATIVE_INFINITY;
    this.closeBackend();
    await this.rebuild();
  }

  /**
   * Takes another model and drops the input, which had another shape. `keep`: the current picture stays until the new
   * model has painted, for a model that replaces another in the same view.
   */
  async load(stored: StoredModel, network: Network, { keep = false } = {}): Promise<void> {
    this.model = { stored, network };
    this.input = null;
    this.stale = true;
    this.view.setScene(null);
    this.questions.end();
    this.changed.take(stored.weights);
    await this.rebuild(keep);
  }

  /**
   * Sets a weight (`conv1.weight`, of the same length as the model's) from the next frame on; null restores the model's
   * own. Changes survive a change of backend, not of model. Throws EngineError('weights').
   */
  setWeight(name: string, values: Float32Array | null): void {
    const next = this.changed.set(name, values);
    if (!this.model) return;
    const { stored, network } = this.model;
    this.model = { stored: { ...stored, weights: new Map(stored.weights).set(name, next) }, network };
    this.requestRun();
  }

  /** Rests while no page shows it: no frames run, and changes made meanwhile take effect afterwards. */
  rest(isResting: boolean): void {
    this.resting = isResting;
    if (isResting) this.tellBusy();
    else this.request();
  }

  /** The last model given, with its current weights; null before the first. */
  get loaded(): Loaded | null {
    return this.model;
  }

  /** Identifies the weights the maps were computed with: a new object after any change. */
  get weights(): object {
    return this.changed.standing;
  }

  /** Whether weights have changed since the last run. */
  get owesWeights(): boolean {
    return this.changed.isOwed;
  }

  /** The running program, for questions beside the frame; it may be disposed of at any time. */
  get computing(): Program | null {
    return this.program;
  }

  /** The element to put the canvas into; null removes it. */
  attach(host: HTMLElement | null): void {
    this.view.attach(host);
    try {
      if (this.program) this.view.open(this.program);
      if (host) this.runNow();
    } catch (error) {
      this.giveUp(runFailure(error), error);
    }
  }

  /** The input has changed: it is prepared and run at the next frame. */
  inputChanged(): void {
    this.stale = true;
    this.request();
  }

  /** What the canvas shows from the next frame on. A scene of a network that is no longer loaded is dropped. */
  setScene(scene: Scene, network: Network): void {
    if (network !== this.model?.network) return;
    this.view.setScene(scene);
    this.request();
  }

  /** One current value of a tensor. Like all reads, null if another network takes over first. */
  readValue(tensor: TensorId, index: number): Promise<number | null> {
    return this.questions.ask((program) => program.readValue(tensor, index));
  }

  /** Whole tensors of one frame: all are requested before anything else can run. */
  read(tensors: readonly TensorId[]): Promise<readonly Float32Array[] | null> {
    return this.questions.ask((program) => Promise.all(tensors.map((tensor) => program.read(tensor))));
  }

  /** The same for immediate use: valid only until the next `look`. */
  look(tensors: readonly TensorId[]): Promise<readonly Float32Array[] | null> {
    return this.questions.ask((program) => program.look(tensors));
  }

  dispose(): void {
    this.generation += 1;
    clearTimeout(this.settling);
    this.questions.end();
    this.closeBackend();
  }

  /** Runs again with the current input and weights. */
  requestRun(): void {
    this.wanted = true;
    this.request();
  }

  private request(): void {
    this.tellBusy();
    if (this.scheduled) return;
    this.scheduled = true;
    this.parts.schedule(() => {
      this.frame();
      this.tellBusy();
    });
  }

  private tellBusy(): void {
    // What rests owes nobody an answer.
    const busy = !this.resting && (this.stale || this.running || (this.wanted && this.input !== null));
    if (busy !== this.busy) this.events.busy?.(busy);
    this.busy = busy;
  }

  private frame(): void {
    this.scheduled = false;
    if (this.resting) return;
    if (this.stale && this.model) {
      this.stale = false;
      const input = this.events.prepare();
      if (input !== this.input) this.wanted = true;
      this.input = input;
    }
    const { program } = this;
    if (!program) return;
    try {
      if (this.view.takeScene() && (!this.wanted || this.running)) {
        this.view.paint();
        this.runWhenSettled();
      }
    } catch (error) {
      this.giveUp(failureCode(error), error);
      return;
    }
    if (!this.wanted || this.running || !this.input) return;
    this.wanted = false;
    this.run(program, this.input);
  }

  /** Paints at once, either the current scene or `once`; the canvas can be copied within the same task. */
  paintNow(once?: Scene): HTMLCanvasElement | null {
    if (this.resting || !this.program) return null;
    try {
      return this.view.paintNow(once);
    } catch (error) {
      this.giveUp(failureCode(error), error);
      return null;
    }
  }

  /** Maps that scroll into sight have no ranges yet, and only a run reports them. */
  private runWhenSettled(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.requestRun(), SETTLED);
  }

  private run(program: Program, input: EngineInput<T>): void {
    this.running = true;
    let promise: Promise<RunReport>;
    try {
      this.changed.writeTo(program);
      // If only a weight has changed, skip uploading the input.
      if (input !== this.written) program.write(program.plan.input, input.values, true);
      this.written = input;
      promise = withTimeout(program.run(), PATIENCE + program.plan.macs / SLOWEST, 'a run');
    } catch (error) {
      promise = Promise.reject(error);
    }
    promise.then(
      (report) => {
        if (program !== this.program) return;
        this.running = false;
        this.view.painted();
        this.events.reported(report, program.counters, input.shown);
        this.questions.answer(program);
        if (this.wanted) this.request();
        else this.tellBusy();
      },
      (error: unknown) => {
        if (program === this.program) this.giveUp(runFailure(error), error);
      },
    );
  }

  /** The current backend has failed: skips it from now on and opens the next. */
  private giveUp(code: FailureCode, error: unknown): void {
    const name = this.opened?.backend.info.name;
    if (name === undefined) return;
    this.refuse(name, code, messageOf(error));
    this.closeBackend();
    void this.rebuild();
  }

  private refuse(name: BackendName, code: FailureCode, detail: string): void {
    const now = performance.now();
    if (code === 'backend-lost' && now - this.revivedAt > STEADY) this.revivedAt = now;
    else this.failures.push({ name, code: refusalCode[code], detail });
    this.events.failed(name, code, detail);
  }

  private closeProgram(): void {
    this.view.clear();
    this.retire(false);
  }

  /** Retires the program; `keep`: it stays, with its picture. */
  private retire(keep: boolean): void {
    const { program } = this;
    this.program = null;
    this.running = false;
    if (!program || (keep && this.view.keep(program))) return;
    this.view.close();
    program.dispose();
  }

  private closeBackend(): void {
    this.closeProgram();
    // A backend that is still opening has no owner any more.
    void this.opening?.then(
      ({ backend }) => backend.dispose(),
      () => {},
    );
    this.opening = null;
    this.opened?.backend.dispose();
    this.opened = null;
  }

  /** Opens backends until one carries the model. A later call stops an earlier one. */
  private async rebuild(keep = false): Promise<void> {
    this.generation += 1;
    const { generation, model } = this;
    const superseded = (): boolean => generation !== this.generation;
    if (keep && this.opened) this.retire(true);
    else {
      this.closeProgram();
      this.events.computing(null);
    }
    for (;;) {
      try {
        // Without a model yet, prepare the backend while the model loads.
        const opened = await this.openOnce();
        if (superseded() || !model) return;
        const program = await this.loadChecked(opened.backend, model);
        if (superseded()) program.dispose();
        else this.start(program, opened);
        return;
      } catch (error) {
        if (superseded()) return;
        const name = this.opened?.backend.info.name;
        const code = passOverCode(error);
        if (this.view.keeps && code === 'backend-memory') {
          // There may be room for one program where there is none for two.
          this.closeProgram();
          continue;
        }
        if (name === undefined || code === null) {
          this.questions.end();
          this.events.stopped(error);
          return;
        }
        this.refuse(name, code, messageOf(error));
        this.closeBackend();
      }
    }
  }

  private async loadChecked(backend: Backend, { stored, network }: Loaded): Promise<Program> {
    const { plan } = network;
    const loading = backend.load(plan, stored.weights);
    try {
      const both = Promise.all([loading, this.parts.check(backend, plan, sampleCalls)]);
      const [program, wrong] = await withTimeout(both, PATIENCE, 'preparing the network');
      if (wrong === null) return program;
      throw new WrongResults(wrong);
    } catch (error) {
      loading.then(
        (program) => program.dispose(),
        () => {},
      );
      throw error;
    }
  }

  /** The open backend, or the one being opened for the current choice, shared by all callers. */
  private async openOnce(): Promise<Opened> {
    if (this.opened) return this.opened;
    this.opening ??= this.parts.open(this.choice, this.failures);
    const { opening } = this;
    try {
      const opened = await opening;
      if (this.opening === opening) this.adopt(opened);
      return opened;
    } finally {
      if (this.opening === opening) this.opening = null;
    }
  }

  private adopt(opened: Opened): void {
    this.opened = opened;
    void opened.backend.lost.then((reason) => {
      if (this.opened === opened) this.giveUp('backend-lost', reason);
    });
  }

  private start(program: Program, { refused }: Opened): void {
    this.program = program;
    this.changed.standing = {};
    this.written = null;
    this.view.open(program);
    this.events.computing({ program, refused });
    this.runNow();
  }

  /** Runs new programs without waiting for the next display frame, which can be far away on a busy machine. */
  private runNow(): void {
    this.wanted = true;
    this.frame();
    this.tellBusy();
  }
}
