/**
 * A set to learn from: its facts, which the page and the worker share, and its pictures. There are three origins. A
 * bundled set is fetched, a generated one is made, both in the worker that trains; an own one (ownSets.ts) is handed to
 * it. To add a bundled or generated set, add a record and its words (`train.sets.<name>`).
 */
import { EngineError } from '../../core/errors';
import type { Augmentation } from '../../train/data/augment';
import { GENERATED_SIDE, type GeneratedKind, generate, generatedKinds } from '../../train/data/generated';
import { readIdxSet } from '../../train/data/idx';
import type { ImageSet } from '../../train/data/imageSet';
import type { Preprocessing } from '../../vision/preprocessing';

export interface SetFacts {
  /** As in a recipe. */
  readonly id: SetId;
  /** Any texts, no two alike. */
  readonly labels: readonly string[];
  readonly shape: readonly [channels: number, height: number, width: number];
  /** What makes a picture of the set of what the person draws or brings; its normalisation is that of the set, too. */
  readonly preprocessing: Preprocessing;
  /** The sample digit that an empty pad begins with, if the set is of digits. */
  readonly sample: number | null;
  /** What makes each picture a little different every time it is learned from. */
  readonly augmentation: Augmentation;
  /** How long a run is as a film, in seconds. */
  readonly seconds: number;
  /** How its pictures are divided: equally mixed, the last fifth is kept back; else a fifth of each class. */
  readonly isMixed: boolean;
}

/** Whose pictures are null, the worker opens by itself. */
export interface TrainingSet {
  readonly facts: SetFacts;
  readonly pictures: ImageSet | null;
}

interface SetRecord extends Omit<SetFacts, 'id'> {
  /** Fetched from below `base`, or made. */
  open(base: string): Promise<ImageSet>;
}

/** Pictures of a generated set; of one that takes longer to draw, half as many. */
const GENERATED = 10_000;
const GENERATED_SEED = 2026;
const FILM = 30;

/** A file under gzip; one that the server or the browser has unpacked already is taken as it is. */
async function unpacked(address: string): Promise<Uint8Array> {
  const response = await fetch(address);
  if (!response.ok) throw new EngineError('file', `${response.status} ${response.statusText}`.trim());
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function bundled(base: string, name: string): Promise<ImageSet> {
  const [images, labels] = await Promise.all(
    ['images', 'labels'].map((what) => unpacked(`${base}data/${name}.${what}.gz`)),
  );
  return readIdxSet(images ?? new Uint8Array(), labels ?? new Uint8Array());
}

/** Turned, a bar would be of another class. */
const upright = { kind: 'digit', scale: [0.9, 1.1], translation: 2, contrast: [0.7, 1] } as const;
/** Clothes lie still. */
const still = { ...upright, rotation: 4 } as const;
/** Drawings are turned, slanted, bent, and drawn with any pen. */
export const drawn = {
  kind: 'digit',
  rotation: 8,
  slant: 0.15,
  scale: [0.9, 1.1],
  stretch: 0.1,
  translation: 1,
  elastic: 0.3,
  thickness: [-1, 0.6],
  thicknessChance: 0.2,
  contrast: [0.8, 1],
  recentre: 0.1,
} as const;

const SIDE = 28;
const size = [SIDE, SIDE] as const;

/** Of digits: light ink on black, boxed and centred. */
export const drawing = (mean: number, deviation: number): Preprocessing => ({
  kind: 'drawing',
  box: 20,
  size,
  mean: [mean],
  deviation: [deviation],
});

const common = { sample: null, seconds: FILM, isMixed: true } as const;
const grey = { ...common, shape: [1, SIDE, SIDE] } as const;

const generated = (kind: GeneratedKind, preprocessing: Preprocessing, augmentation: Augmentation): SetRecord => ({
  ...common,
  labels: generatedKinds[kind].labels,
  shape: [generatedKinds[kind].channels, GENERATED_SIDE, GENERATED_SIDE],
  preprocessing,
  augmentation,
  open: async () => generate(kind, preprocessing.kind === 'drawing' ? GENERATED : GENERATED / 2, GENERATED_SEED),
});

const trainingSets = {
  mnist: {
    ...grey,
    labels: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    preprocessing: drawing(0.1307, 0.3081),
    sample: 4,
    open: (base) => bundled(base, 'mnist'),
    augmentation: drawn,
  },
  fashion: {
    ...grey,
    labels: ['T-shirt', 'trousers', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'trainer', 'bag', 'boot'],
    preprocessing: drawing(0.286, 0.353),
    open: (base) => bundled(base, 'fashion'),
    augmentation: still,
  },
  bars: generated('bars', drawing(0.16, 0.33), upright),
  shapes: generated('shapes', drawing(0.16, 0.33), upright),
  textures: generated(
    'textures',
    { kind: 'picture', size, mean: [0.38], deviation: [0.37] },
    { kind: 'picture', brightness: 0.1, contrast: 0.2 },
  ),
  colours: generated(
    'colours',
    { kind: 'picture', size, mean: [0.3, 0.3, 0.31], deviation: [0.18, 0.16, 0.19] },
    { kind: 'picture', brightness: 0.05, contrast: 0.1 },
  ),
} as const satisfies { readonly [name: string]: SetRecord };

export type SetName = keyof typeof trainingSets;
/** An own set's id begins with `own:`. */
export type OwnId = `own:${string}`;
export type SetId = SetName | OwnId;

export const setNames = Object.keys(trainingSets) as readonly SetName[];

export const isOwn = (id: string): id is OwnId => /^own:[a-z0-9]{1,24}$/.test(id);

/** The facts of a bundled or generated set. */
export function setOf(id: SetName): SetFacts {
  const { open: _, ...facts }: SetRecord = trainingSets[id];
  return { ...facts, id };
}

/** Its pictures. Throws EngineError('file') when they cannot be had. */
export async function picturesOf({ facts, pictures }: TrainingSet, base: string): Promise<ImageSet> {
  if (pictures) return pictures;
  const name = setNames.find((each) => each === facts.id);
  if (!name) throw new EngineError('input', 'a set without pictures', { got: facts.id });
  return trainingSets[name].open(base);
}
