/**
 * A plan's backward pass, for gradients in inference and for training. Gradients are gathered:
 * each consumer of a tensor writes its own contribution, and contributions are summed in node order, so every run gives
 * the same bits.
 */
import type { PlanGradients } from '../backend/types';
import { EngineError } from '../core/errors';
import { elements, type Shape } from '../core/shapes';
import { noActivation } from '../kernels/activation';
import { elementwise, elementwiseKinds } from '../kernels/elementwise';
import { call, type KernelCall, type TensorId } from '../kernels/kernel';
import { layerOf } from '../layers';
import type { TensorRef, WeightDef } from '../layers/layer';
import { type Draft, isAlias } from './draft';
import { INPUT, type ResolvedNode, weightName } from './model';

/** Which gradients an inference plan computes. */
export interface GradientOptions<Wrt extends string = string> {
  /** Id of the node whose output is differentiated, such as the logits. */
  readonly of: string;
  /**
   * With respect to these outputs (node ids, or `input`) and weights of filters (`conv2.weight`, `conv2.bias`); `of` must
   * depend on each.
   */
  readonly wrt: readonly Wrt[];
}

/** What is differentiated, and with respect to what. */
interface Backward {
  /** The node whose output is differentiated, and the tensor holding the objective's gradient with respect to it. */
  readonly of: string;
  readonly seed: TensorRef;
  /** Nodes whose output gradients are wanted; INPUT counts as one. */
  readonly wrt: ReadonlySet<string>;
  /** Ids of the nodes whose weights' gradients are wanted as well. */
  readonly weights: ReadonlySet<string>;
}

/**
 * The calls that carry a gradient back from one node's output to what is wanted, only along the paths between them, and
 * the gradients of those nodes in `wrt` that `of` depends on. Layers run backwards in the mode in which the draft runs
 * them forwards. Intermediate gradients share memory where their lifetimes do not overlap.
 */
export function backwardCalls(
  draft: Draft,
  { of, seed, wrt, weights }: Backward,
): { readonly calls: readonly KernelCall[]; readonly gradients: ReadonlyMap<string, TensorRef> } {
  const { storage, model, mode } = draft;
  const firstOwn = storage.size;
  const dependents = dependentsOf(model.nodes, wrt, weights);
  const contributions = new Map<string, readonly TensorRef[]>([[of, [seed]]]);
  const contribute = (to: string, part: TensorRef): void => {
    contributions.set(to, [...(contributions.get(to) ?? []), part]);
  };
  const calls: KernelCall[] = [];
  const gradients = new Map<string, TensorRef>();
  const kept = new Set<TensorId>([seed.id]);
  const totalOf = (id: string): TensorRef | null => {
    const parts = dependents.has(id) ? contributions.get(id) : undefined;
    if (!parts) return null;
    const total = sum(draft, id, parts, calls);
    if (wrt.has(id)) {
      gradients.set(id, total);
      kept.add(total.id);
    }
    return total;
  };
  const weightGradient = (node: ResolvedNode, name: string): TensorId | null => {
    if (!weights.has(node.id)) return null;
    const { id } = gradientOf(draft, node, name);
    kept.add(id);
    return id;
  };
  for (const node of [...model.nodes].reverse()) {
    const gradient = totalOf(node.id);
    const isNeeded = weights.has(node.id) || node.inputs.some((input) => dependents.has(input));
    if (!gradient || !isNeeded) continue;
    if (isAlias(node, mode)) {
      contribute(node.inputs[0] ?? INPUT, { id: gradient.id, shape: node.inShapes[0] ?? [] });
      continue;
    }
    const inGradients = node.inputs.map((input, i) => {
      if (!dependents.has(input)) return null;
      const part = storage.declare(`${node.id}.gradient.in${i}`, node.inShapes[i] ?? []);
      contribute(input, part);
      return part;
    });
    calls.push(
      ...layerOf(node.type).backward({
        ...draft.context(node),
        gradient,
        inGradients,
        weightGradient: (name) => weightGradient(node, name),
      }),
    );
  }
  totalOf(INPUT);
  storage.share(firstOwn, calls, kept);
  return { calls, gradients };
}

/** The nodes in `wrt` and `weights`, and every node whose output depends on one of them. */
function dependentsOf(
  nodes: readonly ResolvedNode[],
  wrt: Iterable<string>,
  weights: Iterable<string> = [],
): ReadonlySet<string> {
  const result = new Set([...wrt, ...weights]);
  for (const node of nodes) if (node.inputs.some((input) => result.has(input))) result.add(node.id);
  return result;
}

/**
 * Plans gradients in inference. Throws EngineError('graph') for names unknown or that `of` does not depend on, and for
 * weights that belong to no filter: those have gradients in training only.
 */
export function planGradients(
  draft: Draft,
  { of, wrt }: GradientOptions,
): { readonly calls: readonly KernelCall[]; readonly gradients: PlanGradients } {
  const { storage, model, outputs } = draft;
  const wanted = wrt.map((name) => ({ name, ...ownerOf(draft, name) }));
  if (!outputs.has(of)) throw unknownNode(of);
  if (of === INPUT) throw new EngineError('graph', 'gradients are those of a node’s output', { got: INPUT });
  for (const { name, owner } of wanted) {
    if (!dependentsOf(model.nodes, [owner]).has(of)) throw new EngineError('graph', `${of} does not depend on ${name}`);
  }
  const seed = storage.declare(`${of}.gradient`, shapeOf(outputs.get(of)));
  const outputsWanted = new Set(wanted.flatMap(({ name, weight }) => (weight ? [] : name)));
  const weights = new Set(wanted.flatMap(({ owner, weight }) => (weight ? owner : [])));
  const { calls, gradients } = backwardCalls(draft, { of, seed, wrt: outputsWanted, weights });
  const idFor = ({ name, weight }: (typeof wanted)[number]): TensorId => {
    const named = storage.declare(`${name}.gradient`, weight?.shape ?? shapeOf(outputs.get(name))).id;
    const computed = gradients.get(name)?.id ?? named;
    if (named !== computed) storage.place(named, computed);
    return named;
  };
  return {
    calls,
    gradients: { seed: seed.id, of: Object.fromEntries(wanted.map((each) => [each.name, idFor(each)])) },
  };
}

const shapeOf = (ref: TensorRef | undefined): Shape => ref?.shape ?? [];
const unknownNode = (name: string): EngineError => new EngineError('graph', `there is no node ${name}`);

/** The node that a name of `wrt` belongs to, and the weight if it names one. */
function ownerOf({ model, outputs }: Draft, name: string): { readonly owner: string; readonly weight?: WeightDef } {
  if (outputs.has(name)) return { owner: name };
  for (const { id, type, weights } of model.nodes) {
    const weight = weights.find((each) => weightName(id, each.name) === name);
    if (weight && layerOf(type).filters) return { owner: id, weight };
    if (weight) throw new EngineError('graph', `there is no gradient of ${name} in inference`);
  }
  throw unknownNode(name);
}

function gradientOf(draft: Draft, node: ResolvedNode, weight: string): TensorRef {
  const shape = node.weights.find(({ name }) => name === weight)?.shape;
  if (!shape) throw new RangeError(`${node.id} has no weight ${weight}`);
  return draft.storage.declare(`${weightName(node.id, weight)}.gradient`, shape);
}

function sum(draft: Draft, node: string, parts: readonly TensorRef[], calls: KernelCall[]): TensorRef {
  return parts.reduce((left, right, i) => {
    const total = draft.storage.declare(`${node}.gradient.sum${i}`, left.shape);
    const size3 = elements(left.shape);
    const flat = { size0: 1, size1: 1, size2: 1, size3, a0: 0, a1: 0, a2: 0, a3: 1, b0: 0, b1: 0, b2: 0, b3: 1 };
    calls.push(
      call(elementwise, [left.id, right.id], [total.id, null], {
        ...flat,
        kind: elementwiseKinds.add,
        ...noActivation,
      }),
    );
    return total;
  });
}
