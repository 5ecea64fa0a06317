/**
 * ModelSpec -> Plan: which kernels run on which tensors, in which order, and where every tensor lies.
 *
 * Every node's output is kept. An activation behind a kernel that can fuse is computed in that kernel's dispatch, yet
 * has its own tensor; flatten and reshape share their input's storage; the inputs of a concat are written straight into
 * their slices when alignment allows.
 */
import type { Phase, Plan, PlanGradients, PlanNode } from '../backend/types';
import { EngineError } from '../core/errors';
import { elements, shapeText } from '../core/shapes';
import { copy } from '../kernels/copy';
import { call, type KernelCall } from '../kernels/kernel';
import { LEVELS, unpack } from '../kernels/unpack';
import { layerOf } from '../layers';
import type { Fused } from '../layers/layer';
import { type GradientOptions, planGradients } from './backward';
import { type Draft, draftOf, idOf, isAlias } from './draft';
import { INPUT, type ModelSpec, type ResolvedNode, resolveModel } from './model';
import { ALIGNMENT, type Storage } from './storage';
import { planTraining, type TrainOptions } from './training';

export interface PlanOptions {
  readonly batch?: number;
  /** An input size other than the model's own, for networks whose shapes allow it. */
  readonly size?: readonly [height: number, width: number];
  /** Whether the input may also be written as packed pixels; for a single three-channel picture. */
  readonly packed?: boolean;
  /** Present: also plan the backward pass and a step of an optimiser. */
  readonly train?: TrainOptions;
  /**
   * Present: also plan a `backward` phase, from one node's output back to others, the input or weights, with layers in
   * inference mode. Not for training plans.
   */
  readonly gradients?: GradientOptions;
}

/** A plan with `gradients`, whose names the compiler knows when they are written as literals. */
export interface GradientPlan<Wrt extends string = string> extends Plan {
  readonly gradients: PlanGradients<Wrt>;
}

/**
 * Plans a model for one batch size and mode.
 *
 *   const plan = planModel(spec, { gradients: { of: 'logits', wrt: ['input', 'conv1'] } });
 *   const program = await backend.load(plan, weights);
 *   program.write(plan.input, image);
 *   program.write(plan.gradients.seed, seed);              // d objective / d logits: 1 at a class, 0 elsewhere
 *   await program.run(['forward', 'backward']);
 *   const slope = await program.read(plan.gradients.of.input); // d objective / d input, shaped like the input
 *
 * Throws EngineError('graph' | 'shape' | 'attribute' | 'memory'); 'graph' also when `gradients` names what is missing or
 * what `of` does not depend on.
 */
export function planModel<const Wrt extends string>(
  spec: ModelSpec,
  options: PlanOptions & { readonly gradients: GradientOptions<Wrt>; readonly train?: undefined },
): GradientPlan<Wrt>;
export function planModel(spec: ModelSpec, options?: PlanOptions): Plan;
export function planModel(spec: ModelSpec, options: PlanOptions = {}): Plan {
  const model = resolveModel(spec, options.batch ?? 1, options.size);
  const draft = draftOf(model, options.train ? 'train' : 'infer');
  const { storage } = draft;

  const fusedInto = fusions(draft);
  const forward = model.nodes.flatMap((node) => {
    if (fusedInto.byActivation.has(node.id) || isAlias(node, draft.mode)) return [];
    const fused = fusedInto.byProducer.get(node.id) ?? null;
    return layerOf(node.type).forward({ ...draft.context(node), fused });
  });

  const phases: Record<Phase, readonly KernelCall[]> = { unpack: [], forward, backward: [], update: [] };
  let training: Plan['training'] = null;
  if (options.train) {
    const planned = planTraining(draft, options.train);
    phases.unpack = [planned.gather];
    phases.backward = planned.backward;
    phases.update = planned.update;
    training = planned.training;
  }

  let gradients: Plan['gradients'] = null;
  if (options.gradients) {
    if (options.train) throw new EngineError('graph', 'a plan trains or gives gradients in inference, not both');
    const planned = planGradients(draft, options.gradients);
    phases.backward = planned.calls;
    gradients = planned.gradients;
  }

  if (options.packed && options.train) throw new EngineError('graph', 'a plan trains or takes packed pixels, not both');
  const packed = options.packed ? planPacked(draft, phases) : null;

  placeAliases(draft);
  placeConcats(draft);
  phases.forward = forward.filter((call) => !copiesOntoItself(call, storage));

  const { tensors, arenas } = storage.layOut();
  return {
    mode: draft.mode,
    tensors,
    arenas,
    nodes: model.nodes.map((node) => planNode(node, draft)),
    phases,
    input: idOf(draft, INPUT),
    packed,
    output: training?.report ?? idOf(draft, spec.output),
    training,
    gradients,
    macs: model.nodes.reduce(
      (sum, node) => sum + layerOf(node.type).cost(node.attributes, node.inShapes, node.shape).macs,
      0,
    ),
  };
}

/** Adds the phase that unpacks packed pixels into the input. */
function planPacked(draft: Draft, phases: Record<Phase, readonly KernelCall[]>): Plan['packed'] {
  const [batch = 1, channels = 0, height = 0, width = 0] = draft.model.input;
  if (batch !== 1 || channels !== 3) {
    throw new EngineError('shape', 'packed pixels', {
      expected: 'one picture of 3 channels',
      got: shapeText(draft.model.input),
    });
  }
  const pixels = draft.storage.declare('input.pixels', [1, 1, height, width]).id;
  const levels = draft.storage.declare('input.levels', [channels, LEVELS]).id;
  phases.unpack = [call(unpack, [pixels, levels], [idOf(draft, INPUT)], { plane: height * width })];
  return { pixels, levels };
}

/** The activation fused into each producer that can fuse: the first one that reads it. */
function fusions(draft: Draft): {
  byProducer: ReadonlyMap<string, Fused>;
  byActivation: ReadonlySet<string>;
} {
  const byProducer = new Map<string, Fused>();
  const byActivation = new Set<string>();
  const nodes = new Map(draft.model.nodes.map((node) => [node.id, node]));
  for (const node of draft.model.nodes) {
    const producer = nodes.get(node.inputs[0] ?? INPUT);
    const values = layerOf(node.type).activation?.(node.attributes);
    if (!values || !producer || byProducer.has(producer.id)) continue;
    const { fuses } = layerOf(producer.type);
    if (!fuses || (draft.mode === 'train' && fuses === 'infer')) continue;
    byProducer.set(producer.id, { values, out: draft.context(node).out });
    byActivation.add(node.id);
  }
  return { byProducer, byActivation };
}

function placeAliases(draft: Draft): void {
  for (const node of draft.model.nodes) {
    if (isAlias(node, draft.mode)) draft.storage.place(idOf(draft, node.id), idOf(draft, node.inputs[0] ?? INPUT));
  }
}

/** Places a concat's inputs in their slices of its output, where outer is 1 and the slice is aligned. */
function placeConcats(draft: Draft): void {
  const { storage } = draft;
  for (const node of draft.model.nodes) {
    const axis = layerOf(node.type).concatAxis?.(node.attributes);
    if (axis === undefined || elements(node.shape.slice(0, axis)) !== 1) continue;
    const out = idOf(draft, node.id);
    let offset = 0;
    node.inputs.forEach((name, i) => {
      const id = idOf(draft, name);
      const free = name !== INPUT && !storage.isPlaced(id) && storage.home(out).id !== id;
      if (free && offset % ALIGNMENT === 0) storage.place(id, out, offset);
      offset += elements(node.inShapes[i] ?? []);
    });
  }
}

/** Whether a concat's copy has become a no-op because its input already lies in its slice. */
function copiesOntoItself({ kernel, ins, outs, params }: KernelCall, storage: Storage): boolean {
  const [from, to] = [ins[0], outs[0]];
  if (kernel.name !== copy.name || params.outer !== 1 || typeof from !== 'number' || typeof to !== 'number')
    return false;
  const [source, target] = [storage.home(from), storage.home(to)];
  return source.id === target.id && source.offset + (params.inOffset ?? 0) === target.offset + (params.outOffset ?? 0);
}

function planNode(node: ResolvedNode, draft: Draft): PlanNode {
  const { weight } = draft.context(node);
  return {
    id: node.id,
    type: node.type,
    inputs: node.inputs,
    output: idOf(draft, node.id),
    weights: Object.fromEntries(node.weights.map(({ name }) => [name, weight(name)])),
  };
}
