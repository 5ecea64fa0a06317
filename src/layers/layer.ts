/**
 * What a layer is: attributes with the metadata of their form, the shape rule, weights, cost, receptive field, the
 * kernel calls of its forward and backward pass, and the facts about it. Everything that the page, the planner, the file
 * formats and the tests know of a layer type comes from its one definition; each fact is required, so that none is
 * forgotten, and none is inferred from the type or the category.
 */
import { EngineError } from '../core/errors';
import type { Random } from '../core/random';
import type { Shape } from '../core/shapes';
import type { ActivationValues } from '../kernels/activation';
import type { KernelCall, TensorId } from '../kernels/kernel';
import type { ChannelQuestion, Channels } from './channels';
import type { EquationKind, ExplainContext, Explanation, ExplanationOf } from './explain';

/** How an attribute is edited and checked. Pairs are [y, x]; `sides` are [top, left, bottom, right]. */
export type AttributeForm =
  | { readonly kind: 'integer'; readonly min: number; readonly max: number; readonly default: number }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly default: number }
  | { readonly kind: 'pair'; readonly min: number; readonly max: number; readonly default: readonly [number, number] }
  | {
      readonly kind: 'sides';
      readonly min: number;
      readonly max: number;
      readonly default: readonly [number, number, number, number];
    }
  | { readonly kind: 'sizes'; readonly default: readonly number[] }
  | { readonly kind: 'flag'; readonly default: boolean }
  | { readonly kind: 'choice'; readonly options: readonly string[]; readonly default: string };

export type AttributeValue = number | boolean | string | readonly number[];

/** The value type that a form edits. */
export type ValueOf<F extends AttributeForm> = F extends { kind: 'integer' | 'number' }
  ? number
  : F extends { kind: 'pair' }
    ? readonly [number, number]
    : F extends { kind: 'sides' }
      ? readonly [number, number, number, number]
      : F extends { kind: 'sizes' }
        ? readonly number[]
        : F extends { kind: 'flag' }
          ? boolean
          : F extends { kind: 'choice'; options: readonly (infer O)[] }
            ? O
            : never;

export type AttributeForms = { readonly [name: string]: AttributeForm };
export type Attributes<F extends AttributeForms> = { readonly [K in keyof F]: ValueOf<F[K]> };

export interface WeightDef {
  readonly name: string;
  readonly shape: Shape;
  /** `weight`: trained. `state`: kept by the forward pass in training (running statistics), never by the optimiser. */
  readonly role: 'weight' | 'state';
  /** Whether weight decay applies (filters, not biases or scales). */
  readonly decays: boolean;
  /**
   * Entry c of its first axis belongs to output channel c, which is zero everywhere once that entry is zero in all such
   * weights of the layer.
   */
  readonly silences: boolean;
  /** First values, for a network that is to be trained. */
  initialise(random: Random): Float32Array;
}

export interface Cost {
  /** Multiply-accumulates, or for layers without any the operations on elements, of one forward pass. */
  readonly macs: number;
  readonly parameters: number;
}

/**
 * Which input pixels one output pixel looks at, along y and x: a window, everything, or just its own position.
 * Of output (i, j) the window spans i stride - pad ... + dilation (kernel - 1).
 */
export type ReceptiveField =
  | { readonly kind: 'pixel' }
  | { readonly kind: 'all' }
  | {
      readonly kind: 'window';
      readonly kernel: readonly [number, number];
      readonly stride: readonly [number, number];
      readonly pad: readonly [number, number];
      readonly dilation: readonly [number, number];
    };

export interface TensorRef {
  readonly id: TensorId;
  readonly shape: Shape;
}

export interface Fused {
  readonly values: ActivationValues;
  /** Where the activation map goes. */
  readonly out: TensorRef;
}

/** What a layer may use while it writes its forward calls. */
export interface ForwardContext<A> {
  readonly attributes: A;
  readonly ins: readonly TensorRef[];
  readonly out: TensorRef;
  readonly mode: 'infer' | 'train';
  /** An activation that this layer's kernel applies in the same dispatch; null when none is fused. */
  readonly fused: Fused | null;
  /** Id of a weight, by its name. */
  weight(name: string): TensorId;
  /** A tensor of this call alone, by a name within the layer: the same id again in the backward pass. */
  temporary(name: string, shape: Shape): TensorRef;
  /** Scalars of the step (training only). */
  readonly hyper: TensorId | null;
  /** A number of its own for this node, the same in every plan of the model. */
  readonly salt: number;
}

export interface BackwardContext<A> extends ForwardContext<A> {
  /** Gradient of the loss with respect to the layer's output. */
  readonly gradient: TensorRef;
  /** Where the gradient of each input goes; null where nothing before needs it. */
  readonly inGradients: readonly (TensorRef | null)[];
  /** Where the gradient of a weight goes; null where nobody asks for it, as in inference. */
  weightGradient(name: string): TensorId | null;
}

/** The heading under which a palette lists a layer. Nothing else is read from it. */
export type LayerCategory = 'convolution' | 'pooling' | 'activation' | 'dense' | 'normalisation' | 'shape' | 'combine';

export interface LayerDef<F extends AttributeForms = AttributeForms, K extends EquationKind = EquationKind> {
  readonly category: LayerCategory;
  /**
   * What it computes, as one line of mathematics. x is the input and y the output; c, k are channels, i, j rows and
   * columns, u, v rows and columns of a window; s is the stride, p the padding and d the dilation.
   */
  readonly formula: string;
  /** The kind of equation that `explain` gives. */
  readonly equation: K;
  /** In inference, its switches fixed (which pixel is the largest), each output is a sum of inputs times constants, plus one. */
  readonly affine: boolean;
  /** Its filters can be looked at and edited: kernels that slide, or rows of a matrix. The weights are `weight` and `bias`. */
  readonly filters: 'kernels' | 'rows' | null;
  /** It gives feature maps: an activation function that reads them is drawn beside them, under one range. */
  readonly features: boolean;
  readonly attributes: F;
  readonly inputs: { readonly min: number; readonly max: number };
  /** Output shape, batch included. Throws EngineError('shape' | 'attribute'). */
  infer(attributes: Attributes<F>, ins: readonly Shape[]): Shape;
  weights(attributes: Attributes<F>, ins: readonly Shape[]): readonly WeightDef[];
  cost(attributes: Attributes<F>, ins: readonly Shape[], out: Shape): Cost;
  receptiveField(attributes: Attributes<F>): ReceptiveField;
  /** How channels mix. Null where the channels asked for read nothing of the input. */
  channels(question: ChannelQuestion<Attributes<F>>): Channels | null;
  /** Whether it gives zeros alone for zeros alone, whatever its weights. */
  keepsZero(attributes: Attributes<F>): boolean;
  forward(context: ForwardContext<Attributes<F>>): readonly KernelCall[];
  backward(context: BackwardContext<Attributes<F>>): readonly KernelCall[];
  /** One output value (of the first sample, as in inference) as an equation over what the layer read. */
  explain(context: ExplainContext<Attributes<F>>): ExplanationOf<K>;
  /** Present on activation layers: what a producer that fuses must compute. */
  activation?(attributes: Attributes<F>): ActivationValues;
  /** This layer's last kernel can apply an activation in the same dispatch. In training too, or not. */
  readonly fuses?: 'always' | 'infer';
  /**
   * The output is the input under another shape or name: no kernel runs, forwards or backwards, and storage is shared.
   * In training too, or not.
   */
  readonly alias?: 'always' | 'infer';
  /** Axis along which the inputs lie side by side in the output, when producers may write into their slice. */
  concatAxis?(attributes: Attributes<F>): number;
  /** Cases for the contract tests; a kernel's start-up self-check runs on one of them. */
  readonly samples: readonly Sample[];
}

/** Attributes (missing ones at their default) and input shapes to test a layer with. */
export interface Sample {
  readonly attributes: { readonly [name: string]: AttributeValue };
  readonly ins: readonly Shape[];
}

export function defineLayer<const F extends AttributeForms, K extends EquationKind>(
  def: LayerDef<F, K>,
): LayerDef<F, K> {
  return def;
}

/** A LayerDef whose attributes are not known here; validated values only reach it through `checkAttributes`. */
export interface AnyLayerDef {
  readonly category: LayerCategory;
  readonly formula: string;
  readonly equation: EquationKind;
  readonly affine: boolean;
  readonly filters: 'kernels' | 'rows' | null;
  readonly features: boolean;
  readonly attributes: AttributeForms;
  readonly inputs: { readonly min: number; readonly max: number };
  infer(attributes: CheckedAttributes, ins: readonly Shape[]): Shape;
  weights(attributes: CheckedAttributes, ins: readonly Shape[]): readonly WeightDef[];
  cost(attributes: CheckedAttributes, ins: readonly Shape[], out: Shape): Cost;
  receptiveField(attributes: CheckedAttributes): ReceptiveField;
  channels(question: ChannelQuestion<CheckedAttributes>): Channels | null;
  keepsZero(attributes: CheckedAttributes): boolean;
  forward(context: ForwardContext<CheckedAttributes>): readonly KernelCall[];
  backward(context: BackwardContext<CheckedAttributes>): readonly KernelCall[];
  explain(context: ExplainContext<CheckedAttributes>): Explanation;
  activation?(attributes: CheckedAttributes): ActivationValues;
  readonly fuses?: 'always' | 'infer';
  readonly alias?: 'always' | 'infer';
  concatAxis?(attributes: CheckedAttributes): number;
  readonly samples: readonly Sample[];
}

export type CheckedAttributes = { readonly [name: string]: AttributeValue };

/**
 * Fills in defaults and checks every value against its form. Throws EngineError('attribute') that names the attribute,
 * what it may be and what it was.
 */
export function checkAttributes(
  def: Pick<AnyLayerDef, 'attributes'>,
  given: { readonly [name: string]: AttributeValue | undefined },
): CheckedAttributes {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(def.attributes, name)) {
      throw new EngineError('attribute', `there is no attribute ${name}`, {
        expected: Object.keys(def.attributes).join(', ') || 'none',
      });
    }
  }
  return Object.fromEntries(
    Object.entries(def.attributes).map(([name, form]) => {
      const value = given[name] ?? form.default;
      checkOne(name, form, value);
      return [name, value];
    }),
  );
}

function checkOne(name: string, form: AttributeForm, value: AttributeValue): void {
  const wrong = (expected: string): never => {
    throw new EngineError('attribute', `attribute ${name}`, { expected, got: JSON.stringify(value) });
  };
  const inRange = (v: unknown, min: number, max: number, whole: boolean): boolean =>
    typeof v === 'number' && !Number.isNaN(v) && v >= min && v <= max && (!whole || Number.isInteger(v));
  const list = (length: number | null, min: number, max: number): boolean =>
    Array.isArray(value) &&
    (length === null || value.length === length) &&
    value.every((v) => inRange(v, min, max, true));
  switch (form.kind) {
    case 'integer':
    case 'number':
      if (!inRange(value, form.min, form.max, form.kind === 'integer')) {
        wrong(`${form.kind === 'integer' ? 'a whole number' : 'a number'} from ${form.min} to ${form.max}`);
      }
      return;
    case 'pair':
      if (!list(2, form.min, form.max)) wrong(`two whole numbers from ${form.min} to ${form.max}`);
      return;
    case 'sides':
      if (!list(4, form.min, form.max)) wrong(`four whole numbers from ${form.min} to ${form.max}`);
      return;
    case 'sizes':
      if (!list(null, -1, 2 ** 31 - 1)) wrong('a list of whole numbers');
      return;
    case 'flag':
      if (typeof value !== 'boolean') wrong('true or false');
      return;
    case 'choice':
      if (typeof value !== 'string' || !form.options.includes(value)) wrong(`one of ${form.options.join(', ')}`);
      return;
  }
}
