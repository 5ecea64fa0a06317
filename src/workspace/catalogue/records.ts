/**
 * What is known about each network without opening it. The only place that names the shipped ones: to add one, add a
 * record here and a file in public/models. Imports nothing, because the page's first statements read it.
 */
import type { InputKind, Language } from '../choices';
import type { GalleryId } from '../input/gallery';

/** Where a network comes from. Sources are compared by identity, so get them from the catalogue. */
export interface ModelSource {
  readonly kind: 'shipped' | 'file' | 'trained';
  readonly id: string;
}

/** What a network's output means; `logits` become probabilities by a softmax for display. */
export type OutputMeaning = 'probabilities' | 'logits' | 'values';

/** What a network's file does not say. Its spec has the labels, the input's channels and size and the preprocessing. */
export interface ModelRecord {
  readonly source: ModelSource;
  readonly name: Readonly<Record<Language, string>>;
  /** A few words of description, for use beside the name of a layer. */
  readonly short: Readonly<Record<Language, string>>;
  /** Kinds of input it was made for; it accepts any. It opens with the first. */
  readonly takes: readonly [InputKind, ...InputKind[]];
  /** Gallery pictures to try it with, if it takes pictures. */
  readonly samples: readonly GalleryId[];
  readonly output: OutputMeaning;
  /** Whether its classes are all that the inputs it takes may show, or only some of the things in the world. */
  readonly classes: 'all' | 'some';
  /** Captions written by hand, by the layer of a block; the others follow from the layers (see stage/captions.ts). */
  readonly captions?: Readonly<Record<string, Readonly<Record<Language, string>>>>;
  /** Layers whose maps a laboratory can use. */
  readonly maps: readonly { readonly layer: string; readonly isActivation: boolean }[];
}

/** Convolutions `conv1`, `conv2`, … each with its activation `relu1`, `relu2`, … */
const pairs = (count: number): ModelRecord['maps'] =>
  Array.from({ length: count }, (_, i) => [
    { layer: `conv${i + 1}`, isActivation: false },
    { layer: `relu${i + 1}`, isActivation: true },
  ]).flat();

export const shipped: readonly ModelRecord[] = [
  {
    source: { kind: 'shipped', id: 'digits' },
    name: { en: 'Digits, 28 × 28', ko: '숫자, 28 × 28' },
    short: { en: 'digits', ko: '숫자' },
    takes: ['draw'],
    samples: [],
    output: 'probabilities',
    classes: 'all',
    captions: {
      conv1: { en: 'Finds strokes', ko: '획 찾기' },
      conv2: { en: 'Finds parts made of strokes', ko: '획이 모인 부분 찾기' },
    },
    maps: pairs(2),
  },
  {
    source: { kind: 'shipped', id: 'objects' },
    name: { en: 'Objects in colour, 32 × 32', ko: '컬러 사물, 32 × 32' },
    short: { en: 'objects', ko: '사물' },
    takes: ['picture', 'camera'],
    samples: ['cat', 'dog', 'horse', 'moose', 'kingfisher', 'aeroplane', 'boats'],
    output: 'probabilities',
    classes: 'some',
    captions: {
      conv1: { en: 'Edges, colours', ko: '가장자리와 색' },
      conv2: { en: 'Textures', ko: '질감' },
      conv3: { en: 'Patterns', ko: '무늬' },
      conv4: { en: 'Parts', ko: '부분' },
      conv5: { en: 'Whole things', ko: '사물 전체' },
    },
    maps: pairs(5),
  },
];

/** Names of the shipped models in addresses; the page opens with the first. */
export const shippedNames: readonly string[] = shipped.map(({ source }) => source.id);

/** A map of a network, called `model:layer` in forms and addresses. */
export interface NetworkMap {
  readonly id: string;
  readonly record: ModelRecord;
  readonly layer: string;
  /** After an activation function; else a feature map. */
  readonly isActivation: boolean;
}

/** The maps of a network that a laboratory can use. */
export const mapsOf = (record: ModelRecord): readonly NetworkMap[] =>
  record.maps.map((map) => ({ id: `${record.source.id}:${map.layer}`, record, ...map }));

/** Ids of saved networks in addresses: `own-` and some letters and digits. */
export const isOwn = (id: string): boolean => /^own-[a-z0-9]{1,16}$/.test(id);

/** The file of a shipped network; `base` is the folder of the page's files. */
export const modelAddress = (base: string, id: string): string => `${base}models/${id}.safetensors`;
