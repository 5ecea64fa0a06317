/**
 * A layer by itself, without a model: its tensors and its kernel calls. Tests hold layers to account this way, and the
 * start-up self-check takes its cases from the samples of the layers' definitions.
 */
import { elements, type Shape } from '../core/shapes';
import { type ActivationValues, noActivation } from '../kernels/activation';
import type { KernelCall, LooseCall, TensorId } from '../kernels/kernel';
import { hyperLength } from '../kernels/optimiser';
import { layers } from '../layers';
import {
  type AnyLayerDef,
  type BackwardContext,
  type CheckedAttributes,
  checkAttributes,
  type Sample,
  type TensorRef,
  type WeightDef,
} from '../layers/layer';
import { Storage } from './storage';

export interface Alone {
  readonly storage: Storage;
  readonly context: BackwardContext<CheckedAttributes>;
  readonly weights: readonly WeightDef[];
  readonly forward: readonly KernelCall[];
  readonly backward: readonly KernelCall[];
}

/** What is asked of a layer: its inference; that and the gradients of its inputs; or its training. */
export type Kind = 'infer' | 'gradients' | 'train';

interface Options {
  readonly kind: Kind;
  /** Fused behind the layer where it can fuse, its map being the tensor `post`. */
  readonly activation?: ActivationValues;
  readonly salt?: number;
}

/**
 * The layer over inputs of these shapes. Its tensors are called `in0`, `in0.gradient`, `out`, `gradient`, `hyper`,
 * `weight.<name>`, `weight.<name>.gradient` and `temporary.<name>`. Throws as the layer's `infer` does.
 */
export function layerAlone(
  def: AnyLayerDef,
  attributes: CheckedAttributes,
  inShapes: readonly Shape[],
  { kind, activation, salt = 0 }: Options,
): Alone {
  const mode = kind === 'train' ? 'train' : 'infer';
  const storage = new Storage();
  const ins = inShapes.map((shape, i) => storage.declare(`in${i}`, shape));
  const out = storage.declare('out', def.infer(attributes, inShapes));
  const weights = def.weights(attributes, inShapes);
  const weightAt = (name: string, suffix = ''): TensorRef => {
    const weight = weights.find((other) => other.name === name);
    if (!weight) throw new RangeError(`there is no weight ${name}`);
    return storage.declare(`weight.${name}${suffix}`, weight.shape, suffix ? 'map' : weight.role);
  };
  for (const { name } of weights) weightAt(name);
  const fuses = activation && (def.fuses === 'always' || def.fuses === mode);
  const context: BackwardContext<CheckedAttributes> = {
    attributes,
    ins,
    out,
    mode,
    fused: fuses ? { values: activation, out: storage.declare('post', out.shape) } : null,
    weight: (name) => weightAt(name).id,
    temporary: (name, shape) => storage.declare(`temporary.${name}`, shape),
    hyper: mode === 'train' ? storage.declare('hyper', [hyperLength]).id : null,
    salt,
    gradient: storage.declare('gradient', out.shape),
    inGradients: inShapes.map((shape, i) => storage.declare(`in${i}.gradient`, shape)),
    weightGradient: (name) => (mode === 'train' ? weightAt(name, '.gradient').id : null),
  };
  const forward = def.forward(context);
  return { storage, context, weights, forward, backward: kind === 'infer' ? [] : def.backward(context) };
}

/** Inputs of fewer values leave corners of a kernel untouched. */
const ENOUGH = 16;

/** The smallest sample that shows something. */
function typical({ samples }: AnyLayerDef): Sample | undefined {
  const sized = samples.map((sample) => ({ sample, size: elements(sample.ins[0] ?? []) }));
  sized.sort((a, b) => a.size - b.size);
  return (sized.find(({ size }) => size >= ENOUGH) ?? sized.at(-1))?.sample;
}

/** A call with the lengths of its tensors in place of the tensors. */
function loosened({ kernel, params, ins, outs }: KernelCall, storage: Storage): LooseCall {
  const length = (id: TensorId | null): number | null => (id === null ? null : storage.lengthOf(id));
  return { kernel, params, lengths: [...ins, ...outs].map(length) };
}

/** For every kernel that a layer uses, in inference or in training, one small call of it, by the kernel's name. */
export function sampleCalls(): ReadonlyMap<string, LooseCall> {
  const calls = new Map<string, LooseCall>();
  for (const def of Object.values<AnyLayerDef>(layers)) {
    const sample = typical(def);
    if (!sample) continue;
    for (const kind of ['infer', 'train'] as const) {
      const attributes = checkAttributes(def, sample.attributes);
      const alone = layerAlone(def, attributes, sample.ins, { kind, activation: noActivation });
      for (const call of [...alone.forward, ...alone.backward]) {
        if (!calls.has(call.kernel.name)) calls.set(call.kernel.name, loosened(call, alone.storage));
      }
    }
  }
  return calls;
}
