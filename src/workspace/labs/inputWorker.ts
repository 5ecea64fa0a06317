/** The worker that prepares inputs of many pixels: an input pipeline of its own, which is told what changes. */
import { answering, buffersOf } from '../../core/thread';
import type { Pixels } from '../../vision/picture';
import { InputPipeline, type InputRequest, inAllChannels } from '../input/pipeline';

export interface InputAsked {
  readonly request: InputRequest;
  /** Values of the input, all channels together. */
  readonly count: number;
  /** The picture that was brought, where that is another than at the last request. */
  readonly picture?: Pixels | null;
  /** The camera's frame of the moment. */
  readonly live: Pixels | null;
}

export interface InputGiven {
  readonly tensor: Float32Array;
  readonly isEmpty: boolean;
}

const pipeline = new InputPipeline();

answering(
  ({ request, count, picture, live }: InputAsked): InputGiven => {
    if (picture !== undefined) pipeline.picture = picture;
    pipeline.live = () => live;
    const { tensor, prepared } = pipeline.prepareOther(request);
    return { tensor: inAllChannels(tensor, count), isEmpty: prepared === null };
  },
  ({ tensor }) => buffersOf([tensor]),
);
