/** Poolings, noise and shifts of the page "Pooling" worked out here once more, by the plainest loops, and layers up to a map. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { decodeModel } from '../../../src/formats/model';
import { checkPreprocessing } from '../../../src/vision/preprocessing';
import { convolved, type Plane } from './convolved';

export interface Windowed {
  readonly window: number;
  readonly stride: number;
  readonly pad: number;
}

/** Flat indices of the pixels that each window looks at, row by row of its outputs; padding is no pixel. */
function windows(plane: Plane, { window, stride, pad }: Windowed): number[][][] {
  const [height, width] = [plane.length, plane[0]?.length ?? 0];
  const count = (length: number): number => Math.floor((length + 2 * pad - window) / stride) + 1;
  return Array.from({ length: count(height) }, (_, i) =>
    Array.from({ length: count(width) }, (__, j) => {
      const pixels: number[] = [];
      for (let u = 0; u < window; u++) {
        for (let v = 0; v < window; v++) {
          const [row, column] = [i * stride - pad + u, j * stride - pad + v];
          if (row >= 0 && row < height && column >= 0 && column < width) pixels.push(row * width + column);
        }
      }
      return pixels;
    }),
  );
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const reduced = { max: Math.max, min: Math.min, average: (...values: number[]) => mean(values) } as const;
export type WindowKind = keyof typeof reduced;

export function pooled(plane: Plane, kind: WindowKind, geometry: Windowed): number[][] {
  const values = plane.flat();
  return windows(plane, geometry).map((row) =>
    row.map((pixels) => reduced[kind](...pixels.map((pixel) => values[pixel] ?? Number.NaN))),
  );
}

export const whole = {
  globalMax: (plane: Plane) => [[Math.max(...plane.flat())]],
  globalAverage: (plane: Plane) => [[mean(plane.flat())]],
} as const;

/** The pixels that win a window, each once; of equal ones the first. */
export function winning(plane: Plane, kind: 'max' | 'min', geometry: Windowed): ReadonlySet<number> {
  const values = plane.flat();
  const best = (pixels: readonly number[]): number =>
    reduced[kind](...pixels.map((pixel) => values[pixel] ?? Number.NaN));
  const won = windows(plane, geometry)
    .flat()
    .map((pixels) => pixels.find((pixel) => values[pixel] === best(pixels)) ?? -1);
  return new Set(won);
}

/** How many pixels lie in no window. */
export const unseen = (plane: Plane, geometry: Windowed): number =>
  plane.flat().length - new Set(windows(plane, geometry).flat(2)).size;

export interface Distance {
  readonly rmse: number;
  /** As a share of the first plane's standard deviation, and of its root mean square. */
  readonly relative: number;
  readonly share: number;
}

export function distance(from: Plane, to: Plane): Distance {
  const [a, b] = [from.flat(), to.flat()];
  const rmse = Math.sqrt(mean(a.map((value, i) => (value - (b[i] ?? Number.NaN)) ** 2)));
  const middle = mean(a);
  return {
    rmse,
    relative: rmse / Math.sqrt(mean(a.map((value) => (value - middle) ** 2))),
    share: rmse / Math.sqrt(mean(a.map((value) => value ** 2))),
  };
}

/** A plane moved by whole pixels to the right and down; its edge is repeated where nothing comes in. */
export function moved(plane: Plane, across: number, down: number): number[][] {
  const within = (at: number, count: number): number => Math.min(count - 1, Math.max(0, at));
  return plane.map((row, i) =>
    row.map((_, j) => plane[within(i - down, plane.length)]?.[within(j - across, row.length)] ?? Number.NaN),
  );
}

/** Kernels of the strided convolution for three pixels a side, row by row. */
export const kernels = {
  pixel: [0, 0, 0, 0, 1, 0, 0, 0, 0],
  blur: [1, 2, 1, 2, 4, 2, 1, 2, 1].map((value) => value / 16),
  edge: [-1, 0, 1, -2, 0, 2, -1, 0, 1].map((value) => value / 4),
} as const;

const numbersOf = (json: unknown): number[] => (Array.isArray(json) ? json.map(Number) : []);

/** The maps of a layer of a shipped network over the planes of a picture, 0..1. */
export function networkMaps(model: string, layer: string, picture: readonly Plane[]): number[][][] {
  const { spec, weights } = decodeModel(readFileSync(`public/models/${model}.safetensors`));
  const { mean: means, deviation } = checkPreprocessing(spec.preprocessing);
  let planes = picture.map((plane, k) =>
    plane.map((row) => row.map((value) => (value - (means[k] ?? Number.NaN)) / (deviation[k] ?? Number.NaN))),
  );
  for (const { id, type, attributes } of spec.nodes) {
    if (type === 'conv2d') {
      const [rows = 0, columns = 0] = numbersOf(attributes?.kernel);
      const [size = 0] = numbersOf(attributes?.pad);
      const values = [...(weights.get(`${id}.weight`) ?? expect.fail(`no weights of ${id}`))];
      const biases = [...(weights.get(`${id}.bias`) ?? [])];
      const area = rows * columns;
      const filters = biases.map((_, filter) =>
        planes.map((__, k) =>
          values.slice((filter * planes.length + k) * area, (filter * planes.length + k + 1) * area),
        ),
      );
      const geometry = { rows, columns, stride: 1, dilation: 1, mode: 'Zero', size } as const;
      planes = convolved(planes, { filters, biases, ...geometry });
    } else if (type === 'relu') planes = planes.map((plane) => plane.map((row) => row.map((x) => Math.max(0, x))));
    else planes = planes.map((plane) => pooled(plane, 'max', { window: 2, stride: 2, pad: 0 }));
    if (id === layer) return planes;
  }
  return expect.fail(`no layer ${layer}`);
}
