/**
 * The networks that can be opened, and what is known of each without opening it. The one place that names the shipped
 * ones; adding one is a record here and a file in public/models.
 */
import { decodeModel, type StoredModel } from '../formats/model';
import type { InputKind, Language } from './choices';
import type { GalleryId } from './input/gallery';

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

const shipped: readonly ModelRecord[] = [
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

/** Fetches and decodes a model of the page's own files. */
async function fetched(base: string, id: string): Promise<StoredModel> {
  const response = await fetch(`${base}models/${id}.safetensors`);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  return decodeModel(new Uint8Array(await response.arrayBuffer()));
}

export interface Catalogue {
  /** All records, the shipped ones first. */
  records(): readonly ModelRecord[];
  /** Throws where there is no such source. */
  record(source: ModelSource): ModelRecord;
  /** The source of a shipped model by its name in an address or a form; null where there is none. */
  shipped(id: string | null): ModelSource | null;
  /** The network that is opened for a kind of input. */
  usualFor(kind: InputKind): ModelSource;
  /** A model's network and weights; each is loaded once. Rejects with what fetching and decoding throw, and may be asked again. */
  load(source: ModelSource): Promise<StoredModel>;
  /** Takes in a model that did not come with the page; `load` gives it whenever it is opened. */
  add(record: ModelRecord, load: () => Promise<StoredModel>): void;
}

/** `base` is the folder of the page's own files. */
export function createCatalogue(base: string): Catalogue {
  const entries = new Map<ModelSource, { readonly record: ModelRecord; readonly load: () => Promise<StoredModel> }>();
  const loaded = new Map<ModelSource, Promise<StoredModel>>();
  const add: Catalogue['add'] = (record, load) => void entries.set(record.source, { record, load });
  for (const record of shipped) add(record, () => fetched(base, record.source.id));

  const entry = (source: ModelSource) => {
    const known = entries.get(source);
    if (!known) throw new Error(`there is no model ${source.kind}:${source.id}`);
    return known;
  };
  return {
    records: () => [...entries.values()].map(({ record }) => record),
    record: (source) => entry(source).record,
    shipped: (id) => shipped.find(({ source }) => source.id === id)?.source ?? null,
    usualFor: (kind) => usual(kind),
    load(source) {
      const known = loaded.get(source) ?? entry(source).load();
      loaded.set(source, known);
      // One that did not come is asked for again the next time.
      known.catch(() => loaded.delete(source));
      return known;
    },
    add,
  };
}

/** The shipped network that a kind of input is for. */
function usual(kind: InputKind): ModelSource {
  const record = shipped.find(({ takes }) => takes.includes(kind)) ?? shipped[0];
  if (!record) throw new Error('no model is shipped');
  return record.source;
}

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
