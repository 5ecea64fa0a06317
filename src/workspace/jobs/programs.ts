/**
 * The programs that jobs run on, beside the one that paints: kept by their plan while they are asked for again. A backend
 * that fails or computes wrongly is passed over, and the same run is done on the next. One run at a time.
 */
import type { BackendChoice, OpenedBeside, Refusal } from '../../backend';
import type { BackendInfo, BackendName, Phase, Plan, Weights } from '../../backend/types';
import { EngineError } from '../../core/errors';
import { withTimeout } from '../../core/timeout';
import { sampleCalls } from '../../graph/alone';
import type { TensorId } from '../../kernels/kernel';
import { messageOf, passOverCode, refusalCode, WrongResults } from '../engineFailures';
import type { FailureCode } from '../messages';

export interface ProgramsParts {
  /** Opens the chosen backend, or the next one where that has failed. Rejects when none is left. */
  open(choice: BackendChoice, failed: readonly Refusal[]): Promise<OpenedBeside>;
  /** A backend was passed over. */
  failed(name: BackendName, code: FailureCode, detail: string): void;
}

/** A tensor by its id in the plan, or by its name: `conv1`, `conv1.weight`. */
export type TensorRef = TensorId | string;

export interface RunRequest {
  /** Channels x height x width values, normalised as the model wants them. They stay as they are until the run is done. */
  readonly input: Float32Array;
  /** Weights for this run alone, by name and of the same length; all others are the job's. */
  readonly weights?: Weights;
  /** What else is written, such as the seed of a gradient. */
  readonly write?: ReadonlyMap<TensorRef, Float32Array>;
  /** Default: forward, and backward where the plan has gradients. */
  readonly phases?: readonly Phase[];
  /** Tensors to be read after the run. */
  readonly read?: readonly TensorRef[];
}

export interface RunResult {
  /** Values of the plan's output: the probabilities of a classifier, in class order. */
  readonly output: Float32Array;
  /** Copies of the tensors that were to be read, in that order. */
  readonly tensors: readonly Float32Array[];
  /** What it ran on. */
  readonly info: BackendInfo;
}

/** Programs kept at once, and bytes of all of them together; the one that was used last is kept whatever it takes. */
const MOST_PROGRAMS = 8;
const MOST_BYTES = 256 * 2 ** 20;
/** Seconds for loading a program, and for a run that takes no time at all. */
const PATIENCE = 60;
/** Multiply-accumulates a second of the slowest machine that is still waited for; backward passes take twice as many. */
const SLOWEST = 5e7 / 3;

type Program = Awaited<ReturnType<OpenedBeside['backend']['load']>>;

interface Held {
  readonly program: Program;
  /** The weights that the program has now. */
  readonly written: Map<string, Float32Array>;
  hasRun: boolean;
}

interface Bench extends OpenedBeside {
  /** The last used is the last. */
  readonly held: Map<Plan, Held>;
  isClosed: boolean;
}

/** Throws EngineError('graph') where the plan has no such tensor. */
export function tensorOf(plan: Plan, ref: TensorRef): Plan['tensors'][number] {
  const found = typeof ref === 'number' ? plan.tensors[ref] : plan.tensors.find(({ name }) => name === ref);
  if (!found) throw new EngineError('graph', 'the plan has no such tensor', { got: ref });
  return found;
}

export class Programs {
  private benches = new Map<BackendChoice, Promise<Bench>>();
  private failures: Refusal[] = [];
  private running: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: ProgramsParts) {}

  /**
   * Runs a plan with these weights. Throws EngineError where the model, the weights or the input do not fit, or when no
   * backend is left.
   */
  run(plan: Plan, weights: Weights, choice: BackendChoice, asked: RunRequest): Promise<RunResult> {
    const done = this.runSomewhere(plan, weights, choice, asked);
    this.running = done.catch(() => {});
    return done;
  }

  private async runSomewhere(plan: Plan, weights: Weights, choice: BackendChoice, asked: RunRequest) {
    for (;;) {
      const opening = this.bench(choice);
      const bench = await opening;
      const hasRun = bench.held.get(plan)?.hasRun ?? false;
      try {
        return await runOn(await this.held(bench, plan, weights), weights, asked);
      } catch (error) {
        const code = passOverCode(error);
        // Another would come again on every backend.
        if (code === null) throw error;
        if (this.benches.get(choice) === opening) this.benches.delete(choice);
        dispose(bench);
        this.passOver(bench.backend.info.name, code, messageOf(error));
        // What a training has learnt is gone with its program.
        if (hasRun && plan.mode === 'train') throw error;
      }
    }
  }

  /** Frees the programs of these plans once the run that is under way has ended. */
  release(isGone: (plan: Plan) => boolean): void {
    for (const bench of this.benches.values()) this.afterRun(bench, ({ held }) => free(held, isGone));
  }

  /** Frees everything. The next run opens a backend anew, and what has failed may be tried again. */
  close(): void {
    this.failures = [];
    const { benches } = this;
    this.benches = new Map();
    for (const bench of benches.values()) this.afterRun(bench, dispose);
  }

  private afterRun(bench: Promise<Bench>, act: (bench: Bench) => void): void {
    Promise.all([bench, this.running]).then(
      ([opened]) => act(opened),
      () => {},
    );
  }

  private bench(choice: BackendChoice): Promise<Bench> {
    const known = this.benches.get(choice);
    if (known) return known;
    const opening = this.parts
      .open(choice, this.failures)
      .then((opened): Bench => ({ ...opened, held: new Map(), isClosed: false }));
    this.benches.set(choice, opening);
    opening.catch(() => {
      if (this.benches.get(choice) === opening) this.benches.delete(choice);
    });
    return opening;
  }

  private passOver(name: BackendName, code: FailureCode, detail: string): void {
    if (this.failures.some((failure) => failure.name === name)) return;
    this.failures.push({ name, code: refusalCode[code], detail });
    this.parts.failed(name, code, detail);
  }

  private async held(bench: Bench, plan: Plan, weights: Weights): Promise<Held> {
    const { held } = bench;
    const found = held.get(plan) ?? (await load(bench, plan, weights));
    held.delete(plan);
    held.set(plan, found);
    const bytes = (): number => [...held.values()].reduce((sum, { program }) => sum + program.bytes, 0);
    for (const old of held.keys()) {
      if (held.size <= MOST_PROGRAMS && bytes() <= MOST_BYTES) break;
      // A training would lose what it has learnt.
      if (old !== plan && old.mode !== 'train') free(held, (each) => each === old);
    }
    return found;
  }
}

async function load({ backend, check }: Bench, plan: Plan, weights: Weights): Promise<Held> {
  const wrong = await check(plan, sampleCalls);
  if (wrong !== null) throw new WrongResults(wrong);
  const loading = backend.load(plan, weights);
  const program = await withTimeout(loading, PATIENCE, 'preparing a network', (late) => late.dispose());
  return { program, written: new Map(weights), hasRun: false };
}

function free(held: Bench['held'], isGone: (plan: Plan) => boolean): void {
  for (const [plan, { program }] of held) {
    if (!isGone(plan)) continue;
    held.delete(plan);
    program.dispose();
  }
}

function dispose(bench: Bench): void {
  if (bench.isClosed) return;
  bench.isClosed = true;
  free(bench.held, () => true);
  bench.backend.dispose();
}

async function runOn(held: Held, weights: Weights, asked: RunRequest): Promise<RunResult> {
  const { program } = held;
  const { plan, info } = program;
  const read = (asked.read ?? []).map((ref) => tensorOf(plan, ref).id);
  writeWeights(held, weights, asked.weights ?? new Map());
  for (const [ref, values] of asked.write ?? []) program.write(tensorOf(plan, ref).id, values, true);
  program.write(plan.input, asked.input, true);
  held.hasRun = true;
  const phases = asked.phases ?? (plan.gradients ? ['forward', 'backward'] : ['forward']);
  const { output } = await withTimeout(program.run(phases), PATIENCE + plan.macs / SLOWEST, 'a run');
  // A large one lies in place, where the next run puts its own.
  const kept = output.slice();
  return { output: kept, tensors: await Promise.all(read.map((tensor) => program.read(tensor))), info };
}

/** Writes the weights that differ from those that the program has; a training changes its own. */
function writeWeights({ program, written }: Held, weights: Weights, changed: Weights): void {
  const { plan } = program;
  const wanted = plan.mode === 'train' ? changed : new Map([...weights, ...changed]);
  for (const [name, values] of wanted) {
    if (written.get(name) === values && plan.mode !== 'train') continue;
    // A model may come with weights that this plan has no use for, a run may not.
    if (!changed.has(name) && !plan.tensors.some((tensor) => tensor.name === name)) continue;
    program.write(tensorOf(plan, name).id, values, true);
    written.set(name, values);
  }
}
