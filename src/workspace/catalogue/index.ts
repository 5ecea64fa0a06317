/** All networks that can be opened, from any source, and their only loader. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { fetchFile } from '../../core/ahead';
import { decodeModel, type StoredModel } from '../../formats/model';
import type { InputKind } from '../choices';
import { type ModelRecord, type ModelSource, mapsOf, modelAddress, type NetworkMap, shipped } from './records';
import type { Shelf } from './shelf';

/** Fetches and decodes one of the page's models. */
async function fetched(base: string, id: string): Promise<StoredModel> {
  const response = await fetchFile(modelAddress(base, id));
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  return decodeModel(new Uint8Array(await response.arrayBuffer()));
}

export interface Catalogue extends Entries {
  /** All records, shipped ones first. */
  readonly store: StoreApi<{ readonly records: readonly ModelRecord[] }>;
  records(): readonly ModelRecord[];
  /** Throws if there is no such source. */
  record(source: ModelSource): ModelRecord;
  /** A model by its name in an address or form; null if there is none. Saved ones are known once `shelf` is open. */
  named(id: string | null): ModelSource | null;
  /** The map called `model:layer`; null for any other text. */
  map(id: string): NetworkMap | null;
  /** The default network for a kind of input. */
  usualFor(kind: InputKind): ModelSource;
  /** A model's network and weights, loaded once. Rejects if fetching or decoding fails; a later call tries again. */
  load(source: ModelSource): Promise<StoredModel>;
  /** The networks saved on this device, which then are in the catalogue. */
  shelf(): Promise<Shelf>;
}

/** What can be done with models that did not come with the page. */
export interface Entries {
  /** Adds one, or replaces its record; `load` returns it whenever it is opened. */
  add(record: ModelRecord, load: () => Promise<StoredModel>): void;
  remove(source: ModelSource): void;
}

/** `base` is the folder of the page's files. */
export function createCatalogue(base: string): Catalogue {
  const loaders = new Map<ModelSource, () => Promise<StoredModel>>();
  const loaded = new Map<ModelSource, Promise<StoredModel>>();
  const store = createStore<{ readonly records: readonly ModelRecord[] }>()(() => ({ records: shipped }));
  for (const { source } of shipped) loaders.set(source, () => fetched(base, source.id));
  let shelf: Promise<Shelf> | null = null;

  const entries: Entries = {
    add(record, load) {
      loaders.set(record.source, load);
      const { records } = store.getState();
      const isKnown = records.some(({ source }) => source === record.source);
      const next = isKnown
        ? records.map((each) => (each.source === record.source ? record : each))
        : [...records, record];
      store.setState({ records: next });
    },
    remove(source) {
      loaders.delete(source);
      loaded.delete(source);
      store.setState(({ records }) => ({ records: records.filter((each) => each.source !== source) }));
    },
  };
  const find = (fits: (record: ModelRecord) => boolean): ModelRecord | undefined => store.getState().records.find(fits);
  const noModel = ({ kind, id }: ModelSource): Error => new Error(`there is no model ${kind}:${id}`);
  return {
    ...entries,
    store,
    records: () => store.getState().records,
    record(source) {
      const record = find((each) => each.source === source);
      if (!record) throw noModel(source);
      return record;
    },
    named: (id) => find(({ source }) => source.id === id)?.source ?? null,
    map: (id) =>
      store
        .getState()
        .records.flatMap(mapsOf)
        .find((map) => map.id === id) ?? null,
    usualFor: (kind) => usual(kind),
    load(source) {
      const load = loaders.get(source);
      if (!load) throw noModel(source);
      const known = loaded.get(source) ?? load();
      loaded.set(source, known);
      // After a failure, the next request tries again.
      known.catch(() => loaded.delete(source));
      return known;
    },
    shelf() {
      shelf ??= import('./shelf').then(({ openShelf }) => openShelf(entries));
      shelf.catch(() => {
        shelf = null;
      });
      return shelf;
    },
  };
}

/** The shipped network for a kind of input. */
function usual(kind: InputKind): ModelSource {
  const record = shipped.find(({ takes }) => takes.includes(kind)) ?? shipped[0];
  if (!record) throw new Error('no model is shipped');
  return record.source;
}
