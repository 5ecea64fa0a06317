/**
 * Inputs of many pixels, prepared in a worker: a million of them take longer than a frame has. One at a time. Where there
 * is no such worker, or it fails, the page prepares them itself.
 */
import type { Pixels } from '../../vision/picture';
import { type InputPipeline, type InputRequest, inAllChannels } from '../input/pipeline';
import type { InputAsked, InputGiven } from './inputWorker';

export class LargeInput {
  private worker: Worker | null = null;
  /** The picture that the worker has. */
  private sent: Pixels | null = null;

  constructor(private readonly pipeline: InputPipeline) {}

  /** `count` values, one plane standing for every channel. Throws EngineError('input') as the pipeline does. */
  async prepare(request: InputRequest, count: number): Promise<InputGiven> {
    try {
      return await this.asked(request, count);
    } catch {
      this.dispose();
      const { tensor, prepared } = this.pipeline.prepareOther(request);
      return { tensor: inAllChannels(tensor, count), isEmpty: prepared === null };
    }
  }

  dispose(): void {
    this.worker?.terminate();
    this.worker = null;
    this.sent = null;
  }

  private asked(request: InputRequest, count: number): Promise<InputGiven> {
    const { picture, live } = this.pipeline;
    this.worker ??= new Worker(new URL('./inputWorker.ts', import.meta.url), { type: 'module' });
    const { worker } = this;
    const message: InputAsked = {
      request,
      count,
      live: (request.input === 'camera' && live?.(request.crop, request.preprocessing.size)) || null,
      ...(picture === this.sent ? {} : { picture }),
    };
    this.sent = picture;
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<InputGiven>) => resolve(data);
      worker.onerror = reject;
      worker.postMessage(message, message.live ? [message.live.data.buffer] : []);
    });
  }
}
