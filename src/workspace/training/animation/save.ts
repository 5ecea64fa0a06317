/** A run as an animated GIF. Frames are painted one at a time between frames of the page, and packed in a worker. */
import { EngineError } from '../../../core/errors';
import { Thread } from '../../../core/thread';
import { nextTurn } from '../../../core/yield';
import type { Still } from '../reader';
import { type FilmLook, frameSize, paintFrame } from './paint';

export type Packing =
  | { readonly kind: 'begin'; readonly width: number; readonly height: number }
  | { readonly kind: 'frame'; readonly pixels: Uint8ClampedArray<ArrayBuffer>; readonly milliseconds: number }
  | { readonly kind: 'end' };

export type Packed = ArrayBuffer | null;

/** Most frames: all of them lie in the worker's memory until the colours are chosen. */
const MOST_FRAMES = 80;
/** Milliseconds that a frame stands, and the last one. */
const STANDS = 120;
const STANDS_LAST = 2400;

/** The moments that become frames: as many as may be, evenly, the first and the last among them. */
export function chosenMoments(count: number, most = MOST_FRAMES): readonly number[] {
  const frames = Math.min(count, most);
  return Array.from({ length: frames }, (_, i) => (frames < 2 ? 0 : Math.round((i * (count - 1)) / (frames - 1))));
}

interface Options {
  readonly look: FilmLook;
  readonly title: (moment: number) => string;
  /** Null: there is no such moment any more. */
  readonly still: (moment: number) => Promise<Still | null>;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, count: number) => void;
}

/** Null when it was cancelled, or the run is another one. Throws EngineError('device') when the worker fails. */
export async function animate({ look, title, still, signal, onProgress }: Options): Promise<Blob | null> {
  const thread = new Thread<Packing, Packed>({
    open: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
    here: () => Promise.reject(new EngineError('unsupported', 'pictures are packed in a worker')),
  });
  const { width, height } = frameSize(look);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new EngineError('unsupported', 'there is no canvas to paint on');
  const stop = (): void => thread.close();
  signal.addEventListener('abort', stop);
  try {
    await thread.ask({ kind: 'begin', width, height });
    const moments = chosenMoments(look.places.length);
    for (const [done, moment] of moments.entries()) {
      onProgress(done, moments.length);
      const shown = await still(moment);
      if (!shown || signal.aborted) return null;
      paintFrame(context, look, { still: shown, moment, title: title(moment) });
      const pixels = context.getImageData(0, 0, width, height).data;
      const milliseconds = done === moments.length - 1 ? STANDS_LAST : STANDS;
      await thread.ask({ kind: 'frame', pixels, milliseconds }, [pixels.buffer]);
      await nextTurn();
    }
    onProgress(moments.length, moments.length);
    const file = await thread.ask({ kind: 'end' });
    return file && new Blob([file], { type: 'image/gif' });
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    thread.close();
  }
}
