/** The graph of an activation function about zero. Pure: in a box of the given size, y downwards. */
import { type ActivationValues, activationOf } from '../../kernels/activation';

export interface Curve {
  /** An SVG path. */
  readonly path: string;
  /** Path of both axes. */
  readonly axes: string;
  /** The point of the graph at x, clamped to the visible range. */
  at(x: number): readonly [across: number, down: number];
}

const STEPS = 60;

/** The graph from -most to most, with zero visible. */
export function curveOf(
  { activation, alpha, beta }: ActivationValues,
  most: number,
  width: number,
  height: number,
): Curve {
  const reach = most > 0 ? most : 1;
  const { f } = activationOf(activation);
  const xs = Array.from({ length: STEPS + 1 }, (_, i) => reach * ((2 * i) / STEPS - 1));
  const ys = xs.map((x) => f(x, alpha, beta));
  const [low, high] = [Math.min(0, ...ys), Math.max(0, ...ys)];
  const across = (x: number): number => ((x / reach + 1) / 2) * width;
  const down = (y: number): number => (high > low ? ((high - y) / (high - low)) * height : height);
  const place = (value: number): string => value.toFixed(1);
  return {
    path: `M${xs.map((x, i) => `${place(across(x))} ${place(down(ys[i] ?? 0))}`).join('L')}`,
    axes: `M0 ${place(down(0))}H${width}M${place(width / 2)} 0V${height}`,
    at(x) {
      const shown = Math.min(reach, Math.max(-reach, x));
      return [across(shown), down(f(shown, alpha, beta))];
    },
  };
}
