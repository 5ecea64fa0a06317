/**
 * A plan's training step: its batch, gathered from the samples in memory; the loss, the gradients of all parameters, and
 * the optimiser. Parameters, gradients and moments each lie in one flat range, so that one call moves them all, whatever
 * the number of layers.
 */
import type { PlanTraining } from '../backend/types';
import { EngineError } from '../core/errors';
import { elements } from '../core/shapes';
import { gather, tableLength } from '../kernels/gather';
import { hyperLength } from '../kernels/hyper';
import { call, type KernelCall, type TensorId } from '../kernels/kernel';
import { binaryCrossEntropy, crossEntropy, RESULTS, squaredError } from '../kernels/loss';
import { adam, chunksOf, clipping, SIZES, sgd } from '../kernels/optimiser';
import type { LayerType } from '../layers';
import { backwardCalls } from './backward';
import type { Draft } from './draft';
import { INPUT, weightName } from './model';
import { ALIGNMENT } from './storage';

/** The moments that each optimiser keeps of every parameter. */
const moments = {
  sgd: [],
  momentum: ['velocity'],
  nesterov: ['velocity'],
  adam: ['first', 'second'],
  adamw: ['first', 'second'],
} as const satisfies { readonly [kind: string]: readonly string[] };

export type OptimiserKind = keyof typeof moments;

/** What a loss is taken of: the input of these layers where one of them is the output, else the output itself. */
const losses = {
  crossEntropy: { kernel: crossEntropy, before: ['softmax', 'logSoftmax'] },
  binaryCrossEntropy: { kernel: binaryCrossEntropy, before: ['sigmoid'] },
  squaredError: { kernel: squaredError, before: [] },
} as const satisfies { readonly [kind: string]: { readonly before: readonly LayerType[]; readonly kernel: unknown } };

/** Cross-entropy of a softmax, of sigmoids that are each a question of its own, or the mean squared error. */
export type LossKind = keyof typeof losses;

export interface TrainOptions {
  /** Its numbers (rate, momentum, decay) are scalars of each step: they change without another plan. */
  readonly optimiser: OptimiserKind;
  /** Cross-entropy, unless said otherwise. */
  readonly loss?: LossKind;
  /** Whether the norm of the whole gradient is limited; the limit, too, is a scalar of each step. */
  readonly clips?: boolean;
  /** How many samples lie in memory to gather batches from; one batch, unless said otherwise. */
  readonly samples?: number;
  /** Most steps in one run, each with its own batch, scalars and records; one, unless said otherwise. */
  readonly steps?: number;
}

/** The node that the loss is taken of. */
function differentiated({ model: { spec, nodes } }: Draft, loss: LossKind): string {
  const output = nodes.find((node) => node.id === spec.output);
  const before: readonly LayerType[] = losses[loss].before;
  return (output && before.includes(output.type) ? output.inputs[0] : undefined) ?? spec.output;
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

/** Plans a training step. Throws EngineError('graph') for a network without weights. */
export function planTraining(
  draft: Draft,
  { optimiser, loss = 'crossEntropy', clips = false, samples, steps = 1 }: TrainOptions,
): {
  readonly gather: KernelCall;
  readonly backward: readonly KernelCall[];
  readonly update: readonly KernelCall[];
  readonly training: PlanTraining;
} {
  const { storage, model, outputs } = draft;
  const of = differentiated(draft, loss);
  const [input, output] = [outputs.get(INPUT), outputs.get(of)];
  if (!input || !output) throw new RangeError(`no node ${of}`);
  const [batch = 1, ...sample] = input.shape;
  const classes = elements(output.shape) / batch;
  const { parameters, gradients, parts, ...flat } = placeFlat(draft);
  const map = (name: string, ...shape: number[]): TensorId => storage.declare(`training.${name}`, shape).id;

  const hyper = map('hyper', hyperLength);
  const target = map('target', batch, classes);
  const data = map('data', samples ?? batch, ...sample);
  const targets = map('targets', samples ?? batch, classes);
  const table = map('table', tableLength(steps, batch));
  const cursor = map('cursor', 1);
  storage.place(cursor, table);
  const results = map('results', steps, batch, RESULTS);
  const sizes = map('sizes', steps, chunksOf(flat), SIZES);
  const room = Math.ceil(storage.lengthOf(results) / ALIGNMENT) * ALIGNMENT;
  const report = map('report', room + storage.lengthOf(sizes));
  storage.place(results, report);
  storage.place(sizes, report, room);

  const seed = storage.declare(`${of}.gradient`, output.shape);
  const lossCall = call(losses[loss].kernel, [output.id, target, hyper], [results, seed.id], { batch, classes });
  const backward = backwardCalls(draft, {
    of,
    seed,
    wrt: new Set(),
    weights: new Set(model.nodes.flatMap((node) => (node.weights.length > 0 ? node.id : []))),
  });
  const kept = moments[optimiser].map((name) => storage.declare(`training.${name}`, [flat.length], 'state').id);
  const factor = clips ? map('clipping', 1) : null;
  const [first = null, second = null] = kept;
  const ins = [gradients, hyper, factor];
  const update =
    second === null
      ? call(sgd, ins, [parameters, first, sizes, cursor], { ...flat, nesterov: Number(optimiser === 'nesterov') })
      : call(adam, ins, [parameters, first, second, sizes, cursor], flat);
  const limit = factor === null ? [] : [call(clipping, [gradients, hyper], [factor], { length: flat.length })];
  return {
    gather: call(gather, [data, targets, table], [input.id, target, hyper], {
      batch,
      length: elements(sample),
      classes,
      scalars: hyperLength,
    }),
    backward: [lossCall, ...backward.calls],
    update: [...limit, update],
    training: {
      data,
      targets,
      table,
      target,
      hyper,
      report,
      results,
      sizes,
      parameters,
      gradients,
      moments: kept,
      parts,
    },
  };
}
