/**
 * The engine session: one backend, one program, one canvas, and the loop of frames over them.
 *
 * The latest input wins: at most one run is in flight and at most one waits; a burst of changes within a display frame
 * makes one. No frame awaits a run. When a backend fails, the next takes over with the same model, input and scene.
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

/** Milliseconds within which a device that was lost and opened again must not be lost a second time. */
const STEADY = 120_000;
/** Seconds that a backend may take to prepare a model, and to run one that takes no time at all. */
const PATIENCE = 60;
/** Multiply-accumulates a second of the slowest machine that is still waited for. */
const SLOWEST = 5e7;
/** A run that repeats only for new ranges waits until scrolling has paused. */
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
  /** The input has changed since it was prepared; a run is owed. */
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

  /** Chooses the backend; what failed before may be tried again, since a person asks for it. */
  async use(choice: BackendChoice): Promise<void> {
    this.choice = choice;
    this.failures = [];
    this.revivedAt = Number.NEGATIVE_INFINITY;
    this.closeBackend();
    await this.rebuild();
  }

  /**
   * Takes another model. The input is forgotten: it had another shape. `keep`: what is painted stays until the new
   * model has painted, for one that takes the place of another in the same view.
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
   * Gives a weight (`conv1.weight`, as long as the model's own) other values from the next frame on, or with null the
   * model's own again. They outlive a change of the backend, not one of the model. Throws EngineError('weights').
   */
  setWeight(name: string, values: Float32Array | null): void {
    const next = this.changed.set(name, values);
    if (!this.model) return;
    const { stored, network } = this.model;
    this.model = { stored: { ...stored, weights: new Map(stored.weights).set(name, next) }, network };
    this.requestRun();
  }

  /** A page that shows nothing of it lets it rest: no frame runs, and what changed meanwhile is run on afterwards. */
  rest(isResting: boolean): void {
    this.resting = isResting;
    if (!isResting) this.request();
  }

  /** The model as it was last given, with its weights as they are now; null before the first. */
  get loaded(): Loaded | null {
    return this.model;
  }

  /** Stands for the weights that the maps are of: another object once any has changed. */
  get weights(): object {
    return this.changed.standing;
  }

  /** Whether weights have been changed since the last run. */
  get owesWeights(): boolean {
    return this.changed.isOwed;
  }

  /** The program that computes, for what is asked beside the frame; it may be disposed of at any time. */
  get computing(): Program | null {
    return this.program;
  }

  /** The element that the canvas is put into; null takes it out. */
  attach(host: HTMLElement | null): void {
    this.view.attach(host);
    try {
      if (this.program) this.view.open(this.program);
      if (host) this.runNow();
    } catch (error) {
      this.giveUp(runFailure(error), error);
    }
  }

  /** The input has changed: it is prepared at the next frame and then run on. */
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

  /** One value of a tensor as it stands. As for all questions, null where another network takes over first. */
  readValue(tensor: TensorId, index: number): Promise<number | null> {
    return this.questions.ask((program) => program.readValue(tensor, index));
  }

  /** Whole tensors of one and the same frame: all are asked for before anything else can run. */
  read(tensors: readonly TensorId[]): Promise<readonly Float32Array[] | null> {
    return this.questions.ask((program) => Promise.all(tensors.map((tensor) => program.read(tensor))));
  }

  /** The same for whoever is done with them at once: valid until somebody looks again. */
  look(tensors: readonly TensorId[]): Promise<readonly Float32Array[] | null> {
    return this.questions.ask((program) => program.look(tensors));
  }

  dispose(): void {
    this.generation += 1;
    clearTimeout(this.settling);
    this.questions.end();
    this.closeBackend();
  }

  /** Runs once more on what stands. */
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
    const busy = this.stale || this.running || (this.wanted && this.input !== null);
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

  /** Paints at once, the scene that stands or another one this time; the canvas can be copied within the same task. */
  paintNow(once?: Scene): HTMLCanvasElement | null {
    if (this.resting || !this.program) return null;
    try {
      return this.view.paintNow(once);
    } catch (error) {
      this.giveUp(failureCode(error), error);
      return null;
    }
  }

  /** Newly seen maps have no ranges yet, and only a run reports them. */
  private runWhenSettled(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.requestRun(), SETTLED);
  }

  private run(program: Program, input: EngineInput<T>): void {
    this.running = true;
    let promise: Promise<RunReport>;
    try {
      this.changed.writeTo(program);
      // Where only a weight has changed, the device is told no more than that.
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

  /** The backend in use has failed: passes it over from now on and opens the next one. */
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

  /** Takes the program out of use; `keep`: its picture stays, and it with it. */
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
    // One that is still being opened belongs to nobody any more.
    void this.opening?.then(
      ({ backend }) => backend.dispose(),
      () => {},
    );
    this.opening = null;
    this.opened?.backend.dispose();
    this.opened = null;
  }

  /** Opens backends until one carries the model. A later call makes an earlier one that is still at it stop. */
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
        // Without a model yet, the backend is made ready while the model is on its way.
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
          // There may be room for one, where there is none for two.
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

  /** The backend that stands, or the one being opened for the current choice, however many wait for it. */
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

  /** What has just come into being is not to wait for the display's next frame, which on a busy machine is far away. */
  private runNow(): void {
    this.wanted = true;
    this.frame();
    this.tellBusy();
  }
}
