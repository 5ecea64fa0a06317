/**
 * Unpacks three-byte pixels into planes of floats: y[c, i] = levels[c, byte c of pixel i] for red, green and blue.
 *
 * A pixel travels as the integer red + 256 green + 65536 blue, which is below 2^24 and so exact in float32: four bytes
 * instead of twelve. The table holds what each byte means, normalisation included, so no float is computed and every
 * device gives the same bits.
 */
import { defineKernel, required } from './kernel';

/** Number of values of a byte. */
export const LEVELS = 256;

export const unpack = defineKernel({
  name: 'unpack',
  ins: [{ name: 'pixels' }, { name: 'levels' }],
  outs: [{ name: 'y' }],
  params: { plane: 'u32' },
  rounding: () => 'exact',
  twin({ plane }, ins, outs) {
    const [pixels, levels, y] = [required(ins, 0), required(ins, 1), required(outs, 0)];
    for (let i = 0; i < plane; i++) {
      const pixel = pixels[i] as number;
      for (let c = 0; c < 3; c++) y[c * plane + i] = levels[c * LEVELS + ((pixel >> (8 * c)) & 255)] as number;
    }
  },
});
