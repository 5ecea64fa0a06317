/** Shapes and sliding-window arithmetic. Activations are float32 NCHW; shapes here always include the batch. */
import { EngineError } from './errors';

export type Shape = readonly number[];

export interface TensorSpec {
  readonly shape: Shape;
  readonly dtype: 'float32';
}

/** Number of elements of a shape (1 for a scalar). */
export function elements(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** `8x28x28`: shapes as the page and the tests write them. */
export function shapeText(shape: Shape): string {
  return shape.join('x');
}

/** The four sizes of an NCHW shape. Throws EngineError('shape') unless the rank is 4. */
export function nchw(shape: Shape): [batch: number, channels: number, height: number, width: number] {
  const [n, c, h, w] = shape;
  if (shape.length !== 4 || n === undefined || c === undefined || h === undefined || w === undefined) {
    throw new EngineError('shape', 'needs an image of shape N x C x H x W', { got: shapeText(shape) });
  }
  return [n, c, h, w];
}

/** One axis of a sliding window, in pixels. */
export interface WindowAxis {
  readonly input: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padBegin: number;
  readonly padEnd: number;
  readonly dilation: number;
  readonly ceil?: boolean;
}

/**
 * Output size of a sliding window along one axis, and how many trailing input pixels no window reaches.
 *
 *   out = floor((input + padBegin + padEnd - dilation (kernel - 1) - 1) / stride) + 1
 *
 * With `ceil` the division rounds up, but a last window that would start in the end padding is dropped (as in ONNX and
 * PyTorch). A remainder is reported, never rejected. Throws EngineError('shape') when not even one window fits.
 */
export function windowOutput(axis: WindowAxis): { output: number; remainder: number } {
  const reach = axis.dilation * (axis.kernel - 1) + 1;
  const room = axis.input + axis.padBegin + axis.padEnd - reach;
  if (room < 0) {
    throw new EngineError('shape', 'the window does not fit into the padded input', {
      expected: `at least ${reach} pixels`,
      got: axis.input + axis.padBegin + axis.padEnd,
    });
  }
  let output = Math.floor(room / axis.stride) + 1;
  if (axis.ceil && room % axis.stride !== 0 && output * axis.stride < axis.input + axis.padBegin) output += 1;
  return { output, remainder: Math.max(0, room - (output - 1) * axis.stride) };
}

/** Broadcasts shapes by NumPy's rule. Throws EngineError('shape') when two sizes differ and neither is 1. */
export function broadcast(shapes: readonly Shape[]): Shape {
  const rank = Math.max(0, ...shapes.map((s) => s.length));
  return Array.from({ length: rank }, (_, axis) => {
    let size = 1;
    for (const shape of shapes) {
      const own = shape[axis - (rank - shape.length)] ?? 1;
      if (own !== 1 && size !== 1 && own !== size) {
        throw new EngineError('shape', 'inputs do not broadcast', { got: shapes.map(shapeText).join(' and ') });
      }
      if (own !== 1) size = own;
    }
    return size;
  });
}
