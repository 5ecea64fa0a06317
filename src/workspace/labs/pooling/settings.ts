/** The settings of the page "Pooling", their limits, and their encoding in the address. */
import type { PageCodec } from '../../address/codec';
import { isChoice } from '../../choices';
import { type LabColour, type LabSide, labColours, labSideOf, labSides } from '../labInput';

/** Pooling over windows, and over the whole map. */
export const windowKinds = ['max', 'average', 'min'] as const;
export const globalKinds = ['globalMax', 'globalAverage'] as const;
export const poolingKinds = [...windowKinds, ...globalKinds] as const;
export type WindowKind = (typeof windowKinds)[number];
export type PoolingKind = (typeof poolingKinds)[number];

/** What is pooled: the picture itself, or a network's map as the catalogue names it, `model:layer`. */
export type MapId = string;
const isMapId = (text: string | null): text is MapId => text !== null && /^(picture|[\w-]+:[\w.-]+)$/.test(text);

/** Sides the picture can be scaled to: at most 512 for a network, which makes many maps of it. */
export const sidesFor = (map: MapId): readonly LabSide[] =>
  map === 'picture' ? labSides : labSides.filter((side) => side <= 512);

/** The picture: the person's input, or fixed points of light. */
export const subjects = ['given', 'points'] as const;
export type Subject = (typeof subjects)[number];

/** What is done to the picture before it is pooled. */
export const experiments = ['none', 'noise', 'shift'] as const;
export type Experiment = (typeof experiments)[number];

export const noiseKinds = ['gaussian', 'salt', 'pepper'] as const;
export type NoiseKind = (typeof noiseKinds)[number];
/** Upper limit of each kind of noise: a standard deviation, and shares of the pixels. */
export const strongest = { gaussian: 0.5, salt: 0.3, pepper: 0.3 } as const satisfies Record<NoiseKind, number>;

/** Kernels for the strided convolution beside the poolings. */
export const kernelKinds = ['pixel', 'blur', 'edge'] as const;
export type KernelKind = (typeof kernelKinds)[number];

/** How an error is measured: absolutely, relative to the variation of the clean map, or each case by its own of both. */
export const measures = ['rmse', 'relative', 'own'] as const;
export type Measure = (typeof measures)[number];

export const markKinds = ['max', 'min', 'both', 'none'] as const;
export type MarkKind = (typeof markKinds)[number];

export const MOST_WINDOW = 8;
export const MOST_STRIDE = 8;
/** Most pixels the picture can be shifted, each way. */
export const MOST_SHIFT = 8;
export const MOST_SEED = 999;

/** One of two noise experiments beside each other: what is struck by which noise, and pooled by which windows. */
export interface NoiseCase {
  readonly subject: Subject;
  readonly side: LabSide;
  readonly window: number;
  readonly gaussian: number;
  readonly salt: number;
  readonly pepper: number;
  /** The noise whose strength is the plot's x axis. */
  readonly over: NoiseKind;
}

export interface PoolingSettings extends NoiseCase {
  readonly map: MapId;
  readonly channel: number;
  /** Planes of the picture, if the picture itself is pooled. */
  readonly colour: LabColour;
  readonly stride: number;
  readonly pad: number;
  readonly marks: MarkKind;
  readonly experiment: Experiment;
  readonly seed: number;
  readonly measure: Measure;
  /** The noise experiment beside this one; null: the one that contradicts it (see cases). */
  readonly other: NoiseCase | null;
  /** Whether a strided convolution stands beside the poolings; in the shift experiment it always does. */
  readonly beside: boolean;
  /** Pixels to the right and down. */
  readonly across: number;
  readonly down: number;
  readonly kernel: KernelKind;
}

export const defaultSettings: PoolingSettings = {
  map: 'picture',
  channel: 0,
  side: 28,
  colour: 'gray',
  subject: 'given',
  window: 2,
  stride: 2,
  pad: 0,
  marks: 'max',
  experiment: 'none',
  gaussian: 0,
  salt: 0.1,
  pepper: 0,
  seed: 1,
  over: 'salt',
  measure: 'own',
  other: null,
  beside: false,
  across: 1,
  down: 0,
  kernel: 'pixel',
};

/** What a link meant by leaving these out before the page opened without noise: such a link names no experiment. */
const formerDefaults = { experiment: 'noise', gaussian: 0.1, salt: 0, over: 'gaussian', measure: 'rmse' } as const;

/**
 * Makes settings consistent: padding is at most half a window, as in PyTorch, so that no window is empty; the side is
 * one that the map allows.
 */
export const consistent = (settings: PoolingSettings): PoolingSettings => ({
  ...settings,
  pad: Math.min(settings.pad, Math.floor(settings.window / 2)),
  side: sidesFor(settings.map).findLast((side) => side <= settings.side) ?? settings.side,
});

const choices = {
  colour: labColours,
  subject: subjects,
  marks: markKinds,
  experiment: experiments,
  over: noiseKinds,
  measure: measures,
  kernel: kernelKinds,
} as const;

/** Smallest and largest value of each number, and its step. */
export const numberLimits = {
  channel: [0, 4095, 1],
  window: [1, MOST_WINDOW, 1],
  stride: [1, MOST_STRIDE, 1],
  pad: [0, MOST_WINDOW / 2, 1],
  gaussian: [0, strongest.gaussian, 0.01],
  salt: [0, strongest.salt, 0.01],
  pepper: [0, strongest.pepper, 0.01],
  seed: [0, MOST_SEED, 1],
  across: [-MOST_SHIFT, MOST_SHIFT, 1],
  down: [-MOST_SHIFT, MOST_SHIFT, 1],
} as const satisfies { readonly [name: string]: readonly [least: number, most: number, step: number] };

type ChoiceName = keyof typeof choices;
type NumberName = keyof typeof numberLimits;
const choiceNames = Object.keys(choices) as ChoiceName[];
const numberNames = Object.keys(numberLimits) as NumberName[];

/** A number from an address, rounded to its step and within its limits; null for none. */
function readNumber(text: string | null, [least, most, step]: readonly [number, number, number]): number | null {
  const value = text === null || text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) return null;
  const within = Math.min(most, Math.max(least, value));
  return Number((Math.round(within / step) * step).toFixed(2));
}

const caseText = ({ subject, side, window, gaussian, salt, pepper, over }: NoiseCase): string =>
  [subject, side, window, gaussian, salt, pepper, over].join(' ');

function readCase(text: string | null): NoiseCase | null {
  const [subject = '', side = '', window = '', ...rest] = text?.split(' ') ?? [];
  const over = rest.pop() ?? '';
  const read = {
    window: readNumber(window, numberLimits.window),
    gaussian: readNumber(rest[0] ?? '', numberLimits.gaussian),
    salt: readNumber(rest[1] ?? '', numberLimits.salt),
    pepper: readNumber(rest[2] ?? '', numberLimits.pepper),
  };
  const { window: across, gaussian, salt, pepper } = read;
  const known = labSideOf(side);
  if (!isChoice(subjects, subject) || !isChoice(noiseKinds, over) || known === null) return null;
  if (across === null || gaussian === null || salt === null || pepper === null) return null;
  return { subject, side: known, window: across, gaussian, salt, pepper, over };
}

const plainNames = ['map', 'side', ...choiceNames, ...numberNames] as const;
const names = [...plainNames, 'other', 'beside'];

/** Whatever is written names its experiment, since links that do not are from before the page opened without noise. */
export const poolingCodec: PageCodec<PoolingSettings> = {
  isDragged: true,
  names,
  read(parameters) {
    const isFormer = !parameters.has('experiment') && names.some((name) => parameters.has(name));
    const base = isFormer ? { ...defaultSettings, ...formerDefaults } : defaultSettings;
    const chosen = choiceNames.flatMap((name) => {
      const text = parameters.get(name);
      return isChoice<string>(choices[name], text) ? [[name, text]] : [];
    });
    const numbers = numberNames.flatMap((name) => {
      const value = readNumber(parameters.get(name), numberLimits[name]);
      return value === null ? [] : [[name, value]];
    });
    const asked = parameters.get('map');
    const map = isMapId(asked) ? asked : base.map;
    const side = labSideOf(parameters.get('side')) ?? base.side;
    const other = readCase(parameters.get('other'));
    const beside = parameters.get('beside') === 'true';
    return consistent({ ...base, map, side, other, beside, ...Object.fromEntries([...chosen, ...numbers]) });
  },
  write(settings) {
    const texts: Record<string, string | null> = {
      ...Object.fromEntries(
        plainNames.map((name) => [name, settings[name] === defaultSettings[name] ? null : String(settings[name])]),
      ),
      other: settings.other && caseText(settings.other),
      beside: settings.beside ? 'true' : null,
    };
    const isAny = Object.values(texts).some((text) => text !== null);
    return isAny ? { ...texts, experiment: settings.experiment } : texts;
  },
};
