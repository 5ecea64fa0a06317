/** Settings of a lesson's live view: set by the steps first, then by the learner. */
import type { CureName } from './cures';
import type { Cell, SquareKernel } from './evidence';

/** Controls that the convolution view offers. */
export type Control = 'kernel' | 'weights' | 'stride' | 'padding' | 'bias' | 'play';

/** Parts of a live view that a step can highlight, or cover until the question is answered. */
export type Part =
  | 'input'
  | 'kernel'
  | 'window'
  | 'feature'
  | 'active'
  | 'size'
  | 'controls'
  | 'stride'
  | 'padding'
  | 'bias'
  | 'sum'
  | 'pooled'
  | 'errors'
  | 'field'
  | 'maps'
  | 'row'
  | 'weights'
  | 'logits'
  | 'probabilities'
  | 'kernels'
  | 'answers'
  | 'accuracy'
  | 'fresh'
  | 'loss'
  | 'cures'
  | 'timeline'
  | 'answer';

/** A window's way over the picture whose map was found in an earlier step. */
export interface Geometry {
  readonly stride: number;
  readonly padding: number;
}

export interface Settings {
  readonly brings: 'draw' | 'picture';
  /** What is drawn for the learner: a digit, or one that is hard to tell from another. */
  readonly sample: number | 'undecided' | null;
  /** Parts that the lesson shows only later. */
  readonly covered: readonly Part[];
  /** The selected cell; for convolution and pooling, in the output. */
  readonly cell: Cell;
  /** The cells selected since the step began (see trailKey). */
  readonly trail: ReadonlySet<number>;
  /** The feature map shows only what has been visited. */
  readonly fills: boolean;
  /** How many pixels further to the right the same drawing is shown beside the first. */
  readonly shift: number;
  /** Maps found earlier, drawn beside the one that is asked for, all at one scale. Null: only one map, as large as fits. */
  readonly found: readonly Geometry[] | null;
  readonly controls: readonly Control[];
  readonly kernel: SquareKernel;
  readonly stride: number;
  readonly padding: number;
  readonly bias: number;
  readonly activation: boolean;
  readonly filter: number;
  readonly channels: readonly boolean[];
  readonly window: number;
  readonly isGlobal: boolean;
  /** Share of pixels struck by salt or pepper. */
  readonly noise: number;
  /** Added to every logit. */
  readonly added: number;
  readonly layer: string;
  readonly channel: number;
  /** What is shown of the training: its start, the first moment at which nine of ten are right, or its end. */
  readonly film: 'start' | 'nine' | 'end';
  /** What is done about overfitting. */
  readonly cure: CureName;
  /** The training pauses once this share of new pictures is right. */
  readonly pausesAt: number;
  /** Index of the year of the history. */
  readonly year: number;
  /** Degrees clockwise. */
  readonly turn: number;
  readonly contrast: number;
  readonly frame: boolean;
}

/** A cell's place in a trail. */
export const trailKey = (row: number, column: number): number => row * 4096 + column;

const square = (side: number, weights: readonly number[]): SquareKernel => ({ side, weights });

/** Kernels to choose from. Gradients are Sobel's, as usually printed: positive where the picture gets brighter. */
export const presets = {
  identity: square(3, [0, 0, 0, 0, 1, 0, 0, 0, 0]),
  vertical: square(3, [-1, 0, 1, -2, 0, 2, -1, 0, 1]),
  horizontal: square(3, [-1, -2, -1, 0, 0, 0, 1, 2, 1]),
  blur: square(3, new Array<number>(9).fill(1 / 9)),
  sharpen: square(3, [0, -1, 0, -1, 5, -1, 0, -1, 0]),
  outline: square(3, [-1, -1, -1, -1, 8, -1, -1, -1, -1]),
} as const satisfies Record<string, SquareKernel>;
export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as readonly PresetName[];

/** The averaging kernel of the given side. */
export const average = (side: number): SquareKernel => square(side, new Array<number>(side * side).fill(1 / side ** 2));

export const defaults: Settings = {
  brings: 'draw',
  sample: null,
  covered: [],
  cell: [14, 14],
  trail: new Set(),
  fills: false,
  shift: 0,
  found: null,
  controls: [],
  kernel: presets.vertical,
  stride: 1,
  padding: 0,
  bias: 0,
  activation: false,
  filter: 0,
  channels: [true, true, true],
  window: 2,
  isGlobal: false,
  noise: 0,
  added: 0,
  layer: 'relu1',
  channel: 0,
  film: 'start',
  cure: 'none',
  pausesAt: 2,
  year: 0,
  turn: 0,
  contrast: 1,
  frame: false,
};
