/** Random cases of every layer type, made from the forms of its attributes, and the plan of a layer on its own. */
import fc from 'fast-check';
import type { Phase, Plan } from '../../src/backend/types';
import { Random } from '../../src/core/random';
import { elements, type Shape } from '../../src/core/shapes';
import { type Kind, layerAlone } from '../../src/graph/alone';
import { activations } from '../../src/kernels/activation';
import { hyperSlots } from '../../src/kernels/hyper';
import type { KernelCall, TensorId } from '../../src/kernels/kernel';
import { type LayerType, layerOf } from '../../src/layers';
import {
  type AttributeForm,
  type AttributeValue,
  type CheckedAttributes,
  checkAttributes,
} from '../../src/layers/layer';

export interface LayerCase {
  readonly type: LayerType;
  readonly attributes: CheckedAttributes;
  readonly ins: readonly Shape[];
  /** Code of an activation fused behind the layer, where it can fuse. */
  readonly activation: number;
  readonly seed: number;
}

function arbitraryOf(name: string, form: AttributeForm): fc.Arbitrary<AttributeValue> {
  switch (form.kind) {
    case 'integer':
      return fc.integer({ min: form.min, max: Math.min(form.max, name === 'axis' ? 3 : 12) });
    case 'number':
      return fc.constantFrom(form.default, Math.max(form.min, Math.min(form.max, 0.25)));
    case 'pair':
      return fc.tuple(...[0, 1].map(() => fc.integer({ min: 1, max: name === 'kernel' || name === 'window' ? 5 : 3 })));
    case 'sides':
      return fc.tuple(...[0, 1, 2, 3].map(() => fc.integer({ min: Math.max(form.min, -1), max: 3 })));
    case 'sizes':
      return fc.constantFrom([-1], [0, -1], [-1, 1, 0]);
    case 'flag':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...form.options);
  }
}

/** Mostly small and odd sizes, now and then one that fills several workgroups and vectors. */
const side = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 17 }) },
  { weight: 1, arbitrary: fc.integer({ min: 30, max: 70 }) },
);

function shapesFor(type: LayerType, attributes: { readonly [name: string]: AttributeValue }): fc.Arbitrary<Shape[]> {
  const groups = typeof attributes.groups === 'number' ? attributes.groups : 1;
  const image = fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 9 }), side, side)
    .map(([n, c, h, w]) => [n, c * groups, h, w]);
  const { filters, inputs } = layerOf(type);
  if (inputs.max === 1) return image.map((shape) => [filters === 'rows' ? shape.slice(0, 3) : shape]);
  return fc.tuple(image, fc.array(fc.nat(15), { minLength: 2, maxLength: 3 })).map(([shape, masks]) =>
    masks.map((mask, i) => {
      if (type === 'concat') return shape.map((size, axis) => (axis === attributes.axis ? (mask % 5) + 1 : size));
      return i === 0 ? shape : shape.map((size, axis) => ((mask >> axis) & 1 ? 1 : size));
    }),
  );
}

const codes = Object.values(activations).map(({ code }) => code);

/** Cases of one layer type whose shapes fit. */
export function casesOf(type: LayerType): fc.Arbitrary<LayerCase> {
  const def = layerOf(type);
  const attributes = fc.record(
    Object.fromEntries(Object.entries(def.attributes).map(([name, form]) => [name, arbitraryOf(name, form)])),
  );
  return attributes
    .map((given) => {
      // Groups must divide the filters: make it so instead of throwing most draws away.
      const { groups, outChannels } = given;
      return typeof groups === 'number' && typeof outChannels === 'number'
        ? { ...given, outChannels: outChannels * groups }
        : given;
    })
    .chain((given) =>
      fc.record({
        type: fc.constant(type),
        attributes: fc.constant(checkAttributes(def, given)),
        ins: shapesFor(type, given),
        activation: fc.constantFrom(...codes),
        seed: fc.nat(1_000_000),
      }),
    )
    .filter((layerCase) => {
      try {
        return def.infer(layerCase.attributes, layerCase.ins).length > 0;
      } catch {
        return false;
      }
    });
}

/** The fixed cases of the layer's own definition. */
export function samplesOf(type: LayerType): LayerCase[] {
  const def = layerOf(type);
  return def.samples.map(({ attributes, ins }, i) => ({
    type,
    attributes: checkAttributes(def, attributes),
    ins,
    activation: codes[i % codes.length] ?? 0,
    seed: i,
  }));
}

export interface LayerPlan {
  readonly plan: Plan;
  /** Tensors to fill with values before the run, and what kind of values. */
  readonly given: readonly { readonly id: TensorId; readonly positive: boolean }[];
  /** Tensors to compare after it. */
  readonly checked: readonly TensorId[];
  /** Products in one output value: K of the error bound. */
  readonly terms: number;
}

/** A plan of the layer alone. */
export function layerPlan(layerCase: LayerCase, kind: Kind): LayerPlan {
  const mode = kind === 'train' ? 'train' : 'infer';
  const { type, attributes, ins: inShapes } = layerCase;
  const def = layerOf(type);
  const { activation: code, seed } = layerCase;
  const activation = code > 0 && mode === 'infer' ? { activation: code, alpha: 0.3, beta: 0.8 } : undefined;
  const { storage, context, weights, forward, backward } = layerAlone(def, attributes, inShapes, {
    kind,
    salt: seed,
    ...(activation && { activation }),
  });
  const { ins, out, fused } = context;
  const ran = forward.length > 0;
  const { tensors, arenas } = storage.layOut();
  const phases: Record<Phase, readonly KernelCall[]> = { unpack: [], forward, backward, update: [] };
  const trained = weights
    .filter(({ role }) => role === 'weight')
    .flatMap(({ name }) => context.weightGradient(name) ?? []);
  const inGradients = context.inGradients.flatMap((ref) => (ref ? [ref.id] : []));
  return {
    plan: {
      mode,
      tensors,
      arenas,
      nodes: [],
      phases,
      input: 0,
      packed: null,
      output: out.id,
      training: null,
      gradients: null,
      macs: 0,
    },
    given: [
      ...ins.map(({ id }) => ({ id, positive: false })),
      { id: context.gradient.id, positive: false },
      ...weights.map(({ name }) => ({ id: context.weight(name), positive: name === 'variance' })),
    ],
    checked: [
      ...(ran ? [out.id] : []),
      ...(fused ? [fused.out.id] : []),
      ...(backward.length > 0 ? inGradients : []),
      ...trained,
    ],
    terms: Math.max(1, ...[...forward, ...backward].map(termsOf)),
  };
}

/** At most as many products as the larger of what a call reads and what it writes can be summed into one value. */
function termsOf({ params: p }: KernelCall): number {
  const size = (name: string): number => p[name] ?? 1;
  const kernel = size('kernelHeight') * size('kernelWidth') * size('inChannels') + 1;
  const plane = size('batch') * size('outHeight') * size('outWidth') * size('outFeatures') + size('inFeatures') + 1;
  const normalised = size('batch') * size('plane') + size('length') + size('classes');
  const broadcast = size('size0') * size('size1') * size('size2') * size('size3');
  return kernel + plane + normalised + broadcast + size('windowHeight') * size('windowWidth');
}

/** Values for every given tensor, float32, the same for each backend. */
export function valuesFor({ plan, given }: LayerPlan, seed: number): Map<TensorId, Float32Array> {
  const random = new Random(seed);
  const values = new Map<TensorId, Float32Array>();
  for (const { id, positive } of given) {
    const length = plan.tensors[id]?.length ?? 0;
    values.set(
      id,
      Float32Array.from({ length }, () => (positive ? 0.2 + Math.abs(random.normal()) : random.normal())),
    );
  }
  const hyper = plan.tensors.find(({ name }) => name === 'hyper');
  if (hyper) {
    const scalars = new Float32Array(elements(hyper.shape));
    scalars[hyperSlots.draw] = 5;
    values.set(hyper.id, scalars);
  }
  return values;
}
