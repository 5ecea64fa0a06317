/**
 * What is known of each network without opening it, and the one place that names the shipped ones: adding one is a record
 * here and a file in public/models. Imports nothing, as the page's first statements read it.
 */
import type { InputKind, Language } from '../choices';
import type { GalleryId } from '../input/gallery';

/** Where a network comes from. Two sources are the same one when they are the same object: ask the catalogue for them. */
export interface ModelSource {
  readonly kind: 'shipped' | 'file' | 'trained';
  readonly id: string;
}

/** What the values that a network ends with are: `logits` become probabilities by a softmax for display. */
export type OutputMeaning = 'probabilities' | 'logits' | 'values';

/**
 * What a network's file does not say itself. Its spec has its labels, its input's channels and size, and how an input is
 * prepared for it.
 */
export interface ModelRecord {
  readonly source: ModelSource;
  readonly name: Readonly<Record<Language, string>>;
  /** The same in a few words, beside the name of a layer. */
  readonly short: Readonly<Record<Language, string>>;
  /** Kinds of input that it was made for; it can be shown any. The first is what it is opened with. */
  readonly takes: readonly [InputKind, ...InputKind[]];
  /** Pictures of the gallery to try it with, for one that takes pictures. */
  readonly samples: readonly GalleryId[];
  readonly output: OutputMeaning;
  /** Layers whose maps a laboratory can take. */
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
    maps: pairs(2),
  },
  {
    source: { kind: 'shipped', id: 'objects' },
    name: { en: 'Objects in colour, 32 × 32', ko: '컬러 사물, 32 × 32' },
    short: { en: 'objects', ko: '사물' },
    takes: ['picture', 'camera'],
    samples: ['cat', 'aeroplane', 'boats', 'rocket'],
    output: 'probabilities',
    maps: pairs(5),
  },
];

/** Names of the shipped models in addresses, the one that the page opens with first. */
export const shippedNames: readonly string[] = shipped.map(({ source }) => source.id);

/** A map of a shipped network, named `model:layer` in forms and addresses. */
export interface ShippedMap {
  readonly id: string;
  readonly record: ModelRecord;
  readonly layer: string;
  /** Behind an activation function; else a feature map. */
  readonly isActivation: boolean;
}

/** All that a laboratory can take. */
export const shippedMaps: readonly ShippedMap[] = shipped.flatMap((record) =>
  record.maps.map((map) => ({ id: `${record.source.id}:${map.layer}`, record, ...map })),
);

/** The file of a shipped network; `base` is the folder of the page's own files. */
export const modelAddress = (base: string, id: string): string => `${base}models/${id}.safetensors`;
