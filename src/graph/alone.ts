/**
 * A single layer without a model: its tensors and kernel calls. Tests check layers this way, and the start-up
 * self-check builds its cases from the samples in the layers' definitions.
 */
import { elements, type Shape } from '../core/shapes';
import { type ActivationValues, noActivation } from '../kernels/activation';
import { hyperLength } from '../kernels/hyper';
import type { KernelCall, LooseCall, TensorId } from '../kernels/kernel';
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

/** What to plan: inference alone, inference with input gradients, or training. */
export type Kind = 'infer' | 'gradients' | 'train';

interface Options {
  readonly kind: Kind;
  /** Fused behind the layer where the layer can fuse; `post` is then its output. */
  readonly activation?: ActivationValues;
  readonly salt?: number;
}

/**
 * The layer over inputs of these shapes. Its tensors are `in0`, `in0.gradient`, `out`, `gradient`, `hyper`,
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

/** Smaller inputs leave some of a kernel's branches untouched. */
const ENOUGH = 16;

/** The smallest sample that exercises the layer. */
function typical({ samples }: AnyLayerDef): Sample | undefined {
  const sized = samples.map((sample) => ({ sample, size: elements(sample.ins[0] ?? []) }));
  sized.sort((a, b) => a.size - b.size);
  return (sized.find(({ size }) => size >= ENOUGH) ?? sized.at(-1))?.sample;
}

/** A call with its tensors replaced by their lengths. */
function loosened({ kernel, params, ins, outs }: KernelCall, storage: Storage): LooseCall {
  const length = (id: TensorId | null): number | null => (id === null ? null : storage.lengthOf(id));
  return { kernel, params, lengths: [...ins, ...outs].map(length) };
}

/** One small call of every kernel that any layer uses, in inference or training, keyed by kernel name. */
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
