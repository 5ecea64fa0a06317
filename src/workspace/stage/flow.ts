/**
 * How values flow to the scores, as the stage shows it: lanes (a map, what the activation keeps of it, what pooling
 * leaves), and the layers that read them. Derived from the model alone; pure.
 */
import { elements } from '../../core/shapes';
import { INPUT, type ResolvedModel, type ResolvedNode } from '../../graph/model';
import { originOf } from '../../insight/origin';
import { type LayerType, layerOf } from '../../layers';

/** A layer that reads channels and mixes them (convolution, dense layer) or adds and joins them channel by channel. */
export interface Reader {
  readonly node: ResolvedNode;
  /** The layer that computed what it reads: never a flatten, reshape or dropout. */
  readonly from: string;
  /** Channels of `from`; for a layer without maps, its cells. */
  readonly channels: number;
  /** `weights`: by its filters. `same`: its channel `first` + k is channel k of `from`, or has that as a term. */
  readonly by: 'weights' | 'same';
  readonly first: number;
}

export interface Flow {
  /** The layer whose output the softmax turns into probabilities; without a softmax, the network's output. */
  readonly scores: string;
  /** The network's output. */
  readonly output: string;
  readonly classes: number;
  /**
   * Layers in which a channel keeps its identity, in order, each read only by the next; other layers read the last. Those
   * behind the scores belong to none, and the input is a lane of its own.
   */
  readonly lanes: readonly (readonly string[])[];
  /** Channels of each layer in a lane; cells of a layer without maps. */
  readonly channels: ReadonlyMap<string, number>;
  readonly readers: readonly Reader[];
}

const channelsOf = (shape: readonly number[]): number => shape[1] ?? 1;

/** The layer whose output the closing softmax reads, or the output itself. */
function scoresOf(model: ResolvedModel): string {
  const { output } = model.spec;
  const last = model.nodes.find(({ id }) => id === output);
  const closing: readonly LayerType[] = ['softmax', 'logSoftmax'];
  return originOf(model, (last && closing.includes(last.type) && last.inputs[0]) || output);
}

/** Whether every channel of a node's output is computed from the same channel of its only input. */
function keepsChannels({ type, attributes, inShapes, shape, inputs }: ResolvedNode): boolean {
  const { filters, channels } = layerOf(type);
  const count = channelsOf(shape);
  if (filters || inputs.length !== 1 || channelsOf(inShapes[0] ?? []) !== count) return false;
  return [0, count - 1].every((channel) => {
    const read = channels({ attributes, inShapes, outShape: shape, input: 0, of: { from: channel, to: channel } });
    return read?.from === channel && read.to === channel;
  });
}

/** The flow of a classifier; null for a network whose output is not a list of scores. */
export function flowOf(model: ResolvedModel): Flow | null {
  const scores = scoresOf(model);
  const nodes = new Map(model.nodes.map((node) => [node.id, node]));
  const last = nodes.get(scores);
  if (!last || elements(last.shape) !== channelsOf(last.shape) || channelsOf(last.shape) < 2) return null;
  const used = behind(model, scores);
  const shown = model.nodes.filter(({ id, type }) => used.has(id) && !layerOf(type).alias);
  const lanes: string[][] = [[INPUT]];
  const laneEnding = new Map<string, string[]>();
  const readBy = new Map<string, number>();
  for (const { inputs } of shown) {
    for (const input of inputs) {
      const origin = originOf(model, input);
      readBy.set(origin, (readBy.get(origin) ?? 0) + 1);
    }
  }
  for (const node of shown) {
    const before = originOf(model, node.inputs[0] ?? INPUT);
    const lane = laneEnding.get(before);
    const isNext = lane && before !== scores && readBy.get(before) === 1 && keepsChannels(node);
    const own = isNext ? lane : [];
    if (isNext) laneEnding.delete(before);
    else lanes.push(own);
    own.push(node.id);
    laneEnding.set(node.id, own);
  }
  return {
    scores,
    output: model.spec.output,
    classes: channelsOf(last.shape),
    lanes,
    channels: new Map([
      [INPUT, channelsOf(model.input)],
      ...shown.map(({ id, shape }) => [id, channelsOf(shape)] as const),
    ]),
    readers: shown.flatMap((node) => readersOf(model, node)),
  };
}

/** The node and everything it depends on. */
function behind(model: ResolvedModel, id: string): ReadonlySet<string> {
  const used = new Set([id]);
  for (const node of [...model.nodes].reverse()) {
    if (used.has(node.id)) for (const input of node.inputs) used.add(input);
  }
  return used;
}

function readersOf(model: ResolvedModel, node: ResolvedNode): readonly Reader[] {
  const { filters, affine, concatAxis } = layerOf(node.type);
  const sourceOf = (input: string) => {
    const from = originOf(model, input);
    const shape = model.nodes.find(({ id }) => id === from)?.shape ?? model.input;
    return { from, channels: channelsOf(shape), values: elements(shape) };
  };
  if (filters) {
    const { from, channels } = sourceOf(node.inputs[0] ?? INPUT);
    // Behind a reshape, the channels that a convolution reads may be others than those computed.
    const isPlain = filters === 'rows' || channels === channelsOf(node.inShapes[0] ?? []);
    return isPlain ? [{ node, from, channels, by: 'weights', first: 0 }] : [];
  }
  const axis = concatAxis?.(node.attributes);
  if (node.inputs.length < 2 || !affine || (axis !== undefined && axis !== 1)) return [];
  let first = 0;
  return node.inputs.flatMap((input, i): readonly Reader[] => {
    const { from, channels, values } = sourceOf(input);
    const shape = node.inShapes[i] ?? [];
    const reader = { node, from, channels, by: 'same', first } as const;
    if (axis === 1) first += channelsOf(shape);
    const isWhole = axis === 1 || values === elements(node.shape);
    return isWhole && channels === channelsOf(shape) ? [reader] : [];
  });
}
