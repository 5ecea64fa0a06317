/**
 * The network of the page "Pooling": the subject (the picture, or a network's map) computed twice, with the
 * picture clean and changed, every pooling after both, and the differences. So all compared values belong to one frame.
 *
 *   input ──────────────────── [layers of the network] ── max, average, min, ...
 *     └── noise or shift ───── [the same layers, same weights] ── changed.max, ...     difference.max = changed - clean
 */
import type { Weights } from '../../../backend/types';
import { EngineError } from '../../../core/errors';
import { nchw, type Shape } from '../../../core/shapes';
import type { StoredModel } from '../../../formats/model';
import { INPUT, type ModelNode, type ModelSpec, resolveModel } from '../../../graph/model';
import { checkPreprocessing } from '../../../vision/preprocessing';
import { type LabColour, labChannels } from '../labInput';
import { forEachChannel, SHIFT_TAPS, shiftKernel, stridedKernel } from './kernels';
import type { PixelWeights } from './noise';
import {
  type Experiment,
  globalKinds,
  type KernelKind,
  type MapId,
  MOST_SHIFT,
  type PoolingKind,
  poolingKinds,
} from './settings';
import type { WindowGeometry } from './windows';

/** A row of maps: no pooling, a pooling, or beside them a strided convolution. */
export type RowKind = 'map' | PoolingKind | 'strided';
export const branches = ['clean', 'changed', 'difference'] as const;
export type Branch = (typeof branches)[number];

const layerTypes = {
  max: 'maxPool2d',
  average: 'averagePool2d',
  min: 'minPool2d',
  globalMax: 'globalMaxPool',
  globalAverage: 'globalAveragePool',
} as const satisfies Record<PoolingKind, ModelNode['type']>;

/** Whether the window is the whole map. */
export const isGlobal = (kind: RowKind): kind is (typeof globalKinds)[number] =>
  globalKinds.some((each) => each === kind);

/** What the network's structure depends on. */
export interface Structure {
  readonly map: MapId;
  readonly side: number;
  readonly colour: LabColour;
  readonly window: number;
  readonly stride: number;
  readonly pad: number;
  readonly experiment: Experiment;
  readonly beside: boolean;
}

/** Weights that change from frame to frame under the same plan. */
export interface LiveWeights {
  readonly noise: PixelWeights;
  readonly across: number;
  readonly down: number;
  readonly kernel: KernelKind;
}

export interface PoolingNetwork {
  readonly spec: ModelSpec;
  readonly weights: Weights;
  /** The window as fitted to the map. */
  readonly geometry: WindowGeometry;
  /** Channels of the map. */
  readonly channels: number;
  readonly kinds: readonly RowKind[];
  /** Whose maps there are: without an experiment, only the clean picture's. */
  readonly branches: readonly Branch[];
  /** The node of a map, or the input. */
  node(branch: Branch, kind: RowKind): string;
}

const hasStrided = ({ experiment, beside }: Pick<Structure, 'experiment' | 'beside'>): boolean =>
  experiment === 'shift' || (experiment === 'none' && beside);

/** Names and values of the weights that `live` provides for an experiment. */
export function liveWeights(
  structure: Pick<Structure, 'experiment' | 'beside'>,
  { noise, across, down, kernel }: LiveWeights,
  { inputs, channels, window }: { readonly inputs: number; readonly channels: number; readonly window: number },
): Map<string, Float32Array> {
  const { experiment } = structure;
  const weights = new Map<string, Float32Array>();
  if (experiment === 'noise') weights.set('noise.scale', noise.scale).set('noise.shift', noise.shift);
  if (experiment === 'shift') {
    weights.set('down.weight', shiftKernel(down, inputs)).set('across.weight', shiftKernel(across, inputs));
  }
  if (hasStrided(structure)) {
    const strided = forEachChannel(stridedKernel(kernel, window), channels);
    weights.set('strided.weight', strided);
    if (experiment === 'shift') weights.set('changed.strided.weight', strided);
  }
  return weights;
}

/** Planes of the picture: those of the map's network, or the chosen ones. */
export const inputChannels = (stored: StoredModel | null, colour: LabColour): number =>
  stored?.spec.input.shape[0] ?? labChannels[colour];

const unscaledOf = (count: number) => ({
  mean: new Float32Array(count),
  variance: new Float32Array(count).fill(1),
});
/**
 * Noise needs only a scale and a shift. Weights are never changed in place, and these millions are kept for the next
 * network.
 */
let unscaled = unscaledOf(0);

/** Changes the picture as a camera would have: before any layer, clipped to 0..1. */
function changeNodes(experiment: Experiment, inputs: number, side: number): ModelNode[] {
  if (experiment === 'none') return [];
  if (experiment === 'noise') {
    return [
      // One channel per value, so that each has its own scale and shift.
      { id: 'pixels', type: 'reshape', inputs: [INPUT], attributes: { shape: [inputs * side * side, 1, 1] } },
      { id: 'noise', type: 'batchNorm', inputs: ['pixels'], attributes: { epsilon: 0 } },
      { id: 'clipped', type: 'clip', inputs: ['noise'], attributes: { min: 0, max: 1 } },
      { id: 'changed', type: 'reshape', inputs: ['clipped'], attributes: { shape: [inputs, side, side] } },
    ];
  }
  const move = (id: string, from: string, isDown: boolean): ModelNode => ({
    id,
    type: 'conv2d',
    inputs: [from],
    attributes: {
      outChannels: inputs,
      groups: inputs,
      bias: false,
      padMode: 'edge',
      kernel: isDown ? [SHIFT_TAPS, 1] : [1, SHIFT_TAPS],
      pad: isDown ? [MOST_SHIFT, 0, MOST_SHIFT, 0] : [0, MOST_SHIFT, 0, MOST_SHIFT],
    },
  });
  return [move('down', INPUT, true), move('across', 'down', false)];
}

/**
 * Builds the network. `stored` is the network of the map, or null for the picture. Throws EngineError('graph' |
 * 'shape' | 'attribute') if the picture is too small.
 */
export function poolingNetwork(structure: Structure, stored: StoredModel | null, live: LiveWeights): PoolingNetwork {
  const { map, side, experiment } = structure;
  const inputs = inputChannels(stored, structure.colour);
  const wanted = stored ? map.slice(map.indexOf(':') + 1) : null;
  const weights = new Map<string, Float32Array>();
  const nodes: ModelNode[] = changeNodes(experiment, inputs, side);
  if (experiment === 'noise') {
    if (unscaled.mean.length !== inputs * side * side) unscaled = unscaledOf(inputs * side * side);
    weights.set('noise.mean', unscaled.mean);
    weights.set('noise.variance', unscaled.variance);
  }
  const changedInput = experiment === 'noise' ? 'changed' : 'across';

  /** The layers up to the map, reading `from`; returns the map's node. */
  const layersUpTo = (prefix: string, from: string): string => {
    if (!stored || wanted === null) return from;
    const end = stored.spec.nodes.findIndex(({ id }) => id === wanted);
    if (end < 0) throw new EngineError('graph', `there is no layer ${wanted}`);
    const normalised = `${prefix}normalised`;
    nodes.push({ id: normalised, type: 'batchNorm', inputs: [from], attributes: { epsilon: 0 } });
    const { mean, deviation } = checkPreprocessing(stored.spec.preprocessing);
    weights.set(`${normalised}.scale`, new Float32Array(inputs).fill(1));
    weights.set(`${normalised}.shift`, new Float32Array(inputs));
    weights.set(`${normalised}.mean`, Float32Array.from(mean));
    weights.set(
      `${normalised}.variance`,
      Float32Array.from(deviation, (value) => value * value),
    );
    for (const node of stored.spec.nodes.slice(0, end + 1)) {
      const renamed = node.inputs.map((id) => (id === INPUT ? normalised : prefix + id));
      nodes.push({ ...node, id: prefix + node.id, inputs: renamed });
      for (const [name, values] of stored.weights) {
        if (name.startsWith(`${node.id}.`)) weights.set(prefix + name, values);
      }
    }
    return prefix + wanted;
  };
  const isChanged = experiment !== 'none';
  const maps = { clean: layersUpTo('', INPUT), changed: isChanged ? layersUpTo('changed.', changedInput) : '' };

  const [channels, rows, columns] = shapeOf(maps.clean, [inputs, side, side], nodes);
  const geometry = fitted(structure, rows, columns);
  const { window, stride, pad } = geometry;
  const isStrided = hasStrided(structure);
  const kinds: readonly RowKind[] = ['map', ...poolingKinds, ...(isStrided ? (['strided'] as const) : [])];
  const node = (branch: Branch, kind: RowKind): string => {
    if (branch === 'difference') return `difference.${kind}`;
    if (kind === 'map') return maps[branch];
    return branch === 'clean' ? kind : `changed.${kind}`;
  };
  const sides = [pad, pad, pad, pad];
  for (const branch of isChanged ? (['clean', 'changed'] as const) : (['clean'] as const)) {
    const from = [maps[branch]];
    for (const kind of poolingKinds) {
      const attributes = isGlobal(kind) ? {} : { window: [window, window], stride: [stride, stride], pad: sides };
      nodes.push({ id: node(branch, kind), type: layerTypes[kind], inputs: from, attributes });
    }
    if (isStrided) {
      nodes.push({
        id: node(branch, 'strided'),
        type: 'conv2d',
        inputs: from,
        attributes: {
          outChannels: channels,
          groups: channels,
          bias: false,
          kernel: [window, window],
          stride: [stride, stride],
          pad: sides,
        },
      });
    }
  }
  for (const kind of isChanged ? kinds : []) {
    const negated = `negated.${kind}`;
    const attributes = { outChannels: channels, groups: channels, bias: false, kernel: [1, 1] };
    nodes.push({ id: negated, type: 'conv2d', inputs: [node('clean', kind)], attributes });
    weights.set(`${negated}.weight`, new Float32Array(channels).fill(-1));
    nodes.push({ id: node('difference', kind), type: 'add', inputs: [node('changed', kind), negated] });
  }
  for (const [name, values] of liveWeights(structure, live, { inputs, channels, window })) weights.set(name, values);
  const spec: ModelSpec = {
    name: 'pooling',
    input: { shape: [inputs, side, side] },
    nodes,
    output: node(isChanged ? 'difference' : 'clean', 'globalAverage'),
    labels: [],
    preprocessing: null,
  };
  return { spec, weights, geometry, channels, kinds, branches: isChanged ? branches : ['clean'], node };
}

/** Channels, rows and columns of a node's output. */
function shapeOf(
  id: string,
  input: readonly [number, number, number],
  nodes: readonly ModelNode[],
): readonly [number, number, number] {
  if (id === INPUT) return input;
  const spec = { name: 'pooling', input: { shape: input }, nodes, output: id, labels: [], preprocessing: null };
  const shape: Shape = resolveModel(spec, 1).nodes.find((node) => node.id === id)?.shape ?? [];
  const [, channels, rows, columns] = nchw(shape);
  return [channels, rows, columns];
}

/** Limits the window to the size of the map. */
function fitted({ window: wanted, stride, pad }: Structure, rows: number, columns: number): WindowGeometry {
  const window = Math.min(wanted, rows, columns);
  return { rows, columns, window, stride, pad: Math.min(pad, Math.floor(window / 2)) };
}
