/**
 * The programs that jobs run on, beside the one that paints: cached by plan. If a backend fails or computes wrongly, it
 * is skipped and the run is repeated on the next. One run at a time.
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
  /** Opens the chosen backend, or the next one if that has failed. Rejects if none is left. */
  open(choice: BackendChoice, failed: readonly Refusal[]): Promise<OpenedBeside>;
  /** A backend was skipped. */
  failed(name: BackendName, code: FailureCode, detail: string): void;
}

/** A tensor by its id in the plan or by name: `conv1`, `conv1.weight`. */
export type TensorRef = TensorId | string;

export interface RunRequest {
  /** Channels x height x width values, normalised for the model. They must not change until the run is done. */
  readonly input: Float32Array;
  /** Weights for this run only, by name and of the same length; the others are the job's. */
  readonly weights?: Weights;
  /** Other tensors to write, such as the seed of a gradient. */
  readonly write?: ReadonlyMap<TensorRef, Float32Array>;
  /** Default: forward, and backward if the plan has gradients. */
  readonly phases?: readonly Phase[];
  /** Tensors to read after the run. */
  readonly read?: readonly TensorRef[];
}

export interface RunResult {
  /** The plan's output: for a classifier, the probabilities in class order. */
  readonly output: Float32Array;
  /** Copies of the tensors in `read`, in order. */
  readonly tensors: readonly Float32Array[];
  /** The backend it ran on. */
  readonly info: BackendInfo;
}

/** Most programs kept, and their total bytes; the last one used is always kept. */
const MOST_PROGRAMS = 8;
const MOST_BYTES = 256 * 2 ** 20;
/** Seconds for loading a program, plus the base time limit of a run. */
const PATIENCE = 60;
/** Multiply-accumulates per second of the slowest machine we wait for; backward passes take twice as many. */
const SLOWEST = 5e7 / 3;

type Program = Awaited<ReturnType<OpenedBeside['backend']['load']>>;

interface Held {
  readonly program: Program;
  /** The program's current weights. */
  readonly written: Map<string, Float32Array>;
  hasRun: boolean;
}

interface Bench extends OpenedBeside {
  /** Least recently used first. */
  readonly held: Map<Plan, Held>;
  isClosed: boolean;
}

/** Throws EngineError('graph') if the plan has no such tensor. */
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
   * Runs a plan with these weights. Throws EngineError if the model, weights or input do not fit, or no backend is
   * left.
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
        // Other errors would recur on every backend.
        if (code === null) throw error;
        if (this.benches.get(choice) === opening) this.benches.delete(choice);
        dispose(bench);
        this.passOver(bench.backend.info.name, code, messageOf(error));
        // What a training run has learned is lost with its program.
        if (hasRun && plan.mode === 'train') throw error;
      }
    }
  }

  /** Frees the programs of these plans after the current run. */
  release(isGone: (plan: Plan) => boolean): void {
    for (const bench of this.benches.values()) this.afterRun(bench, ({ held }) => free(held, isGone));
  }

  /** Frees everything. The next run opens a backend again and may retry failed ones. */
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
      // A training program would lose what it has learned.
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
  // A large output is a view that the next run overwrites.
  const kept = output.slice();
  return { output: kept, tensors: await Promise.all(read.map((tensor) => program.read(tensor))), info };
}

/** Writes the weights that differ from the program's; training changes the program's own. */
function writeWeights({ program, written }: Held, weights: Weights, changed: Weights): void {
  const { plan } = program;
  const wanted = plan.mode === 'train' ? changed : new Map([...weights, ...changed]);
  for (const [name, values] of wanted) {
    if (written.get(name) === values && plan.mode !== 'train') continue;
    // A model may have weights this plan does not use; a run may not.
    if (!changed.has(name) && !plan.tensors.some((tensor) => tensor.name === name)) continue;
    program.write(tensorOf(plan, name).id, values, true);
    written.set(name, values);
  }
}
