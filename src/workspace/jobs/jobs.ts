/**
 * The one service for everything that is computed beside the frame: ablations, sweeps, curves, checks, training.
 *
 *   const answers = await jobs.start({
 *     subject: { network, weights },
 *     priority: 'background',
 *     signal,
 *     onProgress: (done, count) => show(done / count),
 *     work: ({ batch }) => batch(pictures.length, (i) => pictures[i]),
 *   });
 *
 * A job is a function that asks for runs. Between two of its runs whatever is more urgent is served. Programs run in a
 * worker or on the device where they take more than a moment, and what is asked of an `Answerer` is done in a worker:
 * the page's thread only hands over.
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

/** What a job runs: the network that stands (the job ends with null once another one does), or a model of its own. */
export type Subject =
  | { readonly network: Network; readonly weights: Weights }
  | { readonly spec: ModelSpec; readonly weights: Weights };

export interface Job<R> {
  readonly subject: Subject;
  /** Default: inference on one input. The program of a plan that trains is the job's own, and ends with it. */
  readonly plan?: PlanOptions;
  /** Default: the processor, which leaves the device to the frame. */
  readonly backend?: BackendChoice;
  /** Default: normal. */
  readonly priority?: Priority;
  /**
   * Names the question among those about these very weights: who asks for it while it is being answered shares the
   * answer, and the last few answers are kept.
   */
  readonly id?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: Progress;
  work(tools: Tools): Promise<R>;
}

/** What a job's work is done with. Whatever is asked for once the job has ended rejects. */
export interface Tools {
  readonly plan: Plan;
  readonly run: (asked: RunRequest) => Promise<RunResult>;
  /**
   * The results of many inputs, in order, as many at once as the network allows; says how many are done. `input` is
   * called once for each, and its values are copied where several go into one run.
   */
  readonly batch: (
    count: number,
    input: (index: number) => Float32Array,
    asked?: Omit<RunRequest, 'input'>,
  ) => Promise<readonly RunResult[]>;
  /** Asks a worker, which is kept for the next question. Buffers in `transfer` are handed over to it. */
  readonly ask: <Q, A>(answerer: Answerer<Q, A>, question: Q, transfer?: readonly Transferable[]) => Promise<A>;
  readonly progress: Progress;
}

export interface JobsParts extends ProgramsParts {
  /** The network that stands. */
  network(): Network | null;
}

/** Milliseconds without a job after which everything is freed. */
const IDLE = 30_000;
/** Answers that are kept, and plans other than those of networks themselves. */
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
  /** The plans that were made for a network. */
  private readonly networks = new Map<Plan, Network>();
  private readonly running = new Map<SharedJob<unknown>, Subject>();
  /** The last that was started is the last. */
  private named: readonly Named[] = [];
  private started = 0;
  private idle: ReturnType<typeof setTimeout> | undefined;
  private isDisposed = false;

  constructor(private readonly parts: JobsParts) {
    this.programs = new Programs(parts);
  }

  /**
   * The result of a job. Null once its signal is aborted, its network has been replaced, or the service is gone. Rejects
   * with what its work throws: EngineError where something does not fit, or where no backend is left.
   */
  start<R>(job: Job<R>): Promise<R | null> {
    const { id, subject, signal } = job;
    if (this.isDisposed || signal?.aborted || this.isReplaced(subject)) return Promise.resolve(null);
    const known = this.named.find((each) => each.id === id && each.subject.weights === subject.weights);
    // The same name is the same question, so that its answer is of the same kind.
    if (known && !known.job.isEnded) return known.job.join(job) as Promise<R | null>;
    const standing = this.begin(job);
    if (id !== undefined) this.keep({ id, subject, job: standing });
    return standing.join(job);
  }

  /** To be called when another network stands: ends the jobs of the one before and frees its programs. */
  networkChanged(): void {
    for (const [job, subject] of this.running) if (this.isReplaced(subject)) job.end();
    this.named = this.named.filter(({ subject }) => !this.isReplaced(subject));
    const gone = new Set([...this.networks].flatMap(([plan, of]) => (of === this.parts.network() ? [] : plan)));
    for (const plan of gone) this.networks.delete(plan);
    for (const [key, plan] of this.plans) if (gone.has(plan)) this.plans.delete(key);
    this.programs.release((plan) => gone.has(plan));
  }

  /** Frees every program, backend and worker that nothing is using. What has failed may be tried again. */
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

  /** Keeps what is named while it is being answered, and the last few answers. */
  private keep(named: Named): void {
    const isAnswered = ({ job }: Named): boolean => !this.running.has(job);
    const answered = this.named.filter(isAnswered).slice(1 - MOST_ANSWERS);
    this.named = [...this.named.filter((each) => !isAnswered(each) || answered.includes(each)), named];
    const drop = (): void => {
      this.named = this.named.filter((each) => each !== named);
    };
    named.job.result.then((answer) => answer ?? drop(), drop);
  }

  /** The same for the same model and options, so that its program is found again. Throws as `planModel` does. */
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
