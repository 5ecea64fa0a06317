/** How layers mix channels: which input channels a range of output channels is computed from. */
import { elements, type Shape } from '../core/shapes';

/** Channels `from` to `to`, inclusive; for a tensor without height and width, its values. */
export interface Channels {
  readonly from: number;
  readonly to: number;
}

/** Asks what the output channels `of` read from input `input`. Shapes include the batch. */
export interface ChannelQuestion<A> {
  readonly attributes: A;
  readonly inShapes: readonly Shape[];
  readonly outShape: Shape;
  readonly input: number;
  readonly of: Channels;
}

export const channelCount = (shape: Shape | undefined): number => shape?.[1] ?? 1;

/** Every output channel reads every input channel. */
export const allChannels = <A>({ inShapes, input }: ChannelQuestion<A>): Channels => ({
  from: 0,
  to: channelCount(inShapes[input]) - 1,
});

/** Each channel reads its own; or all, where the input has a different number of channels (broadcasting). */
export const sameChannels = <A>(question: ChannelQuestion<A>): Channels =>
  channelCount(question.inShapes[question.input]) === channelCount(question.outShape)
    ? question.of
    : allChannels(question);

/** Values keep their order within a sample but change shape. */
export function channelsInOrder<A>({ inShapes, outShape, input, of }: ChannelQuestion<A>): Channels {
  const [before, after] = [elements((inShapes[input] ?? []).slice(2)), elements(outShape.slice(2))];
  return { from: Math.floor((of.from * after) / before), to: Math.floor(((of.to + 1) * after - 1) / before) };
}
