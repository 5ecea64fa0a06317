/**
 * The data sets to train on, one record each. To add one, add a record and its words (`train.sets.<name>`). Sets are
 * opened where they are used: in the worker that trains.
 */
import { EngineError } from '../../core/errors';
import type { Augmentation } from '../../train/data/augment';
import { type GeneratedKind, generate, generatedKinds } from '../../train/data/generated';
import { readIdxSet } from '../../train/data/idx';
import type { ImageSet } from '../../train/data/imageSet';
import type { Normalisation } from '../../train/samples';

interface SetRecord {
  readonly labels: readonly string[];
  readonly normalisation: Normalisation;
  /** The sample digit that an empty pad begins with, if the set is of digits. */
  readonly sample: number | null;
  /** Fetched from below `base`, or made. */
  open(base: string): Promise<ImageSet>;
  /** What makes each picture a little different every time it is learned from. */
  readonly varied: Augmentation;
}

/** Pictures of a generated set, as many as the bundled digits. */
const GENERATED = 10_000;
const GENERATED_SEED = 2026;

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

/** Clothes lie still. */
const still = { kind: 'digit', rotation: 4, scale: [0.9, 1.1], translation: 2, contrast: [0.7, 1] } as const;
/** Drawings are turned, slanted, bent, and drawn with any pen. */
const drawn = {
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

const generated = (kind: GeneratedKind): SetRecord => ({
  labels: generatedKinds[kind].classes.map(({ label }) => label),
  normalisation: { mean: [0.16], deviation: [0.33] },
  sample: null,
  open: async () => generate(kind, GENERATED, GENERATED_SEED),
  // Turned further, a bar would be of another class.
  varied: { ...still, rotation: 0 },
});

export const trainingSets = {
  mnist: {
    labels: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    normalisation: { mean: [0.1307], deviation: [0.3081] },
    sample: 4,
    open: (base) => bundled(base, 'mnist'),
    varied: drawn,
  },
  fashion: {
    labels: ['T-shirt', 'trousers', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'trainer', 'bag', 'boot'],
    normalisation: { mean: [0.286], deviation: [0.353] },
    sample: null,
    open: (base) => bundled(base, 'fashion'),
    varied: still,
  },
  bars: generated('bars'),
  shapes: generated('shapes'),
} as const satisfies { readonly [name: string]: SetRecord };

export type SetName = keyof typeof trainingSets;
export const setNames = Object.keys(trainingSets) as readonly SetName[];

export const setOf = (name: SetName): SetRecord => trainingSets[name];

/** The share of a set that is never learned from: "new" pictures. It lies at the end. */
export const HELD_BACK = 0.2;
