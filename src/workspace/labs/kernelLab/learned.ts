/** The filters of the shipped networks' convolutions, learned rather than designed, and a picture of each. */
import type { Palette } from '../../../backend/types';
import type { StoredModel } from '../../../formats/model';
import { resolveModel, weightName } from '../../../graph/model';
import { layerOf } from '../../../layers';
import type { ModelSource } from '../../catalogue/records';
import { mapPixels } from '../../stage/mapPixels';
import { largest } from './design';
import type { Bitmap } from './sourcePixels';

export interface LearnedFilter {
  readonly rows: number;
  readonly columns: number;
  /** One kernel per channel it reads, row by row. */
  readonly kernels: readonly (readonly number[])[];
}

export interface LearnedLayer {
  readonly model: ModelSource;
  /** Id of the layer in its network. */
  readonly layer: string;
  readonly filters: readonly LearnedFilter[];
  /** Largest |weight| of all of them: the end of their colour scale. */
  readonly extent: number;
}

/** The layers of a network that slide kernels, in order. */
export function learnedLayers(model: ModelSource, { spec, weights }: StoredModel): readonly LearnedLayer[] {
  return resolveModel(spec, 1).nodes.flatMap(({ id, type, weights: tensors }) => {
    const values = weights.get(weightName(id, 'weight'));
    const [count = 0, depth = 0, rows = 0, columns = 0] = tensors.find(({ name }) => name === 'weight')?.shape ?? [];
    if (layerOf(type).filters !== 'kernels' || !values) return [];
    const size = rows * columns;
    const kernelFrom = (at: number): number[] => Array.from(values.subarray(at, at + size));
    const filters = Array.from({ length: count }, (_, filter) => ({
      rows,
      columns,
      kernels: Array.from({ length: depth }, (__, channel) => kernelFrom((filter * depth + channel) * size)),
    }));
    return [{ model, layer: id, filters, extent: largest(values) }];
  });
}

/** Up to this many kernels go in one row, such as those for red, green and blue. */
const IN_A_ROW = 3;

/** One pixel per weight, with an empty pixel between kernels; the scale ends at +-extent. */
export function filterPicture({ rows, columns, kernels }: LearnedFilter, extent: number, palette: Palette): Bitmap {
  const across = kernels.length <= IN_A_ROW ? kernels.length : Math.ceil(Math.sqrt(kernels.length));
  const down = Math.ceil(kernels.length / across);
  const [width, height] = [across * (columns + 1) - 1, down * (rows + 1) - 1];
  const bytes = new Uint8ClampedArray(4 * width * height);
  for (const [k, kernel] of kernels.entries()) {
    const pixels = mapPixels(Float32Array.from(kernel), extent, palette);
    const [top, left] = [Math.floor(k / across) * (rows + 1), (k % across) * (columns + 1)];
    for (let row = 0; row < rows; row++) {
      const from = 4 * row * columns;
      bytes.set(pixels.subarray(from, from + 4 * columns), 4 * ((top + row) * width + left));
    }
  }
  return { width, height, bytes };
}
