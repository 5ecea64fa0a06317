/** How layers mix channels: which channels of an input some channels of the output are computed from. */
import { elements, type Shape } from '../core/shapes';

/** Channels `from` to `to`, both included; of a tensor without height and width its values. */
export interface Channels {
  readonly from: number;
  readonly to: number;
}

/** Asks for what the output's channels `of` read of input `input`. Shapes include the batch. */
export interface ChannelQuestion<A> {
  readonly attributes: A;
  readonly inShapes: readonly Shape[];
  readonly outShape: Shape;
  readonly input: number;
  readonly of: Channels;
}

export const channelCount = (shape: Shape | undefined): number => shape?.[1] ?? 1;

/** Every channel reads all of them. */
export const allChannels = <A>({ inShapes, input }: ChannelQuestion<A>): Channels => ({
  from: 0,
  to: channelCount(inShapes[input]) - 1,
});

/** Channels stay apart; all of them where the input has another number, as when it is broadcast. */
export const sameChannels = <A>(question: ChannelQuestion<A>): Channels =>
  channelCount(question.inShapes[question.input]) === channelCount(question.outShape)
    ? question.of
    : allChannels(question);

/** Values keep their order within a sample under another shape. */
export function channelsInOrder<A>({ inShapes, outShape, input, of }: ChannelQuestion<A>): Channels {
  const [before, after] = [elements((inShapes[input] ?? []).slice(2)), elements(outShape.slice(2))];
  return { from: Math.floor((of.from * after) / before), to: Math.floor(((of.to + 1) * after - 1) / before) };
}
