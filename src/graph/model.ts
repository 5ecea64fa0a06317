/**
 * ModelSpec: a network as plain JSON, the only thing that is saved, shared and undone. A directed acyclic graph of
 * named nodes; weights are kept separately, named `<node>.<weight>`.
 */
import { EngineError } from '../core/errors';
import { elements, type Shape } from '../core/shapes';
import { isLayerType, type LayerType, layerOf } from '../layers';
import { type AttributeValue, type CheckedAttributes, checkAttributes, type WeightDef } from '../layers/layer';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The name by which nodes refer to the network's input. */
export const INPUT = 'input';

export interface ModelNode {
  readonly id: string;
  readonly type: LayerType;
  /** Ids of earlier nodes, or `input`. */
  readonly inputs: readonly string[];
  /** Attributes that differ from the layer type's defaults. */
  readonly attributes?: { readonly [name: string]: AttributeValue };
}

export interface ModelSpec {
  readonly name: string;
  /** One sample: channels, height, width. */
  readonly input: { readonly shape: readonly [channels: number, height: number, width: number] };
  /** In topological order: every node comes after its inputs. */
  readonly nodes: readonly ModelNode[];
  readonly output: string;
  /** Class names, in order; empty when the network is not a classifier. */
  readonly labels: readonly string[];
  /** How a drawing or picture becomes the input tensor (interpreted by vision/preprocessing). */
  readonly preprocessing: Json;
}

/** A node with its attributes filled in and every shape known (batch included). */
export interface ResolvedNode {
  readonly id: string;
  readonly type: LayerType;
  readonly inputs: readonly string[];
  readonly attributes: CheckedAttributes;
  readonly inShapes: readonly Shape[];
  readonly shape: Shape;
  readonly weights: readonly WeightDef[];
}

export interface ResolvedModel {
  readonly spec: ModelSpec;
  readonly input: Shape;
  readonly nodes: readonly ResolvedNode[];
}

const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function graphError(what: string, expected: string, got: unknown): never {
  throw new EngineError('graph', what, { expected, got: JSON.stringify(got) ?? 'nothing' });
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= 200;

function checkNode(value: unknown, known: ReadonlySet<string>): ModelNode {
  if (!isRecord(value)) graphError('a node of the model', 'an object', value);
  const { id, type, inputs, attributes = {} } = value;
  if (!isText(id) || known.has(id)) graphError('the id of a node', 'a name that no other node has', id);
  if (!isText(type) || !isLayerType(type)) return graphError(`${id}: layer type`, 'a known type', type);
  if (!Array.isArray(inputs) || !inputs.every((i): i is string => isText(i) && known.has(i))) {
    graphError(`${id}: inputs`, 'ids of earlier nodes', inputs);
  }
  const { min, max } = layerOf(type).inputs;
  if (inputs.length < min || inputs.length > max) {
    graphError(`${id}: number of inputs`, min === max ? `${min}` : `${min} to ${max}`, inputs.length);
  }
  if (!isRecord(attributes)) graphError(`${id}: attributes`, 'an object', attributes);
  return { id, type, inputs, attributes: attributes as { [name: string]: AttributeValue } };
}

/**
 * Validates untrusted JSON (or a hand-made spec) and returns it as a ModelSpec whose shapes fit together. Throws
 * EngineError('graph' | 'attribute' | 'shape') naming the node.
 */
export function checkModel(value: unknown): ModelSpec {
  if (!isRecord(value)) graphError('the model', 'an object', value);
  const { name, input, nodes, output, labels = [], preprocessing = null } = value;
  if (!isText(name)) graphError('the model’s name', 'a short text', name);
  const shape = isRecord(input) ? input.shape : undefined;
  const isSize = (v: unknown): v is number => Number.isInteger(v) && (v as number) >= 1 && (v as number) <= 16384;
  if (!Array.isArray(shape) || shape.length !== 3 || !shape.every(isSize)) {
    graphError('the input’s shape', 'channels, height and width', shape);
  }
  if (!Array.isArray(nodes) || nodes.length === 0 || nodes.length > 10000) {
    graphError('the nodes', '1 to 10000 of them', Array.isArray(nodes) ? nodes.length : nodes);
  }
  const known = new Set([INPUT]);
  const checked = nodes.map((node) => {
    const result = checkNode(node, known);
    known.add(result.id);
    return result;
  });
  if (!isText(output) || !known.has(output) || output === INPUT) graphError('the output', 'the id of a node', output);
  if (!Array.isArray(labels) || !labels.every(isText)) graphError('the labels', 'a list of names', labels);
  const [c, h, w] = shape as [number, number, number];
  const spec: ModelSpec = {
    name,
    input: { shape: [c, h, w] },
    nodes: checked,
    output,
    labels,
    preprocessing: preprocessing as Json,
  };
  const last = resolveModel(spec, 1).nodes.find((node) => node.id === output);
  if (labels.length > 0 && last && elements(last.shape) !== labels.length) {
    graphError('the labels', `${elements(last.shape)}, one for each output`, labels.length);
  }
  return spec;
}

/**
 * Every node's shapes for a batch size and, where the network allows it, an input size other than its own. Throws
 * EngineError('shape' | 'attribute') naming the node.
 */
export function resolveModel(
  spec: ModelSpec,
  batch: number,
  size?: readonly [height: number, width: number],
): ResolvedModel {
  const [channels, height, width] = spec.input.shape;
  const input = [batch, channels, size?.[0] ?? height, size?.[1] ?? width];
  const shapes = new Map<string, Shape>([[INPUT, input]]);
  const nodes = spec.nodes.map((node): ResolvedNode => {
    const def = layerOf(node.type);
    try {
      const attributes = checkAttributes(def, node.attributes ?? {});
      const inShapes = node.inputs.map((id) => {
        const shape = shapes.get(id);
        if (!shape) throw new EngineError('graph', `there is no earlier node ${id}`);
        return shape;
      });
      const shape = def.infer(attributes, inShapes);
      shapes.set(node.id, shape);
      return { ...node, attributes, inShapes, shape, weights: def.weights(attributes, inShapes) };
    } catch (error) {
      throw error instanceof EngineError ? error.in(node.id) : error;
    }
  });
  return { spec, input, nodes };
}

/** The name of a node's weight in files and plans. */
export const weightName = (node: string, weight: string): string => `${node}.${weight}`;
