/**
 * A network as given to every contestant: the same operations, shapes and weights, from one ModelSpec. Plain data, so
 * that it can be passed to another frame of the page. Tensors are NCHW; contestants that need another order convert.
 */
import type { Weights } from '../../src/backend/types';
import type { Shape } from '../../src/core/shapes';
import { INPUT, type ModelSpec, type ResolvedNode, resolveModel, weightName } from '../../src/graph/model';

type Pair = readonly [number, number];

export type Op =
  | {
      readonly kind: 'conv';
      readonly kernel: Pair;
      readonly stride: Pair;
      readonly dilation: Pair;
      /** Top, left, bottom, right. */
      readonly pad: readonly [number, number, number, number];
      readonly groups: number;
      /** Names of the net's weights: [out, in / groups, height, width] and [out]. */
      readonly weight: string;
      readonly bias: string;
    }
  /** Weights [out, in] and [out]; the input is flattened. */
  | { readonly kind: 'dense'; readonly weight: string; readonly bias: string }
  | { readonly kind: 'maxPool'; readonly window: Pair; readonly stride: Pair }
  | { readonly kind: 'relu' | 'average' | 'flatten' | 'concat' | 'softmax' };

export interface NetNode {
  readonly id: string;
  /** Ids of earlier nodes, or `input`. */
  readonly inputs: readonly string[];
  readonly op: Op;
  readonly inShape: Shape;
  readonly shape: Shape;
  /** The ReLU that alone reads this convolution or dense layer, and may be fused with it. */
  readonly relu: string | null;
}

export interface Net {
  readonly name: string;
  readonly input: Shape;
  readonly nodes: readonly NetNode[];
  readonly output: string;
  /** The nodes that count as "all maps": every one that does not only rename another's values. */
  readonly maps: readonly string[];
  readonly weights: Weights;
  readonly spec: ModelSpec;
}

const kinds: { readonly [type: string]: 'relu' | 'average' | 'flatten' | 'concat' | 'softmax' } = {
  relu: 'relu',
  globalAveragePool: 'average',
  flatten: 'flatten',
  concat: 'concat',
  softmax: 'softmax',
};

function opOf({ id, type, attributes: a }: ResolvedNode): Op {
  const weights = { weight: weightName(id, 'weight'), bias: weightName(id, 'bias') };
  if (type === 'conv2d' && a.bias === true && a.padMode === 'zero') {
    const [kernel, stride, dilation] = [a.kernel as Pair, a.stride as Pair, a.dilation as Pair];
    const pad = a.pad as readonly [number, number, number, number];
    return { kind: 'conv', kernel, stride, dilation, pad, groups: a.groups as number, ...weights };
  }
  if (type === 'dense' && a.bias === true) return { kind: 'dense', ...weights };
  if (type === 'maxPool2d') {
    const plain = !a.ceil && [...(a.pad as number[])].every((side) => side === 0);
    if (plain && String(a.dilation) === '1,1') {
      return { kind: 'maxPool', window: a.window as Pair, stride: a.stride as Pair };
    }
  }
  const kind = kinds[type];
  if (!kind) throw new Error(`${id}: the benchmark has no ${type} with these attributes in every contestant`);
  return { kind };
}

/** Throws EngineError for an inconsistent spec, and Error for a layer that some contestant lacks. */
export function netOf(spec: ModelSpec, weights: Weights): Net {
  const { nodes, input } = resolveModel(spec, 1);
  const readers = (id: string): readonly ResolvedNode[] => nodes.filter(({ inputs }) => inputs.includes(id));
  return {
    name: spec.name,
    input,
    nodes: nodes.map((node): NetNode => {
      const op = opOf(node);
      const [reader, another] = readers(node.id);
      const fuses = (op.kind === 'conv' || op.kind === 'dense') && reader?.type === 'relu' && !another;
      const { id, inputs, inShapes, shape } = node;
      return { id, inputs, op, inShape: inShapes[0] ?? [], shape, relu: fuses ? reader.id : null };
    }),
    output: spec.output,
    maps: nodes.filter(({ type }) => type !== 'flatten').map(({ id }) => id),
    weights,
    spec,
  };
}

/** The optimiser of every contestant that trains: u = momentum u + g, w -= rate u. */
export const descent = { rate: 0.01, momentum: 0.9 };

/** The node that the net's softmax reads. Throws Error if it does not end in one. */
export function logitsOf({ name, nodes, output }: Net): string {
  const last = nodes.find(({ id }) => id === output);
  const [logits] = last?.inputs ?? [];
  if (last?.op.kind !== 'softmax' || logits === undefined) throw new Error(`${name} does not end in a softmax`);
  return logits;
}

/** The name of the first convolution's weight. Throws Error if there is none. */
export function filterOf({ name, nodes }: Net): string {
  const first = nodes.map(({ op }) => op).find((op) => op.kind === 'conv');
  if (first?.kind !== 'conv') throw new Error(`${name} has no convolution`);
  return first.weight;
}

/** Its shape [out, in / groups, height, width]. */
export function filterShape({ nodes }: Net): [number, number, number, number] {
  for (const { op, shape, inShape } of nodes) {
    if (op.kind === 'conv') return [shape[1] ?? 1, (inShape[1] ?? 1) / op.groups, ...op.kernel];
  }
  return [0, 0, 0, 0];
}

/** A weight of a net by name. Throws Error if there is none. */
export function weightOf(net: Net, name: string): Float32Array {
  const values = net.weights.get(name);
  if (!values) throw new Error(`${net.name} has no weight ${name}`);
  return values;
}

/**
 * Walks a net: calls `compute` for every node in order with its inputs' values. With `fuse`, a ReLU that can be fused
 * with its input is skipped and shares its value. Returns all values by id.
 */
export function walk<T>(
  net: Net,
  input: T,
  fuse: boolean,
  compute: (node: NetNode, inputs: readonly T[], relu: boolean) => T,
): Map<string, T> {
  const values = new Map<string, T>([[INPUT, input]]);
  for (const node of net.nodes) {
    if (values.has(node.id)) continue;
    const inputs = node.inputs.map((id) => {
      const value = values.get(id);
      if (value === undefined) throw new Error(`${net.name}: ${node.id} reads ${id}, which comes later`);
      return value;
    });
    const relu = fuse && node.relu !== null;
    const value = compute(node, inputs, relu);
    values.set(node.id, value);
    if (relu && node.relu !== null) values.set(node.relu, value);
  }
  return values;
}
