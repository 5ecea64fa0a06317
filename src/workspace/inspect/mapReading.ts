/** One map of a layer that has been read: its values, the filter that computes it, or else the map it is made from. */
import { mapBefore } from '../../insight/ablation';
import { originOf } from '../../insight/origin';
import type { Network } from '../network';
import { layerIn } from '../selection';
import type { StageLayer } from '../stage/layers';
import type { LayerReading } from './reading';

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
  readonly layer: StageLayer;
  readonly channel: number;
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

/** A map of a layer that has been read. */
export function mapIn(reading: LayerReading, network: Network, channel: number): MapReading {
  const { layer, output, parameters, weights } = reading;
  const size = layer.rows * layer.columns;
  const before = mapBefore(network.model, { node: layer.id, channel });
  const from = before && layerIn(network.units, originOf(network.model, before.node));
  const isConvolution = parameters.has('weight');
  return {
    layer,
    channel,
    weights,
    values: output.subarray(channel * size, (channel + 1) * size),
    filter: isConvolution ? filterOf(network, layer.id, channel, (name) => parameters.get(name)) : null,
    parameters: isConvolution
      ? []
      : [...parameters].map(([name, values]) => ({ name, value: values[channel] ?? Number.NaN })),
    from: before && from ? { layer: from, channel: before.channel } : null,
  };
}
