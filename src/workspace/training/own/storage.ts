/** Where own sets are kept: in the database, and told of to other tabs. */
import { openDatabase } from '../../storage/database';
import { isOwn, type OwnId } from '../sets';
import type { OwnSet } from './ownSet';
import { recordOf, revisionOf } from './record';

/** What is asked of it; another one for tests. */
export interface OwnStorage {
  all(): Promise<readonly unknown[]>;
  get(id: OwnId): Promise<unknown>;
  /** Writes a set as its next revision if what is kept of it is of this one (0: nothing is kept). False if it is not. */
  put(set: OwnSet, revision: number): Promise<boolean>;
  delete(id: OwnId): Promise<void>;
  /** Calls back when another tab has written or deleted a set. */
  follow(changed: (id: OwnId) => void): void;
}

let opened: BroadcastChannel | null = null;

/** Between tabs. */
const channel = (): BroadcastChannel => {
  opened ??= new BroadcastChannel('cnn-playground-sets');
  return opened;
};

export const browserStorage: OwnStorage = {
  all: async () => (await openDatabase()).getAll('sets'),
  get: async (id) => (await openDatabase()).get('sets', id),
  async put(set, revision) {
    const transaction = (await openDatabase()).transaction('sets', 'readwrite');
    const isSame = revisionOf(await transaction.store.get(set.id)) === revision;
    if (isSame) await transaction.store.put(recordOf(set, revision + 1));
    await transaction.done;
    if (isSame) channel().postMessage(set.id);
    return isSame;
  },
  async delete(id) {
    await (await openDatabase()).delete('sets', id);
    channel().postMessage(id);
  },
  follow(changed) {
    channel().addEventListener('message', ({ data }) => {
      if (typeof data === 'string' && isOwn(data)) changed(data);
    });
  },
};
