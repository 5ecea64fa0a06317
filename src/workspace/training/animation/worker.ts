/** The worker that packs the frames of a run into an animated GIF. */
import { Encoder } from 'modern-gif';
import { answering } from '../../../core/thread';
import type { Packed, Packing } from './save';

let encoder: Encoder | null = null;

answering<Packing, Packed>(
  async (asked) => {
    if (asked.kind === 'begin') encoder = new Encoder({ width: asked.width, height: asked.height, looped: true });
    else if (asked.kind === 'frame') await encoder?.encode({ data: asked.pixels, delay: asked.milliseconds });
    else {
      const file = await encoder?.flush('arrayBuffer');
      encoder = null;
      return file ?? null;
    }
    return null;
  },
  (file) => (file ? [file] : []),
);
