/**
 * Which channel of a layer mattered for an answer: the network runs once more for each channel, with zeros in the
 * channel's place and everything else as it stands, and the answers are compared.
 */
import type { Weights } from '../../backend/types';
import type { Progress } from '../../core/thread';
import { INPUT } from '../../graph/model';
import { type Ablation, ablationOf } from '../../insight/ablation';
import type { Jobs } from '../jobs/jobs';
import type { Network } from '../network';
import { zeroedInput, zeroedWeights } from './without';

/** A channel, and what the answer is without it. */
export interface WithoutChannel {
  readonly channel: number;
  /** Where the zeros are put: this filter, or the one that it is computed from. */
  readonly at: Ablation['at'];
  /** What the winning class's probability changes by: negative where the channel speaks for the class. */
  readonly change: number;
  /** The class that is then the likeliest. */
  readonly best: number;
}

export interface ChannelRanking {
  readonly layer: string;
  /** The likeliest class as the network stands, and its probability. */
  readonly best: number;
  readonly share: number;
  /** The channel that the answer rests on most comes first. */
  readonly channels: readonly WithoutChannel[];
}

/** How each channel of a layer is taken out, those left out that cannot be by themselves; empty below two channels. */
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
  /** As they stand, with a person's edits. */
  readonly weights: Weights;
  readonly layer: string;
  readonly input: Float32Array;
}

/** The channels by what the answer loses without them. Null once `signal` is aborted, or another network stands. */
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
