/** What separates two classes on the page: from which layers it can be told, and the shares for the input as it is. */

import { breather } from '../../core/breathe';
import { logitsOf, type Separation, separableLayers, separate } from '../../insight/separation';
import type { TensorId } from '../../kernels/kernel';
import type { Network } from '../network';
import type { StageLayer } from '../stage/layers';

const tensorsOf = (network: Network, ids: readonly string[]): readonly TensorId[] =>
  ids.flatMap((id) => network.plan.nodes.find((node) => node.id === id)?.output ?? []);

/** The tensor that holds the logits, alone in a list; empty for a network that does not end with softmax. */
export const logitTensor = (network: Network): readonly TensorId[] =>
  tensorsOf(network, [logitsOf(network.model)?.id ?? '']);

/** Every layer's output, in the order of the model's nodes. */
export const outputTensors = (network: Network): readonly TensorId[] =>
  tensorsOf(
    network,
    network.model.nodes.map(({ id }) => id),
  );

/** The layers from which two classes can be told apart exactly and that the stage shows, last first. */
export function betweenLayers(network: Network): readonly StageLayer[] {
  const shown = network.units.flatMap(({ layers }) => layers);
  return separableLayers(network.model).flatMap((id) => shown.find((layer) => layer.id === id) ?? []);
}

export interface BetweenQuestion {
  readonly network: Network;
  readonly weights: ReadonlyMap<string, Float32Array>;
  /** Values of `outputTensors`, of one frame. */
  readonly outputs: readonly Float32Array[];
  readonly layer: StageLayer;
  readonly pair: readonly [a: number, b: number];
}

/** An answer with what it was an answer to. */
export interface BetweenAnswer extends BetweenQuestion {
  readonly separation: Separation;
}

/** Works in slices, so that the page's thread is not held up. */
export async function between(question: BetweenQuestion): Promise<BetweenAnswer> {
  const { network, weights, outputs, layer, pair } = question;
  const places = new Map(network.model.nodes.map(({ id }, place) => [id, place]));
  const output = (id: string): Float32Array => outputs[places.get(id) ?? -1] ?? new Float32Array(0);
  const separation = await separate({ model: network.model, output, weights, pause: breather() }, layer.id, pair);
  return { ...question, separation };
}

/** Rows and columns of a layer's maps, and its values; a layer without maps has one cell for each value. */
export function mapsOf({ network, outputs, layer }: BetweenAnswer) {
  const values = outputs[network.model.nodes.findIndex(({ id }) => id === layer.id)] ?? new Float32Array(0);
  const [rows, columns] = layer.form === 'maps' ? [layer.rows, layer.columns] : [1, 1];
  const size = rows * columns;
  const extent = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return { rows, columns, extent, map: (index: number) => values.subarray(index * size, (index + 1) * size) };
}
