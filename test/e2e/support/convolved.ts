/** Convolutional layers of the page "Kernels" computed here once more, by the plainest loops: what the maps must be. */

/** Rows of values. */
export type Plane = readonly (readonly number[])[];

export interface PlainLayer {
  /** Of each filter the kernels of the channels that it reads, row by row. */
  readonly filters: readonly (readonly (readonly number[])[])[];
  readonly biases: readonly number[];
  readonly rows: number;
  readonly columns: number;
  readonly stride: number;
  readonly dilation: number;
  readonly mode: 'None' | 'Zero' | 'Reflect' | 'Edge';
  /** Pixels on each side; `same`: as many as give ceil(input / stride) outputs, the odd one after. */
  readonly size: number | 'same';
}

type Pads = readonly [before: number, after: number];

function padsOf({ mode, size, stride, dilation }: PlainLayer, kernel: number, input: number): Pads {
  if (mode === 'None') return [0, 0];
  if (size !== 'same') return [size, size];
  const missing = (Math.ceil(input / stride) - 1) * stride + dilation * (kernel - 1) + 1 - input;
  const all = Math.max(0, missing);
  return [Math.floor(all / 2), all - Math.floor(all / 2)];
}

/** Index of the pixel that stands at `i`, which may lie outside of `count` pixels; -1: a zero. */
function at(i: number, count: number, mode: PlainLayer['mode']): number {
  if (i >= 0 && i < count) return i;
  if (mode === 'Edge') return i < 0 ? 0 : count - 1;
  if (mode === 'Reflect') return i < 0 ? -i : 2 * (count - 1) - i;
  return -1;
}

/** A plane with its padding around it. */
export function padded(plane: Plane, layer: PlainLayer): number[][] {
  const [height, width] = [plane.length, plane[0]?.length ?? 0];
  const [top, bottom] = padsOf(layer, layer.rows, height);
  const [left, right] = padsOf(layer, layer.columns, width);
  return Array.from({ length: top + height + bottom }, (_, i) =>
    Array.from({ length: left + width + right }, (__, j) => {
      const [row, column] = [at(i - top, height, layer.mode), at(j - left, width, layer.mode)];
      return plane[row]?.[column] ?? 0;
    }),
  );
}

/** Feature maps of all filters. Filters that read fewer channels than there are read them in groups. */
export function convolved(planes: readonly Plane[], layer: PlainLayer): number[][][] {
  const { filters, biases, rows, columns, stride, dilation } = layer;
  const given = planes.map((plane) => padded(plane, layer));
  const [height, width] = [given[0]?.length ?? 0, given[0]?.[0]?.length ?? 0];
  const count = (length: number, kernel: number): number =>
    Math.floor((length - dilation * (kernel - 1) - 1) / stride) + 1;
  return filters.map((kernels, filter) => {
    const groups = planes.length / kernels.length;
    const first = Math.floor(filter / (filters.length / groups)) * kernels.length;
    return Array.from({ length: count(height, rows) }, (_, i) =>
      Array.from({ length: count(width, columns) }, (__, j) => {
        let sum = biases[filter] ?? 0;
        kernels.forEach((kernel, channel) => {
          for (let u = 0; u < rows; u++) {
            for (let v = 0; v < columns; v++) {
              const pixel = given[first + channel]?.[i * stride + u * dilation]?.[j * stride + v * dilation];
              sum += (kernel[u * columns + v] ?? Number.NaN) * (pixel ?? Number.NaN);
            }
          }
        });
        return sum;
      }),
    );
  });
}

/** The largest difference between two planes; NaN where they are not of one size. */
export function furthest(a: Plane, b: Plane): number {
  if (a.length !== b.length) return Number.NaN;
  return Math.max(
    ...a.map((row, i) =>
      row.length === b[i]?.length
        ? Math.max(...row.map((value, j) => Math.abs(value - (b[i]?.[j] ?? Number.NaN))))
        : Number.NaN,
    ),
  );
}

/** Activation functions by their textbook formulas, at the page's defaults. */
export const plainActivations: { readonly [name: string]: (x: number) => number } = {
  relu: (x) => Math.max(0, x),
  leakyRelu: (x) => (x < 0 ? 0.01 * x : x),
  elu: (x) => (x < 0 ? Math.exp(x) - 1 : x),
  selu: (x) => 1.0507009873554805 * (x < 0 ? 1.6732632423543772 * (Math.exp(x) - 1) : x),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: (x) => (Math.exp(2 * x) - 1) / (Math.exp(2 * x) + 1),
  softplus: (x) => Math.log(1 + Math.exp(x)),
  hardSigmoid: (x) => Math.min(1, Math.max(0, 0.2 * x + 0.5)),
  hardSwish: (x) => x * Math.min(1, Math.max(0, x / 6 + 0.5)),
  gelu: (x) => (x / 2) * (1 + normalShare(x)),
  clip: (x) => Math.min(6, Math.max(0, x)),
};

/** Share of a normal distribution within x standard deviations, with the sign of x: erf(x / sqrt 2), by Simpson's rule. */
function normalShare(x: number): number {
  const steps = 200;
  const density = (t: number): number => Math.exp((-t * t) / 2) * Math.sqrt(2 / Math.PI);
  let sum = density(0) + density(x);
  for (let i = 1; i < steps; i++) sum += density((x * i) / steps) * (i % 2 === 0 ? 2 : 4);
  return (sum * x) / steps / 3;
}
