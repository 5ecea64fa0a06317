/**
 * What the page keeps on this device between visits, in one IndexedDB database: runs of training and their moments,
 * saved networks, and classes drawn by hand. Nothing else opens it. Each owner checks what it reads: another version
 * of the page, or another tab, may have written it.
 *
 *   const database = await openDatabase();
 *   await database.put('models', { id, name, … });
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { EngineError } from '../../core/errors';
import { DATABASE } from './name';

/** A record with its key; the rest is its owner's. */
export interface Kept {
  readonly id: string;
  readonly [field: string]: unknown;
}

interface Schema extends DBSchema {
  /** Runs of training, without their moments. */
  runs: { key: string; value: Kept };
  /** The state of a run at a step. */
  moments: { key: [run: string, step: number]; value: KeptMoment };
  /** Saved networks. */
  models: { key: string; value: Kept };
  /** Sets of pictures of one's own. */
  sets: { key: string; value: Kept };
}

export interface KeptMoment {
  readonly run: string;
  readonly step: number;
  readonly [field: string]: unknown;
}

export type Database = IDBPDatabase<Schema>;

const VERSION = 1;

let opened: Promise<Database> | null = null;

/**
 * The database, opened once. Throws EngineError('storage') where the browser keeps nothing: in a private window of some,
 * in a sandboxed frame, or with storage switched off.
 */
export function openDatabase(): Promise<Database> {
  opened ??= openDB<Schema>(DATABASE, VERSION, {
    upgrade(database) {
      for (const name of ['runs', 'models', 'sets'] as const) database.createObjectStore(name, { keyPath: 'id' });
      database.createObjectStore('moments', { keyPath: ['run', 'step'] });
    },
    // A newer version of the page in another tab may go on.
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
      opened = null;
    },
    terminated: () => {
      opened = null;
    },
  }).catch((error: unknown) => {
    opened = null;
    throw new EngineError('storage', error instanceof Error ? error.message : String(error));
  });
  return opened;
}

/** Whether a write failed because the browser gives the page no more room. */
export const isFull = (error: unknown): boolean => error instanceof DOMException && error.name === 'QuotaExceededError';
