/** Plans that compute gradients, with values for all that they read: around any layer, and of the shipped networks. */
import type { Plan } from '../../src/backend/types';
import { Random } from '../../src/core/random';
import { elements } from '../../src/core/shapes';
import { decodeModel, type StoredModel } from '../../src/formats/model';
import { checkModel, type ModelNode, type ModelSpec, resolveModel, weightName } from '../../src/graph/model';
import { type GradientPlan, planModel } from '../../src/graph/plan';
import { isLayerType, type LayerType, layerOf, layers } from '../../src/layers';
import { checkAttributes } from '../../src/layers/layer';
import { initialWeights } from '../../src/train/initialise';
import type { LayerCase } from '../contract/layerCase';

export interface GradientCase {
  readonly plan: GradientPlan;
  readonly weights: ReadonlyMap<string, Float32Array>;
  readonly input: Float32Array;
  readonly seed: Float32Array;
  /** Names in `wrt` of what no kernel writes together with what is computed from it. */
  readonly apart: readonly string[];
}

const normals = (length: number, random: Random): Float32Array => Float32Array.from({ length }, () => random.normal());

/** The activation layer that computes the function with this code. */
function activationLayer(code: number): LayerType | undefined {
  return Object.keys(layers)
    .filter(isLayerType)
    .find((type) => {
      const def = layerOf(type);
      return def.activation?.(checkAttributes(def, {})).activation === code;
    });
}

/** Names of the weights of a node's filters. */
const filterWeights = (spec: ModelSpec, batch: number, id: string): readonly string[] =>
  resolveModel(spec, batch).nodes.flatMap((node) =>
    node.id === id && layerOf(node.type).filters ? node.weights.map(({ name }) => weightName(id, name)) : [],
  );

/**
 * A layer within a network: what it reads is computed from the network's input, unless that fits by itself, and where it
 * fuses, an activation follows. All of them are differentiated with respect to, and the layer's filters. Null where the
 * shapes do not fit.
 */
export function gradientsAround({ type, attributes, ins, activation, seed }: LayerCase): GradientCase | null {
  const [first = []] = ins;
  const [batch = 1, ...own] = first;
  const direct = ins.length === 1 && own.length === 3;
  const nodes: ModelNode[] = direct
    ? []
    : ins.flatMap(([, ...shape], i) => [
        { id: `dense${i}`, type: 'dense', inputs: ['input'], attributes: { outFeatures: elements(shape) } },
        { id: `operand${i}`, type: 'reshape', inputs: [`dense${i}`], attributes: { shape } },
      ]);
  const operands = direct ? ['input'] : ins.map((_, i) => `operand${i}`);
  nodes.push({ id: 'layer', type, inputs: operands, attributes });
  const function_ = layerOf(type).fuses ? activationLayer(activation) : undefined;
  if (function_) nodes.push({ id: 'activation', type: function_, inputs: ['layer'] });
  const of = nodes.at(-1)?.id ?? '';
  try {
    const input = { shape: direct ? own : [2, 3, 1] };
    const spec = checkModel({ name: type, input, nodes, output: of });
    const apart = [...new Set(['input', ...operands]), ...filterWeights(spec, batch, 'layer')];
    const plan = planModel(spec, { batch, gradients: { of, wrt: function_ ? [...apart, 'layer'] : apart } });
    const random = new Random(seed);
    const weights = new Map(initialWeights(spec, seed));
    for (const [name, values] of weights) {
      if (name.endsWith('.weight')) continue;
      const drawn = normals(values.length, random);
      weights.set(name, name.endsWith('.variance') ? drawn.map((v) => 0.2 + Math.abs(v)) : drawn);
    }
    return { plan, weights, apart, ...given(plan, random) };
  } catch {
    return null;
  }
}

/** A random input and a random gradient of the objective. */
function given(plan: GradientPlan, random: Random): Pick<GradientCase, 'input' | 'seed'> {
  const drawn = (id: number): Float32Array => normals(plan.tensors[id]?.length ?? 0, random);
  return { input: drawn(plan.input), seed: drawn(plan.gradients.seed) };
}

/** A shipped model, in Node and in the browser. */
export async function shipped(name: 'digits' | 'objects'): Promise<StoredModel> {
  if (typeof process === 'undefined' || !process.versions?.node) {
    return decodeModel(new Uint8Array(await (await fetch(`/models/${name}.safetensors`)).arrayBuffer()));
  }
  const { readFile } = await import('node:fs/promises');
  return decodeModel(
    new Uint8Array(await readFile(new URL(`../../public/models/${name}.safetensors`, import.meta.url))),
  );
}

/** The gradients of a shipped network's logits with respect to its input, its first pooled maps and some filters. */
export async function gradientsOf(name: 'digits' | 'objects', batch: number): Promise<GradientCase> {
  const { spec, weights } = await shipped(name);
  const softmax = spec.nodes.find(({ id }) => id === spec.output);
  const wrt = ['input', 'pool1', ...['conv1', 'conv2', 'dense1'].flatMap((id) => filterWeights(spec, batch, id))];
  const plan = planModel(spec, { batch, gradients: { of: softmax?.inputs[0] ?? '', wrt } });
  return { plan, weights, apart: wrt, ...given(plan, new Random(batch)) };
}

/** What the calls of a phase read that they do not write. */
export function readBy(plan: Plan, phase: 'forward' | 'backward'): readonly number[] {
  const calls = plan.phases[phase];
  const written = new Set(calls.flatMap(({ outs }) => outs));
  const read = new Set(calls.flatMap(({ ins }) => ins));
  return [...read].flatMap((id) => (id === null || written.has(id) ? [] : [id]));
}
