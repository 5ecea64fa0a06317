/** A kernel of the first layer as a picture: on the signed scale, or, where it reads red, green and blue, in colour. */
import type { Palette } from '../../backend/types';
import { colourPixels } from '../input/colour';
import { mapPixels } from '../stage/mapPixels';

/**
 * RGBA bytes of a filter's weights, channels x rows x columns, on a scale that ends at +-extent. In colour, a weight of
 * zero in all channels is a middle grey, and a channel's largest weight its full colour.
 */
export function kernelPixels(
  weights: Float32Array,
  channels: number,
  extent: number,
  palette: Palette,
): Uint8ClampedArray<ArrayBuffer> {
  if (channels !== 3) return mapPixels(weights, extent, palette);
  const light = weights.map((value) => 0.5 + value / (2 * extent));
  return colourPixels(light, weights.length / 3, 1);
}
