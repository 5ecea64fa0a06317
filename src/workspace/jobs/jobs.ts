/**
 * The only service for computation beside the frame: ablations, sweeps, curves, checks, training.
 *
 *   const answers = await jobs.start({
 *     subject: { network, weights },
 *     priority: 'background',
 *     signal,
 *     onProgress: (done, count) => show(done / count),
 *     work: ({ batch }) => batch(pictures.length, (i) => pictures[i]),
 *   });
 *
 * A job is a function that requests runs. Between two of its runs, more urgent jobs go first. Programs that take more
 * than a moment run in a worker or on the device, and questions to an `Answerer` run in a worker, so the page's thread
 * only passes data.
 */
import type { BackendChoice } from '../../backend';
import type { Plan, Weights } from '../../backend/types';
import type { Answerer, Progress } from '../../core/thread';
import type { ModelSpec } from '../../graph/model';
import { type PlanOptions, planModel } from '../../graph/plan';
import type { Network } from '../network';
import { runBatch } from './batches';
import { Lanes } from './lanes';
import { Programs, type ProgramsParts, type RunRequest, type RunResult } from './programs';
import { SharedJob } from './sharedJob';
import { type Priority, Turns } from './turns';

export type { RunRequest, RunResult, TensorRef } from './programs';

/** What a job runs: the current network (the job ends with null once another replaces it), or a model of its own. */
export type Subject =
  | { readonly network: Network; readonly weights: Weights }
  | { readonly spec: ModelSpec; readonly weights: Weights };

export interface Job<R> {
  readonly subject: Subject;
  /** Default: inference on one input. A training program belongs to the job and ends with it. */
  readonly plan?: PlanOptions;
  /** Default: the processor, which leaves the device to the frame. */
  readonly backend?: BackendChoice;
  /** Default: normal. */
  readonly priority?: Priority;
  /**
   * Identifies the question, given these weights: callers that ask it while it is being answered share the answer, and
   * the last few answers are kept.
   */
  readonly id?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: Progress;
  work(tools: Tools): Promise<R>;
}

/** What a job's work can use. Requests after the job has ended reject. */
export interface Tools {
  readonly plan: Plan;
  readonly run: (asked: RunRequest) => Promise<RunResult>;
  /**
   * The results of many inputs, in order, batched as far as the network allows; reports how many are done. Calls
   * `input` once per index, and copies its values if several go into one run.
   */
  readonly batch: (
    count: number,
    input: (index: number) => Float32Array,
    asked?: Omit<RunRequest, 'input'>,
  ) => Promise<readonly RunResult[]>;
  /** Asks a worker, which is kept for further questions. Buffers in `transfer` are transferred to it. */
  readonly ask: <Q, A>(answerer: Answerer<Q, A>, question: Q, transfer?: readonly Transferable[]) => Promise<A>;
  readonly progress: Progress;
}

export interface JobsParts extends ProgramsParts {
  /** The current network. */
  network(): Network | null;
}

/** Milliseconds without a job before everything is freed. */
const IDLE = 30_000;
/** Most answers kept, and most plans besides those of the networks. */
const MOST_ANSWERS = 8;
const MOST_PLANS = 16;

interface Named {
  readonly id: string;
  readonly subject: Subject;
  readonly job: SharedJob<unknown>;
}

export class Jobs {
  private readonly programs: Programs;
  private readonly turns = new Turns();
  private readonly lanes = new Lanes();
  private readonly plans = new Map<string, Plan>();
  /** Plans made for a network. */
  private readonly networks = new Map<Plan, Network>();
  private readonly running = new Map<SharedJob<unknown>, Subject>();
  /** In order of their start. */
  private named: readonly Named[] = [];
  private started = 0;
  private idle: ReturnType<typeof setTimeout> | undefined;
  private isDisposed = false;

  constructor(private readonly parts: JobsParts) {
    this.programs = new Programs(parts);
  }

  /**
   * The result of a job. Null once its signal is aborted, its network is replaced, or the service is disposed of.
   * Rejects with the errors of its work: EngineError if something does not fit or no backend is left.
   */
  start<R>(job: Job<R>): Promise<R | null> {
    const { id, subject, signal } = job;
    if (this.isDisposed || signal?.aborted || this.isReplaced(subject)) return Promise.resolve(null);
    const known = this.named.find((each) => each.id === id && each.subject.weights === subject.weights);
    // The same id means the same question, so the answer has the same type.
    if (known && !known.job.isEnded) return known.job.join(job) as Promise<R | null>;
    const standing = this.begin(job);
    if (id !== undefined) this.keep({ id, subject, job: standing });
    return standing.join(job);
  }

  /** Call when the network is replaced: ends the previous network's jobs and frees its programs. */
  networkChanged(): void {
    for (const [job, subject] of this.running) if (this.isReplaced(subject)) job.end();
    this.named = this.named.filter(({ subject }) => !this.isReplaced(subject));
    const gone = new Set([...this.networks].flatMap(([plan, of]) => (of === this.parts.network() ? [] : plan)));
    for (const plan of gone) this.networks.delete(plan);
    for (const [key, plan] of this.plans) if (gone.has(plan)) this.plans.delete(key);
    this.programs.release((plan) => gone.has(plan));
  }

  /** Frees every idle program, backend and worker. Failed backends may be tried again. */
  close(): void {
    clearTimeout(this.idle);
    this.programs.close();
    this.lanes.close();
  }

  /** Ends every job with null and frees everything. */
  dispose(): void {
    this.isDisposed = true;
    for (const job of this.running.keys()) job.end();
    this.named = [];
    this.close();
  }

  private isReplaced(subject: Subject): boolean {
    return 'network' in subject && subject.network !== this.parts.network();
  }

  private begin<R>(job: Job<R>): SharedJob<R> {
    clearTimeout(this.idle);
    this.started += 1;
    const rank = { priority: job.priority ?? 'normal', order: this.started };
    const standing = new SharedJob<R>(async (signal, progress) => {
      const plan = this.planOf(job.subject, job.plan);
      const run = (of: Plan, asked: RunRequest): Promise<RunResult> =>
        this.turns.take(rank, signal, async () => {
          if (this.isReplaced(job.subject)) standing.end();
          signal.throwIfAborted();
          return this.programs.run(of, job.subject.weights, job.backend ?? 'wasm', asked);
        });
      try {
        return await job.work({
          plan,
          run: (asked) => run(plan, asked),
          batch: (count, input, asked = {}) => {
            const planFor = (batch: number): Plan => this.planOf(job.subject, { ...job.plan, batch });
            return runBatch({ plan, planFor, run, progress }, count, input, asked);
          },
          ask: (answerer, question, transfer) =>
            this.lanes.ask(answerer, question, { rank, signal, transfer, progress }),
          progress,
        });
      } finally {
        if (plan.mode === 'train') this.programs.release((other) => other === plan);
      }
    });
    this.running.set(standing, job.subject);
    standing.result.then(
      () => this.ended(standing),
      () => this.ended(standing),
    );
    return standing;
  }

  private ended(job: SharedJob<unknown>): void {
    this.running.delete(job);
    clearTimeout(this.idle);
    if (this.running.size === 0 && !this.isDisposed) this.idle = setTimeout(() => this.close(), IDLE);
  }

  /** Keeps named questions while they are being answered, and the last few answers. */
  private keep(named: Named): void {
    const isAnswered = ({ job }: Named): boolean => !this.running.has(job);
    const answered = this.named.filter(isAnswered).slice(1 - MOST_ANSWERS);
    this.named = [...this.named.filter((each) => !isAnswered(each) || answered.includes(each)), named];
    const drop = (): void => {
      this.named = this.named.filter((each) => each !== named);
    };
    named.job.result.then((answer) => answer ?? drop(), drop);
  }

  /** The same plan for the same model and options, so that its program is found again. Throws as `planModel` does. */
  private planOf(subject: Subject, options?: PlanOptions): Plan {
    const network = 'network' in subject ? subject.network : null;
    const spec = 'network' in subject ? subject.network.spec : subject.spec;
    const plan = network && !options ? network.plan : this.planned(spec, options);
    if (network) this.networks.set(plan, network);
    return plan;
  }

  private planned(spec: ModelSpec, options: PlanOptions = {}): Plan {
    if (options.train) return planModel(spec, options);
    const key = JSON.stringify([spec, options]);
    const plan = this.plans.get(key) ?? planModel(spec, options);
    this.plans.delete(key);
    this.plans.set(key, plan);
    const [oldest = key] = this.plans.keys();
    if (this.plans.size > MOST_PLANS) this.plans.delete(oldest);
    return plan;
  }
}
