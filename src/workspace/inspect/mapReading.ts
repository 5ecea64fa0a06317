/** One map as the inspector shows it: its values, the filter that computes it, or else the map it is made from. */
import { mapBefore } from '../../insight/ablation';
import { originOf } from '../../insight/origin';
import type { Network } from '../network';
import { layerIn, type Selection } from '../selection';
import type { StageLayer } from '../stage/layers';
import { type Reader, readTensors } from './reading';

/** A stack of kernels, one per channel it reads. */
export interface Filter {
  readonly source: StageLayer;
  /** Channel that the first kernel reads. */
  readonly firstChannel: number;
  readonly rows: number;
  readonly columns: number;
  readonly kernels: readonly Float32Array[];
  /** Largest |weight| of all kernels. */
  readonly extent: number;
  readonly bias: number | null;
}

export interface MapReading {
  readonly selection: Selection;
  readonly layer: StageLayer;
  readonly values: Float32Array;
  /** Identifies the weights: the same object while they are unchanged. */
  readonly weights: object;
  readonly filter: Filter | null;
  /** A normalisation layer's parameters for this channel. */
  readonly parameters: readonly { readonly name: string; readonly value: number }[];
  /** The only map it is computed from; null if there are several. */
  readonly from: { readonly layer: StageLayer; readonly channel: number } | null;
}

function filterOf(
  { model, units }: Network,
  id: string,
  channel: number,
  weight: (name: string) => Float32Array | undefined,
): Filter | null {
  const node = model.nodes.find((candidate) => candidate.id === id);
  const shape = node?.weights.find(({ name }) => name === 'weight')?.shape;
  const [filters = 1, channels = 1, rows, columns] = shape ?? [];
  const source = layerIn(units, originOf(model, node?.inputs[0] ?? ''));
  const values = weight('weight');
  if (!node || rows === undefined || columns === undefined || !source || !values) return null;
  const groups = typeof node.attributes.groups === 'number' ? node.attributes.groups : 1;
  const size = rows * columns;
  const kernels = Array.from({ length: channels }, (_, c) => {
    const start = (channel * channels + c) * size;
    return values.subarray(start, start + size);
  });
  return {
    source,
    firstChannel: Math.floor(channel / (filters / groups)) * channels,
    rows,
    columns,
    kernels,
    extent: kernels.reduce(
      (most, kernel) => kernel.reduce((large, value) => Math.max(large, Math.abs(value)), most),
      0,
    ),
    bias: weight('bias')?.[channel] ?? null,
  };
}

/** Reads a selected map. Null if another network takes over first. */
export async function readMap(reader: Reader, network: Network, selection: Selection): Promise<MapReading | null> {
  const { units, plan, model } = network;
  const { channel } = selection;
  const layer = layerIn(units, selection.layer);
  if (!layer) return null;
  const standing = reader.weights;
  const weights = plan.nodes.find(({ id }) => id === layer.id)?.weights ?? {};
  const tensors = await readTensors(reader, [layer.tensor], Object.values(weights));
  const values = tensors?.get(layer.tensor);
  if (!tensors || !values) return null;
  const weight = (name: string): Float32Array | undefined => {
    const id = weights[name];
    return id === undefined ? undefined : tensors.get(id);
  };
  const size = layer.rows * layer.columns;
  const before = mapBefore(model, { node: layer.id, channel });
  const from = before && layerIn(units, originOf(model, before.node));
  const isConvolution = weight('weight') !== undefined;
  return {
    selection,
    layer,
    weights: standing,
    values: values.subarray(channel * size, (channel + 1) * size),
    filter: isConvolution ? filterOf(network, layer.id, channel, weight) : null,
    parameters: isConvolution
      ? []
      : Object.keys(weights).map((name) => ({ name, value: weight(name)?.[channel] ?? Number.NaN })),
    from: before && from ? { layer: from, channel: before.channel } : null,
  };
}
