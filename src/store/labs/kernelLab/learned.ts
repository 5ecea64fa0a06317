/** Filters of the first layers of the shipped networks: kernels that nobody designed. */
import { decodeModel } from '../../../formats/model';
import type { ModelId } from '../../choices';

export interface LearnedFilter {
  readonly model: ModelId;
  /** Place of its feature map in the layer. */
  readonly map: number;
  readonly rows: number;
  readonly columns: number;
  /** One kernel for each channel of the network's input, row by row. */
  readonly kernels: readonly (readonly number[])[];
}

/**
 * Reads the filters of a model file's first convolution; `address` is the file's. Throws what fetching and decodeModel
 * throw.
 */
export async function learnedFilters(model: ModelId, address: string): Promise<readonly LearnedFilter[]> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  const { spec, weights } = decodeModel(new Uint8Array(await response.arrayBuffer()));
  const first = spec.nodes.find(({ type }) => type === 'conv2d');
  const values = weights.get(`${first?.id}.weight`);
  const side = first?.attributes?.kernel;
  const [rows, columns] = Array.isArray(side) ? side : [3, 3];
  if (!values || typeof rows !== 'number' || typeof columns !== 'number') return [];
  const [depth, size] = [spec.input.shape[0], rows * columns];
  return Array.from({ length: values.length / (depth * size) }, (_, map) => ({
    model,
    map,
    rows,
    columns,
    kernels: Array.from({ length: depth }, (_, c) => {
      const at = (map * depth + c) * size;
      return Array.from(values.subarray(at, at + size));
    }),
  }));
}
