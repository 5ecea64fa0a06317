/**
 * The person's own sets: held here, changed here, undone here, and saved on this device a moment after each change.
 *
 *   const own = new OwnSets();
 *   await own.loaded;
 *   const set = own.add({ name: 'My drawings', form: 'drawings', classes: [] });
 *   own.change(withClass(set, 'star'));
 *   own.undo();
 */
import { createStore } from 'zustand/vanilla';
import { changed, type History, noHistory, redone, undone } from '../../history';
import { isFull, openDatabase } from '../../storage/database';
import type { OwnId } from '../sets';
import type { OwnSet } from './ownSet';
import { recordOf, setFrom } from './record';

export interface OwnState {
  /** In the order in which they were made. */
  readonly sets: readonly OwnSet[];
  readonly history: History<readonly OwnSet[]>;
  readonly isLoaded: boolean;
  /** Why changes are not kept: the browser keeps nothing for the page, or no more. */
  readonly problem: 'nothing' | 'full' | null;
}

/** What the database is asked for; another one for tests. */
export interface OwnStorage {
  all(): Promise<readonly unknown[]>;
  put(set: OwnSet): Promise<void>;
  delete(id: OwnId): Promise<void>;
}

const browserStorage: OwnStorage = {
  all: async () => (await openDatabase()).getAll('sets'),
  put: async (set) => {
    await (await openDatabase()).put('sets', recordOf(set));
  },
  delete: async (id) => (await openDatabase()).delete('sets', id),
};

/** Ids begin with the time, so that they sort by it. */
const newId = (): OwnId => {
  const tail = Math.floor(Math.random() * 36 ** 4);
  return `own:${Date.now().toString(36)}${tail.toString(36).padStart(4, '0')}`;
};

/** Milliseconds without a change after which the changes are saved. */
const PAUSE = 200;

export class OwnSets {
  readonly store = createStore<OwnState>()(() => ({ sets: [], history: noHistory, isLoaded: false, problem: null }));
  readonly loaded: Promise<void>;
  /** As the database has them. */
  private saved: readonly OwnSet[] = [];
  private pending: ReturnType<typeof setTimeout> | undefined;
  private saving: Promise<void> = Promise.resolve();

  constructor(private readonly storage: OwnStorage = browserStorage) {
    this.loaded = this.load();
  }

  get(id: string): OwnSet | undefined {
    return this.store.getState().sets.find((set) => set.id === id);
  }

  /** A further set, at the end. */
  add(set: Omit<OwnSet, 'id'>): OwnSet {
    const made = { ...set, id: newId() };
    this.take([...this.store.getState().sets, made]);
    return made;
  }

  /** Puts a set in the place of the one with its id. Changes of one gesture are undone together. */
  change(set: OwnSet, gesture: string | null = null): void {
    const { sets } = this.store.getState();
    if (sets.includes(set)) return;
    this.take(
      sets.map((each) => (each.id === set.id ? set : each)),
      gesture,
    );
  }

  remove(id: OwnId): void {
    this.take(this.store.getState().sets.filter((set) => set.id !== id));
  }

  undo(): void {
    this.step(undone);
  }

  redo(): void {
    this.step(redone);
  }

  /** Resolves when everything is saved that can be. */
  async settled(): Promise<void> {
    clearTimeout(this.pending);
    await this.save();
  }

  private step(take: typeof undone): void {
    const { sets, history } = this.store.getState();
    const taken = take(history, sets);
    if (!taken) return;
    this.store.setState({ sets: taken.value, history: taken.history });
    this.soon();
  }

  private take(sets: readonly OwnSet[], gesture: string | null = null): void {
    this.store.setState((state) => ({ sets, history: changed(state.history, state.sets, gesture) }));
    this.soon();
  }

  private soon(): void {
    clearTimeout(this.pending);
    this.pending = setTimeout(() => void this.save(), PAUSE);
  }

  private async load(): Promise<void> {
    try {
      const records = await this.storage.all();
      const sets = records.map(setFrom).filter((set) => set !== null);
      this.saved = sets;
      // Whatever was made meanwhile stays.
      this.store.setState((state) => ({ sets: [...sets, ...state.sets], isLoaded: true }));
    } catch {
      this.store.setState({ isLoaded: true, problem: 'nothing' });
    }
  }

  /** Writes what differs from what is saved, one write after another. */
  private save(): Promise<void> {
    this.saving = this.saving.then(async () => {
      const { sets, isLoaded } = this.store.getState();
      if (!isLoaded) return;
      const gone = this.saved.filter(({ id }) => !sets.some((set) => set.id === id));
      try {
        for (const { id } of gone) await this.storage.delete(id);
        for (const set of sets) if (!this.saved.includes(set)) await this.storage.put(set);
        this.saved = sets;
        this.store.setState({ problem: null });
      } catch (error) {
        this.store.setState({ problem: isFull(error) ? 'full' : 'nothing' });
      }
    });
    return this.saving;
  }
}
