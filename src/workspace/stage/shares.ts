/**
 * Shares of a class's lead: what every map and every connection adds to L, the class's score minus the mean score, for
 * one input and with its switches (which ReLU is on, which pixel is the maximum) as they stand:
 *
 *   share of a map            Σ y ∂L/∂y over its values
 *   share of a connection     Σ w ∂L/∂w over the weights through which channel j reads channel i; = Σ (w ∗ x_i) ∂L/∂z_j
 *   share of a bias           b_j Σ ∂L/∂z_j
 *
 * Between a layer and the scores of a network of ReLUs and pooling, maps and later biases add up to L. Pure: the engine
 * computes values and gradients (`sharesPlan` says which), and `sharesFrom` sums.
 * Montavon et al., Explaining nonlinear classification decisions with deep Taylor decomposition (2017), section 3.
 */
import type { Plan, Weights } from '../../backend/types';
import type { GradientOptions } from '../../graph/backward';
import { INPUT, weightName } from '../../graph/model';
import type { TensorId } from '../../kernels/kernel';
import { layerOf } from '../../layers';
import type { Flow, Reader } from './flow';

/** Shares of the connections between two layers. */
export interface Link {
  readonly to: string;
  /** Never a flatten or reshape. */
  readonly from: string;
  /**
   * By channel read, for each channel of `to`. In groups: a channel of `to` reads only the channels of its group, in
   * order; with as many groups as channels, one each.
   */
  readonly values: Float64Array;
  readonly toChannels: number;
  readonly groups: number;
  /** First channel of `to`, in a concat: the others are joined from elsewhere. */
  readonly first: number;
  /** Shares of the biases of `to`, by channel. */
  readonly bias: Float64Array | null;
}

export interface Shares {
  readonly flow: Flow;
  /** The class whose lead is shared out. */
  readonly of: number;
  /** Its score minus the mean score: the sum of a layer's shares and later constants. */
  readonly lead: number;
  readonly scores: Float64Array;
  /** By layer, for each channel, or cell of a layer without maps. Layers of a lane share the lane's last layer's. */
  readonly maps: ReadonlyMap<string, Float64Array>;
  readonly links: readonly Link[];
  /** What each channel adds to each class's score (w · a), if a dense layer computes the scores; for all classes. */
  readonly votes: Link | null;
}

/** What a program has to compute. */
export interface SharesPlan {
  readonly flow: Flow;
  readonly gradients: GradientOptions;
  /** Names of the outputs needed, and of the gradients. */
  readonly values: readonly string[];
  readonly slopes: readonly string[];
}

const lastOf = (lane: readonly string[]): string => lane.at(-1) ?? INPUT;

/** The layers at whose ends shares are computed: all lanes but the input's and the scores'. */
const sharedLanes = ({ lanes, scores }: Flow): readonly (readonly string[])[] =>
  lanes.filter((lane) => lastOf(lane) !== INPUT && lastOf(lane) !== scores);

const isVote = ({ scores }: Flow, { node, by }: Reader): boolean =>
  node.id === scores && by === 'weights' && layerOf(node.type).filters === 'rows';
const isConvolution = ({ node }: Reader): boolean => layerOf(node.type).filters === 'kernels';
const hasBias = ({ node }: Reader): boolean => node.weights.some(({ name }) => name === 'bias');

export function sharesPlan(flow: Flow): SharesPlan {
  const values = new Set([flow.scores]);
  const slopes = new Set<string>();
  for (const lane of sharedLanes(flow)) {
    values.add(lastOf(lane));
    slopes.add(lastOf(lane));
  }
  for (const reader of flow.readers) {
    const { node, from, by } = reader;
    if (from !== INPUT) values.add(from);
    if (by === 'weights' && isConvolution(reader)) {
      slopes.add(weightName(node.id, 'weight'));
      if (hasBias(reader)) slopes.add(weightName(node.id, 'bias'));
    } else if (node.id !== flow.scores) slopes.add(node.id);
  }
  return { flow, values: [...values], slopes: [...slopes], gradients: { of: flow.scores, wrt: [...slopes] } };
}

/** dL/d scores: 1 for the class, less 1/n for each of n classes. */
export const leadSeed = ({ classes }: Flow, of: number): Float32Array =>
  Float32Array.from({ length: classes }, (_, index) => (index === of ? 1 : 0) - 1 / classes);

/** The tensors of a program to read, in the order of `values`, then `slopes`. */
export function sharesTensors({ values, slopes }: SharesPlan, plan: Plan): readonly TensorId[] {
  const outputs = new Map(plan.nodes.map(({ id, output }) => [id, output]));
  return [...values.map((id) => outputs.get(id) ?? -1), ...slopes.map((name) => plan.gradients?.of[name] ?? -1)];
}

export interface SharesRead {
  readonly of: number;
  readonly input: Float32Array;
  readonly weights: Weights;
  /** What was read, in the order of `sharesTensors`. */
  readonly tensors: readonly Float32Array[];
}

/** Sums, in float64; `rest` is awaited between rows, so that a large network does not hold up the page. */
export async function sharesFrom(asked: SharesPlan, read: SharesRead, rest: () => Promise<void>): Promise<Shares> {
  const { flow } = asked;
  const sums = new Sums(asked, read, rest);
  const maps = new Map<string, Float64Array>();
  for (const lane of flow.lanes) {
    if (lastOf(lane) === INPUT) continue;
    const shares = await sums.mapsOf(lastOf(lane));
    for (const id of lane) maps.set(id, shares);
  }
  const links: Link[] = [];
  let votes: Link | null = null;
  for (const reader of flow.readers) {
    if (isVote(flow, reader)) votes = await sums.denseLink(reader, null);
    else links.push(await sums.linkOf(reader));
  }
  const scores = Float64Array.from(sums.valueOf(flow.scores));
  const lead = (scores[read.of] ?? Number.NaN) - scores.reduce((sum, score) => sum + score, 0) / flow.classes;
  return { flow, of: read.of, lead, scores, maps, links, votes };
}

const none = new Float32Array();

/** One input's values and gradients by name, and sums of their products. */
class Sums {
  private readonly values: ReadonlyMap<string, Float32Array>;
  private readonly slopes: ReadonlyMap<string, Float32Array>;
  private readonly weights: Weights;
  private readonly channels: Flow['channels'];

  constructor(
    { flow, values, slopes }: SharesPlan,
    { of, input, weights, tensors }: SharesRead,
    private readonly rest: () => Promise<void>,
  ) {
    const read = (at: number): Float32Array => tensors[at] ?? none;
    this.values = new Map([[INPUT, input], ...values.map((id, i) => [id, read(i)] as const)]);
    this.slopes = new Map([
      [flow.scores, leadSeed(flow, of)],
      ...slopes.map((name, i) => [name, read(values.length + i)] as const),
    ]);
    this.weights = weights;
    this.channels = flow.channels;
  }

  valueOf(id: string): Float32Array {
    return this.values.get(id) ?? none;
  }

  private slopeOf(name: string): Float32Array {
    return this.slopes.get(name) ?? none;
  }

  private weightOf({ node }: Reader, name: string): Float32Array {
    return this.weights.get(weightName(node.id, name)) ?? none;
  }

  mapsOf(id: string): Promise<Float64Array> {
    return this.products(this.valueOf(id), this.slopeOf(id), this.channels.get(id) ?? 1);
  }

  linkOf(reader: Reader): Promise<Link> {
    if (reader.by === 'same') return this.sameLink(reader);
    return isConvolution(reader) ? this.convolutionLink(reader) : this.denseLink(reader, this.slopeOf(reader.node.id));
  }

  private async sameLink({ node, from, channels, first }: Reader): Promise<Link> {
    const values = this.valueOf(from);
    const size = values.length / channels;
    const slope = this.slopeOf(node.id).subarray(first * size, (first + channels) * size);
    const shares = await this.products(values, slope, channels);
    return { to: node.id, from, first, values: shares, toChannels: channels, groups: channels, bias: null };
  }

  private async convolutionLink(reader: Reader): Promise<Link> {
    const { node, from, channels } = reader;
    const [toChannels = 0, perGroup = 1] = node.weights[0]?.shape ?? [];
    const of = (name: string, count: number): Promise<Float64Array> =>
      this.products(this.weightOf(reader, name), this.slopeOf(weightName(node.id, name)), count);
    const values = await of('weight', toChannels * perGroup);
    const bias = hasBias(reader) ? await of('bias', toChannels) : null;
    return { to: node.id, from, first: 0, values, toChannels, groups: channels / perGroup, bias };
  }

  /** `slope`: of each unit; null: 1 for all. */
  async denseLink(reader: Reader, slope: Float32Array | null): Promise<Link> {
    const { node, from, channels } = reader;
    const toChannels = node.shape[1] ?? 0;
    const [w, x] = [this.weightOf(reader, 'weight'), this.valueOf(from)];
    const by = (unit: number): number => (slope ? (slope[unit] as number) : 1);
    const size = x.length / channels;
    const values = new Float64Array(toChannels * channels);
    for (let unit = 0; unit < toChannels; unit++) {
      // Nothing passes a unit that is switched off.
      if (by(unit) === 0) continue;
      const row = w.subarray(unit * x.length, (unit + 1) * x.length);
      for (let k = 0; k < channels; k++) values[unit * channels + k] = by(unit) * product(row, x, k * size, size);
      await this.rest();
    }
    const bias = hasBias(reader) ? Float64Array.from(this.weightOf(reader, 'bias'), (b, unit) => b * by(unit)) : null;
    return { to: node.id, from, first: 0, values, toChannels, groups: 1, bias };
  }

  /** Σ a b over each of `count` equal parts. */
  private async products(a: Float32Array, b: Float32Array, count: number): Promise<Float64Array> {
    const size = a.length / count;
    const sums = new Float64Array(count);
    for (let k = 0; k < count; k++) {
      sums[k] = product(a, b, k * size, size);
      if (k % 64 === 63) await this.rest();
    }
    return sums;
  }
}

/** Σ a b over `length` values. */
function product(a: Float32Array, b: Float32Array, start: number, length: number): number {
  let sum = 0;
  for (let i = start; i < start + length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
