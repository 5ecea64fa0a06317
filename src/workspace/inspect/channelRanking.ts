/**
 * Which channels of a layer matter for an answer: runs the network once per channel with that channel set to zero and
 * everything else unchanged, and compares the answers.
 */
import type { Weights } from '../../backend/types';
import type { Progress } from '../../core/thread';
import { INPUT } from '../../graph/model';
import { type Ablation, ablationOf } from '../../insight/ablation';
import type { Jobs } from '../jobs/jobs';
import type { Network } from '../network';
import { zeroedInput, zeroedWeights } from './without';

/** A channel, and the answer without it. */
export interface WithoutChannel {
  readonly channel: number;
  /** What is set to zero: this filter, or the one the channel is computed from. */
  readonly at: Ablation['at'];
  /** Change of the winning class's probability: negative if the channel supports the class. */
  readonly change: number;
  /** The likeliest class without it. */
  readonly best: number;
}

export interface ChannelRanking {
  readonly layer: string;
  /** The network's likeliest class, and its probability. */
  readonly best: number;
  readonly share: number;
  /** Sorted by importance, the most important first. */
  readonly channels: readonly WithoutChannel[];
}

/** How to remove each channel of a layer, without those that cannot be removed alone; empty for fewer than two. */
export function ablationsOf({ model }: Network, layer: string): readonly (readonly [channel: number, Ablation])[] {
  const shape = layer === INPUT ? model.input : model.nodes.find(({ id }) => id === layer)?.shape;
  const count = shape?.[1] ?? 0;
  if (count < 2) return [];
  return Array.from({ length: count }, (_, channel) => channel).flatMap((channel) => {
    const ablation = ablationOf(model, { node: layer, channel });
    return ablation ? [[channel, ablation] as const] : [];
  });
}

const likeliest = (answer: Float32Array): number => answer.indexOf(Math.max(...answer));

export interface Question {
  readonly jobs: Pick<Jobs, 'start'>;
  readonly network: Network;
  /** Current weights, with the person's edits. */
  readonly weights: Weights;
  readonly layer: string;
  readonly input: Float32Array;
}

/** Ranks the channels by the loss without them. Null once `signal` is aborted or another network has taken over. */
export function rankChannels(
  { jobs, network, weights, layer, input }: Question,
  signal: AbortSignal,
  onProgress: Progress,
): Promise<ChannelRanking | null> {
  const ablations = ablationsOf(network, layer);
  return jobs.start({
    subject: { network, weights },
    signal,
    onProgress,
    async work({ run, progress }) {
      const { output } = await run({ input });
      const best = likeliest(output);
      const share = output[best] ?? Number.NaN;
      const channels: WithoutChannel[] = [];
      for (const [channel, ablation] of ablations) {
        const zeroed = await zeroedWeights(ablation, weights);
        const without = await run({ input: zeroedInput(ablation, input, network), weights: zeroed });
        const change = (without.output[best] ?? Number.NaN) - share;
        channels.push({ channel, at: ablation.at, change, best: likeliest(without.output) });
        progress(channels.length, ablations.length);
      }
      channels.sort((a, b) => a.change - b.change || a.channel - b.channel);
      return { layer, best, share, channels };
    },
  });
}
