/**
 * Shares of the lead for the current input and weights, kept up to date beside the frames while somebody uses them: at
 * most ten times a second while the input changes, and once more after the last change. For a large network, only after
 * it. One per workspace.
 *
 *   const live = workspace.part(createShares);
 *   const release = live.use();
 *   live.store.subscribe(({ shares }) => shares && show(shares));
 *   live.weigh(7);                                  // the lead of class 7; null: of the winner
 */
import { createStore } from 'zustand/vanilla';
import type { Weights } from '../../backend/types';
import { yieldEvery } from '../../core/yield';
import { createJobs } from '../jobs/createJobs';
import { messageFor } from '../messages';
import type { Network } from '../network';
import { likeliest } from '../verdict';
import type { Workspace } from '../workspace';
import { flowOf } from './flow';
import { leadSeed, type Shares, type SharesPlan, sharesFrom, sharesPlan, sharesTensors } from './shares';

export interface SharesState {
  /** Null without input, without a user, and for a network whose output is not a list of scores. */
  readonly shares: Shares | null;
  /** The class whose lead is shared out; null: the winner's. */
  readonly of: number | null;
}

interface Question {
  readonly network: Network;
  readonly weights: Weights;
  /** Version of the input. */
  readonly version: number;
  readonly of: number | null;
}

const sameInput = (a: Question, b: Question): boolean =>
  a.network === b.network && a.weights === b.weights && a.version === b.version;

const same = (a: Question | null, b: Question | null): boolean =>
  a === b || (a !== null && b !== null && sameInput(a, b) && a.of === b.of);

/** Milliseconds between the starts of two computations. */
const APART = 100;
/** Milliseconds without changes before a large network's shares are computed. */
const RESTED = 200;
/** Multiply-accumulates from which a network is large. */
const LARGE = 1e8;

export class LiveShares {
  readonly store = createStore<SharesState>()(() => ({ shares: null, of: null }));
  private users = 0;
  /** The latest question, and the one that the shares answer. */
  private asked: Question | null = null;
  private answered: Question | null = null;
  private isBusy = false;
  private began = Number.NEGATIVE_INFINITY;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private work = new AbortController();
  /** Those who wait for the next shares. */
  private readonly awaited: (() => void)[] = [];
  /** The last question computed, and the scores: its program has all maps, as long as it is kept. */
  private known: { readonly question: Question; readonly scores: Float32Array } | null = null;
  private readonly plans = new WeakMap<Network, SharesPlan | null>();
  private readonly stops: readonly (() => void)[];

  constructor(private readonly workspace: Workspace) {
    this.stops = [
      workspace.frame.subscribe(() => this.look()),
      workspace.store.subscribe((now, before) => {
        if (now.network !== before.network) this.weigh(null);
      }),
    ];
  }

  /** Keeps the shares up to date until the returned function is called. */
  use(): () => void {
    this.users += 1;
    this.look();
    let isUsed = true;
    return () => {
      if (!isUsed) return;
      isUsed = false;
      this.users -= 1;
      this.look();
    };
  }

  /** Shares out the lead of this class; null: of the winner. */
  weigh(of: number | null): void {
    if (of !== this.store.getState().of) this.store.setState({ of });
    this.look();
  }

  /** The next shares, if those of the current input are still to come; else what there is. */
  async settled(): Promise<Shares | null> {
    const release = this.use();
    const { asked } = this;
    if (asked !== null && !same(asked, this.answered)) await new Promise<void>((resolve) => this.awaited.push(resolve));
    const { shares } = this.store.getState();
    release();
    return shares;
  }

  dispose(): void {
    for (const stop of this.stops) stop();
    clearTimeout(this.waiting);
    this.work.abort();
  }

  private look(): void {
    const question = this.question();
    if (same(question, this.asked)) return;
    this.asked = question;
    // A small network's shares are shown a little late rather than never while somebody draws.
    const isStale = question?.network !== this.answered?.network || (question !== null && isLarge(question));
    if (isStale) {
      this.stop();
      this.show(null, null);
    }
    this.arrange();
  }

  private question(): Question | null {
    const { engine, frame, store } = this.workspace;
    const { loaded } = engine;
    const { answer, values, isEmpty, inputVersion: version } = frame.getState();
    if (this.users === 0 || isEmpty || !(answer ?? values) || !loaded) return null;
    const { network, stored } = loaded;
    if (network !== store.getState().network || !this.planFor(network)) return null;
    return { network, weights: stored.weights, version, of: this.store.getState().of };
  }

  private planFor(network: Network): SharesPlan | null {
    const known = this.plans.get(network);
    if (known !== undefined) return known;
    const flow = flowOf(network.model);
    const plan = flow && sharesPlan(flow);
    this.plans.set(network, plan);
    return plan;
  }

  /** Sees to it that the latest question is answered in time. */
  private arrange(): void {
    clearTimeout(this.waiting);
    const { asked } = this;
    if (this.isBusy || asked === null || same(asked, this.answered)) return;
    const wait = isLarge(asked) ? RESTED : this.began + APART - performance.now();
    this.waiting = setTimeout(() => void this.answer(asked), Math.max(0, wait));
  }

  private async answer(question: Question): Promise<void> {
    const { signal } = this.work;
    this.isBusy = true;
    this.began = performance.now();
    let shares: Shares | null = null;
    try {
      shares = await this.compute(question, signal);
    } catch (error) {
      if (!signal.aborted) this.workspace.host.say(messageFor(error));
    }
    // `stop` has let go of this one.
    if (signal.aborted) return;
    this.isBusy = false;
    const { asked } = this;
    if (asked?.network === question.network && asked.of === question.of) this.show(shares, question);
    this.arrange();
  }

  private show(shares: Shares | null, answered: Question | null): void {
    this.answered = answered;
    for (const tell of this.awaited.splice(0)) tell();
    if (shares !== this.store.getState().shares) this.store.setState({ shares });
  }

  private stop(): void {
    this.work.abort();
    this.work = new AbortController();
    this.isBusy = false;
  }

  /** Null if the network has been replaced. */
  private async compute(question: Question, signal: AbortSignal): Promise<Shares | null> {
    const { network, weights, of } = question;
    const asked = this.planFor(network);
    const { input: given, frame } = this.workspace;
    const input = given.pipeline.current?.tensor.slice();
    if (!asked || !input) return null;
    const { answer, values } = frame.getState();
    const expected = likeliest(answer ?? values ?? [])[0] ?? 0;
    // For another class, only the gradients are computed again.
    const { known } = this;
    let scores = known && sameInput(known.question, question) ? known.scores : null;
    return this.workspace.part(createJobs).start({
      subject: { network, weights },
      plan: { gradients: asked.gradients },
      priority: 'background',
      signal,
      work: async ({ plan, run }) => {
        const read = sharesTensors(asked, plan);
        for (let winner = of ?? expected; ; ) {
          const write = new Map([[plan.gradients?.seed ?? -1, leadSeed(asked.flow, winner)]]);
          const { tensors } = await run({
            input,
            write,
            read,
            phases: scores ? ['backward'] : ['forward', 'backward'],
          });
          const [now] = tensors;
          // The program has been freed meanwhile.
          const isLost = scores?.some((score, c) => score !== now?.[c]) ?? false;
          scores = isLost ? null : (now ?? null);
          if (isLost) continue;
          const [first = winner] = of === null ? likeliest(Array.from(now ?? [])) : [of];
          if (first === winner) {
            this.known = now ? { question, scores: now } : null;
            return sharesFrom(asked, { of: winner, input, weights, tensors }, yieldEvery());
          }
          // The page's backend may round a close call the other way.
          winner = first;
        }
      },
    });
  }
}

const isLarge = ({ network }: Question): boolean => network.macs > LARGE;

/** `workspace.part(createShares)`. */
export const createShares = (workspace: Workspace): LiveShares => new LiveShares(workspace);
