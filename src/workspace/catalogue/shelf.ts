/**
 * The networks that a person has saved on this device, each a model file with a name. They stand in the catalogue beside
 * the shipped ones, so Explore and the labs open them like those. Where the browser keeps nothing, they last for this
 * visit.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { EngineError } from '../../core/errors';
import { decodeModel, encodeModel, type StoredModel } from '../../formats/model';
import { type ModelSpec, resolveModel } from '../../graph/model';
import { layerOf } from '../../layers';
import { checkPreprocessing } from '../../vision/preprocessing';
import { isFull, openDatabase } from '../storage/database';
import type { Entries } from './index';
import { isOwn, type ModelRecord, type ModelSource } from './records';

export interface SavedModel {
  readonly source: ModelSource;
  readonly name: string;
  /** When it was saved, in milliseconds since 1970. */
  readonly made: number;
  /** Model file (formats/model). */
  readonly file: Uint8Array<ArrayBuffer>;
}

/** Why something was not kept for the next visit. */
export type Unkept = 'full' | 'refused';

export interface Shelf {
  /** The latest first. */
  readonly store: StoreApi<{ readonly models: readonly SavedModel[]; readonly unkept: Unkept | null }>;
  /** Throws EngineError for a network or weights that do not fit together. */
  save(model: StoredModel, name: string): Promise<ModelSource>;
  /** Takes a model file from elsewhere. Throws EngineError('file' | …) as decodeModel does. */
  bring(file: Uint8Array, name: string): Promise<ModelSource>;
  rename(source: ModelSource, name: string): Promise<void>;
  remove(source: ModelSource): Promise<void>;
}

/** Most letters of a name. */
export const LONGEST_NAME = 60;

const trimmed = (name: string): string => name.trim().slice(0, LONGEST_NAME);

/** Convolutions, and the activations right behind them: what a laboratory can show. */
function mapsIn(spec: ModelSpec): ModelRecord['maps'] {
  const { nodes } = resolveModel(spec, 1);
  return nodes.flatMap((node) => {
    if (layerOf(node.type).filters !== 'kernels') return [];
    const after = nodes.find(({ inputs, type }) => inputs[0] === node.id && layerOf(type).activation);
    const map = { layer: node.id, isActivation: false };
    return after ? [map, { layer: after.id, isActivation: true }] : [map];
  });
}

function recordOf(source: ModelSource, name: string, spec: ModelSpec): ModelRecord {
  const isProbable = spec.nodes.find(({ id }) => id === spec.output)?.type === 'softmax';
  const isDrawn = checkPreprocessing(spec.preprocessing).kind === 'drawing';
  return {
    source,
    name: { en: name, ko: name },
    short: { en: name, ko: name },
    takes: isDrawn ? ['draw'] : ['picture', 'camera'],
    samples: [],
    output: isProbable ? 'probabilities' : 'logits',
    classes: 'all',
    maps: mapsIn(spec),
  };
}

/** A record as it was kept; null if it is none of ours. */
function readSaved({ id, name, made, file }: { readonly [field: string]: unknown }): SavedModel | null {
  if (typeof id !== 'string' || !isOwn(id) || typeof name !== 'string' || typeof made !== 'number') return null;
  if (!(file instanceof Uint8Array)) return null;
  return { source: { kind: 'trained', id }, name: trimmed(name) || id, made, file: new Uint8Array(file) };
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

const newId = (): string =>
  `own-${Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => (byte % 36).toString(36)).join('')}`;

/** Puts everything that was saved into the catalogue. What cannot be read is left where it is. */
export async function openShelf(entries: Entries): Promise<Shelf> {
  const store: Shelf['store'] = createStore(() => ({ models: [], unkept: null }));

  function stand(saved: SavedModel, stored: StoredModel): void {
    entries.add(recordOf(saved.source, saved.name, stored.spec), async () => stored);
  }

  /** Writes to the database if there is one; says why not, and goes on. */
  async function attempt(
    write: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<unknown>,
  ): Promise<void> {
    try {
      await write(await openDatabase());
      store.setState({ unkept: null });
    } catch (error) {
      store.setState({ unkept: isFull(error) ? 'full' : 'refused' });
    }
  }

  const put = ({ source: { id }, name, made, file }: SavedModel): Promise<void> =>
    attempt((database) => database.put('models', { id, name, made, file }));

  async function rename(source: ModelSource, name: string): Promise<void> {
    const saved = store.getState().models.find((each) => each.source === source);
    if (!saved || trimmed(name) === '' || trimmed(name) === saved.name) return;
    const renamed = { ...saved, name: trimmed(name) };
    stand(renamed, decodeModel(saved.file));
    store.setState(({ models }) => ({ models: models.map((each) => (each.source === source ? renamed : each)) }));
    await put(renamed);
  }

  /** The same network twice is one. */
  async function add(stored: StoredModel, file: Uint8Array<ArrayBuffer>, name: string): Promise<ModelSource> {
    const same = store.getState().models.find((each) => isSame(each.file, file));
    if (same) {
      await rename(same.source, name);
      return same.source;
    }
    const source: ModelSource = { kind: 'trained', id: newId() };
    const saved: SavedModel = { source, name: trimmed(name) || source.id, made: Date.now(), file };
    stand(saved, stored);
    store.setState(({ models }) => ({ models: [saved, ...models] }));
    await put(saved);
    return source;
  }

  try {
    const kept = await (await openDatabase()).getAll('models');
    const models = kept.flatMap((each) => readSaved(each) ?? []).sort((a, b) => b.made - a.made);
    const read = models.filter((saved) => {
      try {
        stand(saved, decodeModel(saved.file));
        return true;
      } catch {
        return false;
      }
    });
    store.setState({ models: read });
  } catch {
    store.setState({ unkept: 'refused' });
  }

  return {
    store,
    save: (model, name) => add(model, encodeModel(model.spec, model.weights, model.provenance), name),
    bring(file, name) {
      const stored = decodeModel(file);
      // The page shows what the network answers: an input that it can prepare, and names for the outputs.
      checkPreprocessing(stored.spec.preprocessing);
      if (stored.spec.labels.length === 0) throw new EngineError('file', 'the network has no class names');
      return add(stored, new Uint8Array(file), name);
    },
    rename,
    async remove(source) {
      entries.remove(source);
      store.setState(({ models }) => ({ models: models.filter((each) => each.source !== source) }));
      await attempt((database) => database.delete('models', source.id));
    },
  };
}
