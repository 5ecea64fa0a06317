/**
 * A plan's training step: the loss on the output, the gradients of all parameters, and the optimiser. Parameters,
 * gradients and moments each lie in one flat range, so that one call moves them all, whatever the number of layers.
 */
import type { PlanTraining } from '../backend/types';
import { EngineError } from '../core/errors';
import { elements } from '../core/shapes';
import { hyperLength } from '../kernels/hyper';
import { call, type KernelCall, type TensorId } from '../kernels/kernel';
import { adam, chunksOf, clipping, SIZES, sgd } from '../kernels/optimiser';
import { crossEntropy } from '../kernels/softmax';
import type { TensorRef } from '../layers/layer';
import { backwardCalls } from './backward';
import type { Draft } from './draft';
import { weightName } from './model';

/** The moments that each optimiser keeps of every parameter. */
const moments = {
  sgd: [],
  momentum: ['velocity'],
  nesterov: ['velocity'],
  adam: ['first', 'second'],
  adamw: ['first', 'second'],
} as const satisfies { readonly [kind: string]: readonly string[] };

export type OptimiserKind = keyof typeof moments;

export interface TrainOptions {
  /** Its numbers (rate, momentum, decay) are scalars of each step: they change without another plan. */
  readonly optimiser: OptimiserKind;
  /** Whether the norm of the whole gradient is limited; the limit, too, is a scalar of each step. */
  readonly clips?: boolean;
}

interface Loss {
  readonly call: KernelCall;
  /** The node that outputs the logits, and the gradient of the loss with respect to them. */
  readonly logits: string;
  readonly gradient: TensorRef;
  readonly target: TensorRef;
  readonly loss: TensorRef;
}

/** Cross-entropy on the logits: the input of the final softmax, or the output itself if there is none. */
function lossOf(draft: Draft): Loss {
  const { spec, nodes } = draft.model;
  const output = nodes.find((node) => node.id === spec.output);
  const normalised = output?.type === 'softmax' || output?.type === 'logSoftmax';
  const logits = (normalised ? output.inputs[0] : undefined) ?? spec.output;
  const ref = draft.outputs.get(logits);
  if (!ref) throw new RangeError(`no node ${logits}`);
  const [batch = 1] = ref.shape;
  const classes = elements(ref.shape) / batch;
  const gradient = draft.storage.declare(`${logits}.gradient`, ref.shape);
  const target = draft.storage.declare('training.target', [batch, classes]);
  const loss = draft.storage.declare('training.loss', [batch]);
  return {
    call: call(crossEntropy, [ref.id, target.id], [loss.id, gradient.id], { batch, classes }),
    logits,
    gradient,
    target,
    loss,
  };
}

/** Smallest run of values whose sizes are recorded, and most such runs: there are fewer, longer ones in a large network. */
const SMALLEST_CHUNK = 256;
const MOST_CHUNKS = 512;

interface Flat {
  readonly chunk: number;
  readonly length: number;
  /** The first so many values decay. */
  readonly decaying: number;
  readonly parameters: TensorId;
  readonly gradients: TensorId;
  readonly parts: PlanTraining['parts'];
}

/** Places all parameters in one range, those that decay first, and their gradients in another in the same order. */
function placeFlat({ model, storage }: Draft): Flat {
  const weights = model.nodes.flatMap((node) =>
    node.weights.filter(({ role }) => role === 'weight').map((weight) => ({ node: node.id, ...weight })),
  );
  const ordered = [...weights.filter(({ decays }) => decays), ...weights.filter(({ decays }) => !decays)];
  const total = ordered.reduce((sum, { shape }) => sum + elements(shape), 0);
  if (total === 0) throw new EngineError('graph', 'the network has nothing to train');
  let chunk = SMALLEST_CHUNK;
  while (total > chunk * MOST_CHUNKS) chunk *= 2;
  let length = 0;
  let decaying = 0;
  // No chunk belongs to two weights. The gaps hold zeros, which every optimiser leaves.
  const placed = ordered.map(({ node, name, shape, decays }) => {
    const chunks = Math.ceil(elements(shape) / chunk);
    const part = { name: weightName(node, name), node, shape, offset: length, first: length / chunk, chunks };
    length += chunks * chunk;
    if (decays) decaying = length;
    return part;
  });
  const parameters = storage.declare('training.parameters', [length], 'weight').id;
  const gradients = storage.declare('training.gradients', [length]).id;
  const parts = placed.map(({ name, node, shape, offset, first, chunks }) => {
    storage.place(storage.declare(name, shape, 'weight').id, parameters, offset);
    storage.place(storage.declare(`${name}.gradient`, shape).id, gradients, offset);
    return { name, node, first, chunks };
  });
  return { chunk, length, decaying, parameters, gradients, parts };
}

/**
 * Plans a training step. Throws EngineError('graph') for a network without weights.
 */
export function planTraining(
  draft: Draft,
  { optimiser, clips = false }: TrainOptions,
): {
  readonly backward: readonly KernelCall[];
  readonly update: readonly KernelCall[];
  readonly training: PlanTraining;
} {
  const { storage, model } = draft;
  const loss = lossOf(draft);
  const hyper = storage.declare('training.hyper', [hyperLength]).id;
  const { parameters, gradients, parts, ...flat } = placeFlat(draft);
  const backward = backwardCalls(draft, {
    of: loss.logits,
    seed: loss.gradient,
    wrt: new Set(),
    weights: new Set(model.nodes.flatMap((node) => (node.weights.length > 0 ? node.id : []))),
  });
  const kept = moments[optimiser].map((name) => storage.declare(`training.${name}`, [flat.length], 'state').id);
  const sizes = storage.declare('training.sizes', [chunksOf(flat), SIZES]).id;
  const factor = clips ? storage.declare('training.clipping', [1]).id : null;
  const ins = [gradients, hyper, factor];
  const [first = null, second = null] = kept;
  const update =
    second === null
      ? call(sgd, ins, [parameters, first, sizes], { ...flat, nesterov: Number(optimiser === 'nesterov') })
      : call(adam, ins, [parameters, first, second, sizes], flat);
  const limit = factor === null ? [] : [call(clipping, [gradients, hyper], [factor], { length: flat.length })];
  return {
    backward: [loss.call, ...backward.calls],
    update: [...limit, update],
    training: {
      target: loss.target.id,
      loss: loss.loss.id,
      hyper,
      parameters,
      gradients,
      moments: kept,
      sizes,
      parts,
    },
  };
}
