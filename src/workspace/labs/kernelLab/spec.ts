/**
 * The layers of the page "Kernels" as a network: conv1, act1, conv2, ... For the selected layer it also computes what
 * each channel contributes to the selected filter (`responses`: a convolution of each channel by its own kernel).
 */
import type { Weights } from '../../../backend/types';
import type { ModelNode, ModelSpec } from '../../../graph/model';
import { INPUT } from '../../../graph/model';
import {
  type Chosen,
  channelsOf,
  depthOf,
  firstChannel,
  type KernelLayer,
  kernelAt,
  type LayerShape,
  pixelsOf,
  sizesOf,
} from './design';

export const featureId = (layer: number): string => `conv${layer + 1}`;
const activationId = (layer: number): string => `act${layer + 1}`;
export const RESPONSES = 'responses';
/** The network's output: only a few numbers, because it is read back every frame. */
const SUMMARY = 'summary';

export interface Built {
  readonly spec: ModelSpec;
  readonly weights: Weights;
}

/** Whether the selected filter sums several channels, so that showing each is worthwhile. */
export const hasResponses = (layers: readonly LayerShape[], { layer }: Chosen): boolean => {
  const own = layers[layer];
  return own !== undefined && depthOf(own) > 1;
};

/** The selected filter's kernels, one per channel of its layer; zeros for channels it does not read. */
function responseWeights(layer: KernelLayer, channels: number, filter: number): Float32Array {
  const size = pixelsOf(layer);
  const weights = new Float32Array(channels * size);
  const first = firstChannel(layer, filter);
  for (let c = 0; c < depthOf(layer); c++) {
    weights.set(kernelAt(layer, filter, c), (first + c) * size);
  }
  return weights;
}

/** Every weight, by its name in the network. */
export function weightsOf(
  layers: readonly KernelLayer[],
  chosen: Chosen,
  input: number,
): ReadonlyMap<string, Float32Array> {
  const weights = new Map<string, Float32Array>();
  layers.forEach((layer, i) => {
    weights.set(`${featureId(i)}.weight`, new Float32Array(layer.weights));
    weights.set(`${featureId(i)}.bias`, new Float32Array(layer.biases));
  });
  const own = layers[chosen.layer];
  if (own && hasResponses(layers, chosen)) {
    const channels = channelsOf(layers, chosen.layer, input);
    weights.set(`${RESPONSES}.weight`, responseWeights(own, channels, chosen.filter));
  }
  return weights;
}

/** Id of the node whose maps a layer passes on: its activation function's, or its own without one. */
export const outputId = (layers: readonly LayerShape[], index: number): string =>
  index < 0 ? INPUT : layers[index]?.activation === 'none' ? featureId(index) : activationId(index);

/** The network on a square input. Null if some layer has no room for a window. */
export function buildSpec(
  layers: readonly LayerShape[],
  chosen: Chosen,
  [channels, side]: readonly [channels: number, side: number],
): ModelSpec | null {
  const sizes = sizesOf(layers, side);
  if (sizes.length < layers.length || sizes.some(({ height, width }) => height === null || width === null)) return null;
  const nodes: ModelNode[] = [];
  layers.forEach((layer, i) => {
    const size = sizes[i];
    if (!size) return;
    const { rows, columns } = size;
    const inputs = [outputId(layers, i - 1)];
    const window = {
      kernel: [layer.rows, layer.columns],
      stride: [layer.stride, layer.stride],
      dilation: [layer.dilation, layer.dilation],
      pad: [rows.padBegin, columns.padBegin, rows.padEnd, columns.padEnd],
      padMode: layer.padding.mode === 'none' ? 'zero' : layer.padding.mode,
    };
    const { filters: outChannels, groups, activation } = layer;
    nodes.push({ id: featureId(i), type: 'conv2d', inputs, attributes: { ...window, outChannels, groups } });
    if (activation !== 'none') nodes.push({ id: activationId(i), type: activation, inputs: [featureId(i)] });
    if (i === chosen.layer && hasResponses(layers, chosen)) {
      const count = channelsOf(layers, i, channels);
      const each = { ...window, outChannels: count, groups: count, bias: false };
      nodes.push({ id: RESPONSES, type: 'conv2d', inputs, attributes: each });
    }
  });
  nodes.push({ id: SUMMARY, type: 'globalAveragePool', inputs: [outputId(layers, layers.length - 1)] });
  return {
    name: 'kernels',
    input: { shape: [channels, side, side] },
    nodes,
    output: SUMMARY,
    labels: [],
    preprocessing: null,
  };
}
