/**
 * Channel importance of the watched layer for the current input and weights: recomputed by a job beside the frames,
 * once changes have paused. One per workspace, so that it outlives a panel.
 */
import { createStore } from 'zustand/vanilla';
import { createJobs } from '../jobs/createJobs';
import { messageFor } from '../messages';
import type { Workspace } from '../workspace';
import { type Question as Asked, ablationsOf, type ChannelRanking, rankChannels } from './channelRanking';

export interface ImportanceState {
  /** The last ranking found, kept while a new one is computed; null: none yet. */
  readonly matters: ChannelRanking | null;
  /** Progress of the computation, while there is one. */
  readonly progress: { readonly done: number; readonly count: number } | null;
}

/** A question, and the version of its input. */
interface Question extends Asked {
  readonly version: number;
}

const same = (a: Question | null, b: Question | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.network === b.network &&
    a.weights === b.weights &&
    a.layer === b.layer &&
    a.version === b.version);

/** Milliseconds without changes to the drawing or the edits. */
const RESTED = 200;

export class ChannelImportance {
  readonly store = createStore<ImportanceState>()(() => ({ matters: null, progress: null }));
  private layer: string | null = null;
  /** The question being computed, and the one whose ranking is kept. */
  private asked: Question | null = null;
  private kept: Question | null = null;
  private work = new AbortController();
  private resting: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly workspace: Workspace) {
    workspace.frame.subscribe(() => this.look());
  }

  /** Watches a layer until the returned function is called. */
  watch(layer: string): () => void {
    this.layer = layer;
    this.look();
    return () => {
      if (this.layer === layer) this.layer = null;
      this.look();
    };
  }

  /** Starts again if the question has changed. */
  private look(): void {
    const question = this.question();
    if (same(question, this.asked)) return;
    this.asked = question;
    clearTimeout(this.resting);
    this.work.abort();
    this.work = new AbortController();
    const { signal } = this.work;
    const isDone = question === null || same(question, this.kept);
    const isOfLayer = question?.network === this.kept?.network && question?.layer === this.kept?.layer;
    if (question && !isOfLayer) {
      this.kept = null;
      this.store.setState({ matters: null });
    }
    const count = question ? ablationsOf(question.network, question.layer).length : 0;
    this.store.setState({ progress: isDone ? null : { done: 0, count } });
    if (!isDone) this.resting = setTimeout(() => void this.find(question, signal), RESTED);
  }

  private question(): Question | null {
    const { engine, frame, input: given, store } = this.workspace;
    const { layer } = this;
    const { loaded } = engine;
    const input = given.pipeline.current?.tensor;
    const { answer, inputVersion: version } = frame.getState();
    if (layer === null || !input || !answer || loaded?.network !== store.getState().network) return null;
    const { network, stored } = loaded;
    return { jobs: this.workspace.part(createJobs), network, weights: stored.weights, layer, input, version };
  }

  private async find(question: Question, signal: AbortSignal): Promise<void> {
    const copy = { ...question, input: question.input.slice() };
    let matters: ChannelRanking | null = null;
    try {
      matters = await rankChannels(copy, signal, (done, count) => this.store.setState({ progress: { done, count } }));
    } catch (error) {
      this.workspace.host.say(messageFor(error));
    }
    if (signal.aborted) return;
    this.kept = matters && question;
    this.store.setState({ matters, progress: null });
  }
}

/** `workspace.part(createChannelImportance)`. */
export const createChannelImportance = (workspace: Workspace): ChannelImportance => new ChannelImportance(workspace);
