/**
 * What is opened, in numbers: the whole tensors that a layer reads and writes, and the activation after it; and of any
 * value among them its equation, recomputed in float64, next to the kernel's result. Everything is requested in one
 * tick, so that all numbers belong to one frame. Weights are read again only when they change.
 */
import type { ResolvedNode } from '../../graph/model';
import { explainFrom, sources } from '../../insight/equation';
import { originOf } from '../../insight/origin';
import type { TensorId } from '../../kernels/kernel';
import { layerOf } from '../../layers';
import type { Explanation } from '../../layers/explain';
import type { Network } from '../network';
import { layerIn } from '../selection';
import type { StageLayer } from '../stage/layers';
import type { StagePixel } from '../stage/pointer';

/** Where a layer's input is shown, and the size of its values. */
export interface Source {
  readonly layer: StageLayer;
  /** Largest |value| of the whole tensor. */
  readonly extent: number;
}

export interface Equation {
  readonly explanation: Explanation;
  /** One per input of the layer. */
  readonly sources: readonly Source[];
  /** Rows and columns of the window the terms come from, if there is one. */
  readonly window: readonly [rows: number, columns: number] | null;
}

export interface ValueStep {
  readonly layer: StageLayer;
  readonly pixel: StagePixel;
  /** The kernel's result. */
  readonly computed: number;
  /** Null for the network's input. */
  readonly equation: Equation | null;
}

export interface ValueReading extends ValueStep {
  /** The activation function that reads this value. */
  readonly next: ValueStep | null;
}

/** The part of the engine that reads values. */
export interface Reader {
  /** Identifies the current weights: a new object after any change. */
  readonly weights: object;
  read(tensors: readonly TensorId[]): Promise<readonly Float32Array[] | null>;
  readValue(tensor: TensorId, index: number): Promise<number | null>;
}

export type TensorReader = Pick<Reader, 'weights' | 'read'>;

const constants = new WeakMap<object, Map<TensorId, Float32Array>>();

/** Weights already read, for these weights. */
function constantsOf(weights: object): Map<TensorId, Float32Array> {
  const known = constants.get(weights) ?? new Map<TensorId, Float32Array>();
  constants.set(weights, known);
  return known;
}

/** Reads tensors of one frame, and weights only if they are not known. Null if another network takes over first. */
export async function readTensors(
  reader: TensorReader,
  changing: readonly TensorId[],
  constant: readonly TensorId[],
): Promise<ReadonlyMap<TensorId, Float32Array> | null> {
  const known = constantsOf(reader.weights);
  const unknown = constant.filter((id) => !known.has(id));
  const ids = [...new Set([...changing, ...unknown])];
  const read = await reader.read(ids);
  if (!read) return null;
  const values = new Map(known);
  read.forEach((tensor, i) => {
    const id = ids[i];
    if (id === undefined) return;
    values.set(id, tensor);
    if (unknown.includes(id)) known.set(id, tensor);
  });
  return values;
}

/** The activation drawn beside its producer. */
function following(network: Network, layer: StageLayer): StageLayer | null {
  if (layer.role !== 'feature') return null;
  return network.units[layer.unit]?.layers.find(({ role }) => role === 'activation') ?? null;
}

function windowOf({ type, attributes }: ResolvedNode, explanation: Explanation, source: StageLayer | undefined) {
  const field = layerOf(type).receptiveField(attributes);
  if (field.kind === 'window') return field.kernel;
  return explanation.kind === 'window' && source ? ([source.rows, source.columns] as const) : null;
}

const extentOf = (values: Float32Array): number => {
  let most = 0;
  for (const value of values) if (Math.abs(value) > most && Number.isFinite(value)) most = Math.abs(value);
  return most;
};

/** A layer's tensors, of one frame. */
export interface LayerTensors {
  readonly layer: StageLayer;
  /** Null for the network's input. */
  readonly node: ResolvedNode | null;
  /** One per input of the layer, in order: where it is shown, and all its values. */
  readonly sources: readonly (Source & { readonly values: Float32Array })[];
  readonly inputs: readonly Float32Array[];
  /** By name. */
  readonly parameters: ReadonlyMap<string, Float32Array>;
  readonly output: Float32Array;
}

export interface LayerReading extends LayerTensors {
  /** Identifies the weights: the same object while they are unchanged. */
  readonly weights: object;
  /** The activation function that reads this layer. */
  readonly next: LayerTensors | null;
}

function tensorsOf(network: Network, layer: StageLayer, values: ReadonlyMap<TensorId, Float32Array>): LayerTensors {
  const { model, plan, units } = network;
  const at = (id: TensorId): Float32Array => values.get(id) ?? new Float32Array();
  const node = model.nodes.find(({ id }) => id === layer.id) ?? null;
  const planned = plan.nodes.find(({ id }) => id === layer.id);
  const { ins, weights } = planned ? sources(plan, planned) : { ins: [], weights: [] };
  const shown = (node?.inputs ?? []).flatMap((id, i) => {
    const source = layerIn(units, originOf(model, id));
    const read = at(ins[i] ?? -1);
    return source ? [{ layer: source, extent: extentOf(read), values: read }] : [];
  });
  return {
    layer,
    node,
    sources: shown,
    inputs: ins.map(at),
    parameters: new Map(weights.map(([name, id]) => [name, at(id)])),
    output: at(layer.tensor),
  };
}

/** Reads a layer. Null if there is none, or if another network takes over first. */
export async function readLayer(reader: TensorReader, network: Network, id: string): Promise<LayerReading | null> {
  const layer = layerIn(network.units, id);
  if (!layer) return null;
  const after = following(network, layer);
  const layers = after ? [layer, after] : [layer];
  const planned = network.plan.nodes.filter((node) => layers.some((shown) => shown.id === node.id));
  const needed = planned.map((node) => sources(network.plan, node));
  const standing = reader.weights;
  const values = await readTensors(
    reader,
    [...needed.flatMap(({ ins }) => ins), ...layers.map(({ tensor }) => tensor)],
    needed.flatMap(({ weights }) => weights.map(([, tensor]) => tensor)),
  );
  if (!values) return null;
  const next = after && tensorsOf(network, after, values);
  return { ...tensorsOf(network, layer, values), weights: standing, next };
}

function stepAt(
  { layer, node, sources: shown, inputs, parameters, output }: LayerTensors,
  pixel: StagePixel,
): ValueStep {
  const computed = output[pixel.index] ?? Number.NaN;
  const own = { ...pixel, layer: layer.id };
  if (!node) return { layer, pixel: own, computed, equation: null };
  const explanation = explainFrom(node, inputs, parameters, pixel.index);
  const window = windowOf(node, explanation, shown[0]?.layer);
  return { layer, pixel: own, computed, equation: { explanation, sources: shown, window } };
}

/** A value of a layer that has been read, with its equation. */
export function valueIn(reading: LayerReading, pixel: StagePixel): ValueReading {
  return { ...stepAt(reading, pixel), next: reading.next && stepAt(reading.next, pixel) };
}
