/**
 * What feeds one value, by source map: how much each map of the previous layers contributes to its equation. For a
 * convolution or dense layer that is the sum of the map's products, for a mean its share, for a sum its term; the
 * contributions and the bias add up to the result. Layers that only pass on or select values contribute the value read.
 * What is no sum is a step of arithmetic; so is the activation function after it, if the value is one of its map.
 */
import type { ResolvedModel, ResolvedNode } from '../../graph/model';
import { INPUT } from '../../graph/model';
import { explain, sources } from '../../insight/equation';
import { originOf } from '../../insight/origin';
import { layerOf } from '../../layers';
import type { Explanation, Term } from '../../layers/explain';
import { type Reader, readTensors } from '../inspect/reading';
import type { Network } from '../network';
import type { StageLayer } from './layers';
import type { StagePixel } from './pointer';
import { type Normalised, normalisedBy, type Step, stepOf } from './steps';

export interface Feed {
  /** The layer that computed the values: never a flatten or reshape. */
  readonly layer: string;
  /** Channel of a map; for a layer without height and width, the cell. */
  readonly channel: number;
  readonly amount: number;
}

export interface Feeds {
  readonly pixel: StagePixel;
  /** Strongest first. */
  readonly feeds: readonly Feed[];
  /** Whether the contributions and the bias add up to the result. */
  readonly isSum: boolean;
  readonly bias: number | null;
  /** Result of the equation in float64, before any activation function. */
  readonly result: number;
  /** How the result comes about if it is no sum of the contributions; null if it is, or is one of them. */
  readonly step: Step | null;
  /** For the value of an activation drawn beside its producer: the producer's pixel, and what the function does. */
  readonly activation: { readonly from: StagePixel; readonly step: Step } | null;
  /** For a value of the input: the pixel that it was normalised from; nothing else feeds it. */
  readonly given: Normalised | null;
}

interface Part {
  readonly term: Term;
  readonly amount: number;
}

/** What each value read contributes, and whether the contributions add up. */
function partsOf(explanation: Explanation): { readonly isSum: boolean; readonly parts: readonly Part[] } {
  const read = (term: Term): Part => ({ term, amount: term.value });
  switch (explanation.kind) {
    case 'weighted':
      return {
        isSum: true,
        parts: explanation.parts.flat().map((term) => ({ term, amount: term.value * term.weight })),
      };
    case 'window': {
      const { reduce, terms, divisor, result } = explanation;
      if (reduce === 'average') {
        return {
          isSum: true,
          parts: terms.map((term) => ({ term, amount: divisor === 0 ? 0 : term.value / divisor })),
        };
      }
      const chosen = terms.find(({ index, value }) => index !== null && value === result);
      return { isSum: false, parts: chosen ? [read(chosen)] : [] };
    }
    case 'combined':
      return { isSum: explanation.operation === 'add', parts: explanation.terms.map(read) };
    case 'softmax':
    case 'derived':
      return { isSum: false, parts: explanation.terms.map(read) };
    default:
      return { isSum: false, parts: [read(explanation.term)] };
  }
}

/** The source of a value that a node reads. */
function sourceOf(model: ResolvedModel, node: ResolvedNode, { input, index }: Term): Omit<Feed, 'amount'> | null {
  if (index === null) return null;
  const layer = originOf(model, node.inputs[input] ?? INPUT);
  const [, , rows = 1, columns = 1] = model.nodes.find(({ id }) => id === layer)?.shape ?? model.input;
  return { layer, channel: Math.floor(index / (rows * columns)) };
}

/** A value's explanation as feeds, by source map. */
function feedsOf(
  model: ResolvedModel,
  node: ResolvedNode,
  explanation: Explanation,
): Omit<Feeds, 'pixel' | 'activation' | 'given'> {
  const { isSum, parts } = partsOf(explanation);
  const bySource = new Map<string, Feed>();
  for (const { term, amount } of parts) {
    const source = sourceOf(model, node, term);
    if (!source) continue;
    const key = `${source.channel} ${source.layer}`;
    bySource.set(key, { ...source, amount: amount + (bySource.get(key)?.amount ?? 0) });
  }
  const feeds = [...bySource.values()].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  const bias = explanation.kind === 'weighted' ? explanation.bias : null;
  return { feeds, isSum, bias, result: explanation.result, step: stepOf(explanation) };
}

/** The producer that an activation is drawn beside; null for all other layers. */
function producerOf({ units }: Network, id: string): StageLayer | null {
  const unit = units.find(({ layers }) => layers.some((layer) => layer.id === id && layer.role === 'activation'));
  return unit?.layers.find(({ role }) => role === 'feature') ?? null;
}

/** A value of the network's input, which nothing feeds but its pixel; null if it is not normalised. */
async function readGiven(reader: Reader, { plan, preprocessing }: Network, pixel: StagePixel): Promise<Feeds | null> {
  const value = await reader.readValue(plan.input, pixel.index);
  const given = value === null ? null : normalisedBy(preprocessing, pixel.channel, value);
  if (!given) return null;
  const { result } = given.step;
  return { pixel, feeds: [], isSum: false, bias: null, result, step: null, activation: null, given };
}

/**
 * Reads what feeds a value of the current frame. Null for an input that is not `normalised`, and if another network takes
 * over first.
 */
export async function readFeeds(
  reader: Reader,
  network: Network,
  pixel: StagePixel,
  normalised = true,
): Promise<Feeds | null> {
  const { model, plan } = network;
  if (pixel.layer === INPUT) return normalised ? readGiven(reader, network, pixel) : null;
  const producer = producerOf(network, pixel.layer);
  const node = model.nodes.find(({ id }) => id === (producer?.id ?? pixel.layer));
  const own = model.nodes.find(({ id }) => id === pixel.layer);
  const planned = plan.nodes.find(({ id }) => id === node?.id);
  if (!node || !own || !planned) return null;
  const { ins, weights } = sources(plan, planned);
  const constant = weights.map(([, id]) => id);
  const values = await readTensors(reader, ins, constant);
  if (!values) return null;
  const read = async (id: number): Promise<Float32Array> => values.get(id) ?? new Float32Array();
  const explanation = await explain(model, plan, read, node.id, pixel.index);
  const feeds = { pixel, ...feedsOf(model, node, explanation), activation: null, given: null };
  if (!producer) return feeds;
  // The activation reads this result: its definition explains it as it would the kernel's.
  const applied = layerOf(own.type).explain({
    attributes: own.attributes,
    inShapes: own.inShapes,
    outShape: own.shape,
    index: pixel.index,
    value: () => explanation.result,
    weight: () => Number.NaN,
  });
  const step = stepOf(applied);
  const from = { ...pixel, layer: producer.id };
  return step ? { ...feeds, activation: { from, step } } : feeds;
}
