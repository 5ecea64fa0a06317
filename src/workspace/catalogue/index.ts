/** All networks that can be opened, from any source, and their only loader. */
import { fetchFile } from '../../core/ahead';
import { decodeModel, type StoredModel } from '../../formats/model';
import type { InputKind } from '../choices';
import { type ModelRecord, type ModelSource, modelAddress, shipped } from './records';

/** Fetches and decodes one of the page's models. */
async function fetched(base: string, id: string): Promise<StoredModel> {
  const response = await fetchFile(modelAddress(base, id));
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  return decodeModel(new Uint8Array(await response.arrayBuffer()));
}

export interface Catalogue {
  /** All records, shipped ones first. */
  records(): readonly ModelRecord[];
  /** Throws if there is no such source. */
  record(source: ModelSource): ModelRecord;
  /** The source of a shipped model by its name in an address or form; null if there is none. */
  shipped(id: string | null): ModelSource | null;
  /** The default network for a kind of input. */
  usualFor(kind: InputKind): ModelSource;
  /** A model's network and weights, loaded once. Rejects if fetching or decoding fails; a later call tries again. */
  load(source: ModelSource): Promise<StoredModel>;
  /** Adds a model that did not come with the page; `load` returns it whenever it is opened. */
  add(record: ModelRecord, load: () => Promise<StoredModel>): void;
}

/** `base` is the folder of the page's files. */
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
      // After a failure, the next request tries again.
      known.catch(() => loaded.delete(source));
      return known;
    },
    add,
  };
}

/** The shipped network for a kind of input. */
function usual(kind: InputKind): ModelSource {
  const record = shipped.find(({ takes }) => takes.includes(kind)) ?? shipped[0];
  if (!record) throw new Error('no model is shipped');
  return record.source;
}
