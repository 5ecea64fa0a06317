/**
 * What a layer is: its attributes and their forms, shape rule, weights, cost, receptive field, the kernel calls of its
 * forward and backward pass, and facts about it. The page, the planner, the file formats and the tests take everything
 * they know about a layer type from this one definition. Every fact is required, so that none is forgotten or inferred
 * from the type or category.
 */
import { EngineError } from '../core/errors';
import type { Shape, WindowAxis } from '../core/shapes';
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

/** The type of value a form edits. */
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

/** How many inputs an output of a filter reads, and how many outputs an input feeds (without regard to the border). */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

export interface WeightDef {
  readonly name: string;
  readonly shape: Shape;
  /** `weight`: trained. `state`: updated by the forward pass in training (running statistics), not by the optimiser. */
  readonly role: 'weight' | 'state';
  /** Whether weight decay applies (filters, not biases or scales). */
  readonly decays: boolean;
  /**
   * Entry c of its first axis belongs to output channel c, and that channel is zero everywhere once entry c is zero in
   * all such weights of the layer.
   */
  readonly silences: boolean;
  /** How it begins in a network that will be trained: with one value, or at random by how much it connects. */
  readonly initial: number | Fans;
}

export interface Cost {
  /** Multiply-accumulates of one forward pass or, for layers without any, element-wise operations. */
  readonly macs: number;
  readonly parameters: number;
}

/**
 * Which input pixels one output pixel depends on, along y and x: a window, everything, or only its own position. For
 * output (i, j) the window spans i stride - pad ... + dilation (kernel - 1).
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

export type WindowAxes = readonly [rows: WindowAxis, columns: WindowAxis];

export interface TensorRef {
  readonly id: TensorId;
  readonly shape: Shape;
}

export interface Fused {
  readonly values: ActivationValues;
  /** Where the activation map goes. */
  readonly out: TensorRef;
}

/** What a layer can use while emitting its forward calls. */
export interface ForwardContext<A> {
  readonly attributes: A;
  readonly ins: readonly TensorRef[];
  readonly out: TensorRef;
  readonly mode: 'infer' | 'train';
  /** An activation that this layer's kernel applies in the same dispatch; null when nothing is fused. */
  readonly fused: Fused | null;
  /** A weight's tensor id, by name. */
  weight(name: string): TensorId;
  /** A tensor private to this node, by a name within the layer; the backward pass gets the same id. */
  temporary(name: string, shape: Shape): TensorRef;
  /** The step's scalars (training only). */
  readonly hyper: TensorId | null;
  /** A number unique to this node, the same in every plan of the model. */
  readonly salt: number;
}

export interface BackwardContext<A> extends ForwardContext<A> {
  /** Gradient of the loss with respect to the layer's output. */
  readonly gradient: TensorRef;
  /** Where each input's gradient goes; null where nothing upstream needs it. */
  readonly inGradients: readonly (TensorRef | null)[];
  /** Where a weight's gradient goes; null where it is not wanted. In inference, only filters' gradients ever are. */
  weightGradient(name: string): TensorId | null;
}

/** The heading under which a palette lists a layer; used for nothing else. */
export type LayerCategory = 'convolution' | 'pooling' | 'activation' | 'dense' | 'normalisation' | 'shape' | 'combine';

export interface LayerDef<F extends AttributeForms = AttributeForms, K extends EquationKind = EquationKind> {
  readonly category: LayerCategory;
  /**
   * What it computes, as one line of mathematics: x is the input and y the output; c and k are channels, i and j rows
   * and columns, u and v rows and columns of a window; s is the stride, p the padding and d the dilation.
   */
  readonly formula: string;
  /** The kind of equation `explain` returns. */
  readonly equation: K;
  /** In inference, with its switches fixed (which pixel is the maximum), each output is affine in the inputs. */
  readonly affine: boolean;
  /** Its filters can be inspected and edited: sliding kernels or matrix rows. The weights are `weight` and `bias`. */
  readonly filters: 'kernels' | 'rows' | null;
  /** Its output is feature maps: an activation function reading them is drawn beside them, on the same colour range. */
  readonly features: boolean;
  readonly attributes: F;
  readonly inputs: { readonly min: number; readonly max: number };
  /** Output shape, batch included. Throws EngineError('shape' | 'attribute'). */
  infer(attributes: Attributes<F>, ins: readonly Shape[]): Shape;
  weights(attributes: Attributes<F>, ins: readonly Shape[]): readonly WeightDef[];
  cost(attributes: Attributes<F>, ins: readonly Shape[], out: Shape): Cost;
  receptiveField(attributes: Attributes<F>): ReceptiveField;
  /** Present on layers that slide a window: its two axes, from which `infer` takes the output's height and width. */
  axes?(attributes: Attributes<F>, ins: readonly Shape[]): WindowAxes;
  /** How channels mix. Null where the given channels read nothing of the input. */
  channels(question: ChannelQuestion<Attributes<F>>): Channels | null;
  /** Whether all-zero inputs give all-zero outputs, whatever the weights. */
  keepsZero(attributes: Attributes<F>): boolean;
  forward(context: ForwardContext<Attributes<F>>): readonly KernelCall[];
  backward(context: BackwardContext<Attributes<F>>): readonly KernelCall[];
  /** One output value (of the first sample, in inference) as an equation over the layer's inputs. */
  explain(context: ExplainContext<Attributes<F>>): ExplanationOf<K>;
  /** Present on activation layers: what a fusing producer must compute. */
  activation?(attributes: Attributes<F>): ActivationValues;
  /** This layer's last kernel can apply an activation in the same dispatch: always, or only in inference. */
  readonly fuses?: 'always' | 'infer';
  /**
   * The output is the input under another shape or name, always or only in inference: no kernel runs, forwards or
   * backwards, and storage is shared.
   */
  readonly alias?: 'always' | 'infer';
  /** The axis along which inputs lie side by side in the output, when producers may write into their slices. */
  concatAxis?(attributes: Attributes<F>): number;
  /** Cases for the contract tests; each kernel's start-up self-check runs on one of them. */
  readonly samples: readonly Sample[];
}

/** Attributes (defaults where missing) and input shapes to test a layer with. */
export interface Sample {
  readonly attributes: { readonly [name: string]: AttributeValue };
  readonly ins: readonly Shape[];
}

export function defineLayer<const F extends AttributeForms, K extends EquationKind>(
  def: LayerDef<F, K>,
): LayerDef<F, K> {
  return def;
}

/** A LayerDef whose attributes are not known here; only values validated by `checkAttributes` may reach it. */
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
  axes?(attributes: CheckedAttributes, ins: readonly Shape[]): WindowAxes;
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
 * Fills in defaults and checks every value against its form. Throws EngineError('attribute') naming the attribute, what
 * it may be and what it was.
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
