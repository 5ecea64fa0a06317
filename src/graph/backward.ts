/**
 * The backward pass and the optimiser's step of a plan. Gradients gather: every consumer of a tensor writes its own
 * contribution, and contributions are summed in node order, so that a run is the same bits each time.
 */
import { elements, type Shape } from '../core/shapes';
import { noActivation } from '../kernels/activation';
import { elementwise, elementwiseKinds } from '../kernels/elementwise';
import { call, type KernelCall, type TensorId } from '../kernels/kernel';
import { adamw, sgd } from '../kernels/optimiser';
import { crossEntropy } from '../kernels/softmax';
import { layerOf } from '../layers';
import type { TensorRef } from '../layers/layer';
import type { Draft } from './draft';
import { INPUT, type ResolvedNode, weightName } from './model';

export type OptimiserSpec =
  | {
      readonly kind: 'adamw';
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
      readonly decay: number;
    }
  | { readonly kind: 'sgd'; readonly momentum: number; readonly decay: number };

interface Loss {
  readonly call: KernelCall;
  /** The node whose output are the logits, and the gradient of the loss with respect to them. */
  readonly logits: string;
  readonly gradient: TensorRef;
  readonly target: TensorRef;
  readonly loss: TensorRef;
}

/** Cross-entropy on the logits: on what the output's softmax reads, or on the output itself when there is none. */
export function lossOf(draft: Draft): Loss {
  const { spec, nodes } = draft.model;
  const output = nodes.find((node) => node.id === spec.output);
  const normalised = output?.type === 'softmax' || output?.type === 'logSoftmax';
  const logits = (normalised ? output.inputs[0] : undefined) ?? spec.output;
  const ref = draft.outputs.get(logits);
  if (!ref) throw new RangeError(`no node ${logits}`);
  const [batch = 1] = ref.shape;
  const classes = elements(ref.shape) / batch;
  const gradient = draft.storage.declare(`${logits}.gradient`, ref.shape);
  const target = draft.storage.declare('target', [batch, classes]);
  const loss = draft.storage.declare('loss', [batch]);
  return {
    call: call(crossEntropy, [ref.id, target.id], [loss.id, gradient.id], { batch, classes }),
    logits,
    gradient,
    target,
    loss,
  };
}

/** Nodes whose output depends on a trained weight: only they need gradients. */
function trained(nodes: readonly ResolvedNode[]): ReadonlySet<string> {
  const result = new Set<string>();
  for (const node of nodes) {
    if (node.weights.length > 0 || node.inputs.some((input) => result.has(input))) result.add(node.id);
  }
  return result;
}

/** The name of what a node adds to the gradient of its input `index`. */
export const partialGradient = (node: string, index: number): string => `${node}.gradient.in${index}`;

/** The calls that carry the gradient of a loss on the logits back through every node that depends on trained weights. */
export function backwardCalls(draft: Draft, loss: Pick<Loss, 'logits' | 'gradient'>): readonly KernelCall[] {
  const { storage, model } = draft;
  const needed = trained(model.nodes);
  const contributions = new Map<string, TensorRef[]>([[loss.logits, [loss.gradient]]]);
  const calls: KernelCall[] = [];
  for (const node of [...model.nodes].reverse()) {
    const parts = contributions.get(node.id);
    if (!parts || !needed.has(node.id)) continue;
    const gradient = sum(draft, node.id, parts, calls);
    const inGradients = node.inputs.map((input, i) => {
      if (input === INPUT || !needed.has(input)) return null;
      const part = storage.declare(partialGradient(node.id, i), node.inShapes[i] as Shape);
      contributions.set(input, [...(contributions.get(input) ?? []), part]);
      return part;
    });
    calls.push(
      ...layerOf(node.type).backward({
        ...draft.context(node),
        gradient,
        inGradients,
        weightGradient: (name) => gradientOf(draft, node, name),
      }),
    );
  }
  return calls;
}

function gradientOf(draft: Draft, node: ResolvedNode, weight: string): TensorId {
  const shape = node.weights.find(({ name }) => name === weight)?.shape;
  if (!shape) throw new RangeError(`${node.id} has no weight ${weight}`);
  return draft.storage.declare(`${weightName(node.id, weight)}.gradient`, shape).id;
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

export function updateCalls(draft: Draft, optimiser: OptimiserSpec, hyper: TensorId): readonly KernelCall[] {
  const { storage } = draft;
  return draft.model.nodes.flatMap((node) =>
    node.weights
      .filter(({ role }) => role === 'weight')
      .map(({ name, shape, decays }) => {
        const full = weightName(node.id, name);
        const weight = storage.declare(full, shape, 'weight').id;
        const gradient = storage.declare(`${full}.gradient`, shape).id;
        const moment = (which: string): TensorId => storage.declare(`${full}.${which}`, shape, 'state').id;
        const length = elements(shape);
        const decay = decays ? optimiser.decay : 0;
        if (optimiser.kind === 'sgd') {
          const params = { length, momentum: optimiser.momentum, decay };
          return call(sgd, [gradient, hyper], [weight, moment('velocity')], params);
        }
        const { beta1, beta2, epsilon } = optimiser;
        const params = { length, beta1, beta2, epsilon, decay };
        return call(adamw, [gradient, hyper], [weight, moment('first'), moment('second')], params);
      }),
  );
}
