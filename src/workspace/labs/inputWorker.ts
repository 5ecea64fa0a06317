/** The worker that prepares large inputs: it has its own input pipeline and is sent what changes. */
import { answering, buffersOf } from '../../core/thread';
import type { Pixels } from '../../vision/picture';
import { InputPipeline, type InputRequest, inAllChannels } from '../input/pipeline';

export interface InputAsked {
  readonly request: InputRequest;
  /** Number of input values, over all channels. */
  readonly count: number;
  /** The opened picture, if it has changed since the last request. */
  readonly picture?: Pixels | null;
  /** The camera's current frame. */
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
