/**
 * Which pixels of a layer's input its windows read. The places of the window and its taps are each a grid, so what all
 * windows read is a grid too: a pixel is read if its row is read by some window and its column is. A tap in the padding
 * reads the pixel that stands there, or nothing where the padding is zero.
 */
import { type WindowAxis, windowOutput } from '../../../core/shapes';
import { paddedPixel, padModes } from '../../../kernels/pad2d';
import type { LabPadMode, LayerSize } from './design';

export interface Reads {
  /** Whether any window reads a row, and a column. */
  readonly rows: readonly boolean[];
  readonly columns: readonly boolean[];
  /** Pixels that no window reads, of how many. */
  readonly unread: number;
  readonly pixels: number;
}

/** The pixel along one axis that stands at `at`, which may lie in the padding; -1: a zero. */
export const pixelOf = (at: number, size: number, mode: LabPadMode): number =>
  paddedPixel(at, size, padModes[mode === 'none' ? 'zero' : mode]);

/** The pixel that each tap of each window reads along one axis: output x kernel, -1 for a zero. */
export function tapsOf(axis: WindowAxis, output: number, mode: LabPadMode): Int32Array {
  const { input, kernel, stride, dilation, padBegin } = axis;
  const taps = new Int32Array(output * kernel);
  for (let i = 0; i < taps.length; i++) {
    taps[i] = pixelOf(Math.floor(i / kernel) * stride + (i % kernel) * dilation - padBegin, input, mode);
  }
  return taps;
}

function readAlong(axis: WindowAxis, mode: LabPadMode): readonly boolean[] {
  const read = new Array<boolean>(axis.input).fill(false);
  for (const pixel of tapsOf(axis, windowOutput(axis).output, mode)) if (pixel >= 0) read[pixel] = true;
  return read;
}

/** Null: no window fits. */
export function readsOf({ rows: down, columns: across, height, width }: LayerSize, mode: LabPadMode): Reads | null {
  if (height === null || width === null) return null;
  const [rows, columns] = [readAlong(down, mode), readAlong(across, mode)];
  const pixels = rows.length * columns.length;
  const read = rows.filter(Boolean).length * columns.filter(Boolean).length;
  return { rows, columns, unread: pixels - read, pixels };
}
