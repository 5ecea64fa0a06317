/** The pixels of one channel under a sliding window, for one output value. */
import { nchw } from '../core/shapes';
import { type PadMode, paddedPixel, padModes } from '../kernels/pad2d';
import { type ExplainContext, type Term, termAt } from './explain';

interface Window {
  readonly window: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly dilation: readonly [number, number];
  readonly pad: readonly [top: number, left: number, bottom: number, right: number];
  readonly padMode: PadMode;
}

/** Terms in the window's row-major order, including those in zero padding. */
export function explainWindow<A>(context: ExplainContext<A>, w: Window, channel: number): readonly Term[] {
  const [, , height, width] = nchw(context.inShapes[0] ?? []);
  const [, , outHeight, outWidth] = nchw(context.outShape);
  const position = context.index % (outHeight * outWidth);
  const [i, j] = [Math.floor(position / outWidth), position % outWidth];
  const mode = padModes[w.padMode];
  return Array.from({ length: w.window[0] * w.window[1] }, (_, tap) => {
    const [u, v] = [Math.floor(tap / w.window[1]), tap % w.window[1]];
    const row = paddedPixel(i * w.stride[0] + u * w.dilation[0] - w.pad[0], height, mode);
    const column = paddedPixel(j * w.stride[1] + v * w.dilation[1] - w.pad[1], width, mode);
    if (row < 0 || column < 0) return { input: 0, index: null, value: 0 };
    return termAt(context, 0, (channel * height + row) * width + column);
  });
}
