/**
 * Prepares large inputs in a worker: a million pixels take longer than a frame. One at a time. Without a worker, or if
 * it fails, the page prepares them itself.
 */
import { Thread } from '../../core/thread';
import type { Pixels } from '../../vision/picture';
import { type InputPipeline, type InputRequest, inAllChannels } from '../input/pipeline';
import type { InputAsked, InputGiven } from './inputWorker';

export class LargeInput {
  private readonly thread = new Thread<InputAsked, InputGiven>({
    open: () => new Worker(new URL('./inputWorker.ts', import.meta.url), { type: 'module' }),
    here: async (asked) => this.prepareHere(asked),
  });
  /** The worker's current picture. */
  private sent: Pixels | null = null;

  constructor(private readonly pipeline: InputPipeline) {}

  /** `count` values; a single plane is repeated for every channel. Throws EngineError('input') as the pipeline does. */
  async prepare(request: InputRequest, count: number): Promise<InputGiven> {
    const { picture, live } = this.pipeline;
    const asked: InputAsked = {
      request,
      count,
      live: (request.input === 'camera' && live?.(request.crop, request.preprocessing.size)) || null,
      ...(picture === this.sent ? {} : { picture }),
    };
    this.sent = picture;
    try {
      return await this.thread.ask(asked, asked.live ? [asked.live.data.buffer] : []);
    } catch {
      this.dispose();
      return this.prepareHere(asked);
    }
  }

  /** Ends the worker. The next input starts another. */
  dispose(): void {
    this.thread.close();
    this.sent = null;
  }

  private prepareHere({ request, count }: InputAsked): InputGiven {
    const { tensor, prepared } = this.pipeline.prepareOther(request);
    return { tensor: inAllChannels(tensor, count), isEmpty: prepared === null };
  }
}
