/**
 * One value as the inspector shows it: its equation, recomputed in float64 from what its layer read, next to the
 * kernel's result; and the same for the activation that follows. Everything is requested in one tick, so that all
 * numbers belong to one frame. Weights are read again only when they change.
 */
import { INPUT, type ResolvedNode } from '../../graph/model';
import { explain, sources } from '../../insight/equation';
import { originOf } from '../../insight/origin';
import type { TensorId } from '../../kernels/kernel';
import { layerOf } from '../../layers';
import type { Explanation } from '../../layers/explain';
import type { Network } from '../network';
import { layerIn, pixelOf, type Selection } from '../selection';
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
  readonly selection: Selection;
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

const constants = new WeakMap<object, Map<TensorId, Float32Array>>();

/** Weights already read, for these weights. */
function constantsOf(weights: object): Map<TensorId, Float32Array> {
  const known = constants.get(weights) ?? new Map<TensorId, Float32Array>();
  constants.set(weights, known);
  return known;
}

/** Reads tensors of one frame, and weights only if they are not known. Null if another network takes over first. */
export async function readTensors(
  reader: Reader,
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

async function equationOf(
  { model, plan, units }: Network,
  values: ReadonlyMap<TensorId, Float32Array>,
  node: ResolvedNode,
  index: number,
): Promise<Equation> {
  const read = async (id: TensorId): Promise<Float32Array> => values.get(id) ?? new Float32Array();
  const explanation = await explain(model, plan, read, node.id, index);
  const shown = node.inputs.flatMap((id) => {
    const layer = layerIn(units, originOf(model, id));
    const tensor = plan.nodes.find((planned) => planned.id === id)?.output ?? plan.input;
    return layer ? [{ layer, extent: extentOf(values.get(tensor) ?? new Float32Array()) }] : [];
  });
  const window = windowOf(node, explanation, shown[0]?.layer);
  return { explanation, sources: shown, window };
}

/** Reads a selected value with its equation. Null if another network takes over first. */
export async function readValue(reader: Reader, network: Network, selection: Selection): Promise<ValueReading | null> {
  const layer = layerIn(network.units, selection.layer);
  const pixel = layer && pixelOf(selection, layer);
  if (!pixel) return null;
  const after = following(network, layer);
  const layers = after ? [layer, after] : [layer];
  const planned = network.plan.nodes.filter(({ id }) => id !== INPUT && layers.some((shown) => shown.id === id));
  const needed = planned.map((node) => sources(network.plan, node));
  const [values, ...computed] = await Promise.all([
    readTensors(
      reader,
      needed.flatMap(({ ins }) => ins),
      needed.flatMap(({ weights }) => weights.map(([, id]) => id)),
    ),
    ...layers.map(({ tensor }) => reader.readValue(tensor, pixel.index)),
  ]);
  if (!values) return null;
  const steps = await Promise.all(
    layers.map(async (each, i): Promise<ValueStep | null> => {
      const node = network.model.nodes.find(({ id }) => id === each.id);
      const value = computed[i] ?? null;
      if (value === null) return null;
      const equation = node ? await equationOf(network, values, node, pixel.index) : null;
      return { layer: each, pixel: { ...pixel, layer: each.id }, computed: value, equation };
    }),
  );
  const [own, next = null] = steps;
  return own ? { ...own, selection, next } : null;
}
