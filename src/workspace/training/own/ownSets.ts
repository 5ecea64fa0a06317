/**
 * The person's own sets: held here, changed here, undone here, and saved on this device a moment after each change. Two
 * tabs share them: what one has saved, the other takes over, with its own changes.
 *
 *   const own = new OwnSets();
 *   await own.loaded;
 *   const set = own.add({ name: 'My drawings', form: 'drawings', classes: [] });
 *   own.change(withClass(set, 'star'));
 *   own.undo();
 */
import { createStore } from 'zustand/vanilla';
import { changed, type History, noHistory, redone, undone } from '../../history';
import { isFull } from '../../storage/database';
import type { OwnId } from '../sets';
import { aligned, merged } from './merge';
import type { OwnSet } from './ownSet';
import { revisionOf, setFrom } from './record';
import { browserStorage, type OwnStorage } from './storage';

export interface OwnState {
  /** In the order in which they were made. */
  readonly sets: readonly OwnSet[];
  readonly history: History<readonly OwnSet[]>;
  readonly isLoaded: boolean;
  /** Why changes are not kept: the browser keeps nothing for the page, or no more. */
  readonly problem: 'nothing' | 'full' | null;
  /** What another tab has done last to one of the sets. */
  readonly elsewhere: Elsewhere | null;
}

export interface Elsewhere {
  /** Changed: with what was changed here, if anything was. */
  readonly what: 'changed' | 'deleted';
  readonly name: string;
}

/** Ids begin with the time, so that they sort by it. */
const newId = (): OwnId => {
  const tail = Math.floor(Math.random() * 36 ** 4);
  return `own:${Date.now().toString(36)}${tail.toString(36).padStart(4, '0')}`;
};

/** Milliseconds without a change after which the changes are saved. */
const PAUSE = 200;

/** A set as it is kept. */
interface Saved {
  readonly set: OwnSet;
  readonly revision: number;
}

export class OwnSets {
  readonly store = createStore<OwnState>()(() => ({
    sets: [],
    history: noHistory,
    isLoaded: false,
    problem: null,
    elsewhere: null,
  }));
  readonly loaded: Promise<void>;
  /** As the database has them, as far as this tab knows. */
  private readonly saved = new Map<OwnId, Saved>();
  private pending: ReturnType<typeof setTimeout> | undefined;
  private saving: Promise<void> = Promise.resolve();

  constructor(private readonly storage: OwnStorage = browserStorage) {
    this.loaded = this.load();
    storage.follow((id) => {
      this.saving = this.saving.then(() => this.join(id)).catch(() => {});
    });
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
    this.store.setState((state) => ({
      sets,
      history: changed(state.history, state.sets, gesture),
      elsewhere: null,
    }));
    this.soon();
  }

  private soon(): void {
    clearTimeout(this.pending);
    this.pending = setTimeout(() => void this.save(), PAUSE);
  }

  private async load(): Promise<void> {
    try {
      const records = await this.storage.all();
      const sets = records.flatMap((record) => {
        const set = setFrom(record);
        if (set) this.saved.set(set.id, { set, revision: revisionOf(record) });
        return set ?? [];
      });
      // Whatever was made meanwhile stays.
      this.store.setState((state) => ({ sets: [...sets, ...state.sets], isLoaded: true }));
    } catch {
      this.store.setState({ isLoaded: true, problem: 'nothing' });
    }
  }

  /** Writes what differs from what is saved, one write after another. */
  private save(): Promise<void> {
    this.saving = this.saving.then(async () => {
      if (!this.store.getState().isLoaded) return;
      try {
        for (const id of [...this.saved.keys()]) if (!this.get(id)) await this.delete(id);
        for (const { id } of this.store.getState().sets) await this.put(id);
        this.store.setState({ problem: null });
      } catch (error) {
        this.store.setState({ problem: isFull(error) ? 'full' : 'nothing' });
      }
    });
    return this.saving;
  }

  private async delete(id: OwnId): Promise<void> {
    await this.storage.delete(id);
    this.saved.delete(id);
  }

  /** Writes a set, with what another tab has made of it meanwhile. */
  private async put(id: OwnId): Promise<void> {
    for (;;) {
      const [set, saved] = [this.get(id), this.saved.get(id)];
      if (!set || set === saved?.set) return;
      const revision = saved?.revision ?? 0;
      if (await this.storage.put(set, revision)) {
        this.saved.set(id, { set, revision: revision + 1 });
        return;
      }
      await this.join(id);
    }
  }

  /** Takes over what another tab has made of a set. */
  private async join(id: OwnId): Promise<void> {
    if (!this.store.getState().isLoaded) return;
    const record = await this.storage.get(id);
    const [read, saved, mine] = [setFrom(record), this.saved.get(id), this.get(id)];
    const revision = revisionOf(record);
    if (record !== undefined && (saved?.revision === revision || !read)) {
      // Of another version of the page: left alone.
      if (mine && !read) this.saved.set(id, { set: mine, revision });
      return;
    }
    if (!read) {
      this.saved.delete(id);
      if (saved && mine === saved.set) this.rebase((sets) => sets.filter((set) => set.id !== id), 'deleted', mine.name);
      // What has been changed here since is kept anew.
      else if (mine) this.soon();
      return;
    }
    const base = saved?.set ?? { ...read, classes: [] };
    const theirs = aligned(read, base);
    this.saved.set(id, { set: theirs, revision });
    // Deleted here, it stays so.
    if (saved && !mine) return;
    this.rebase(
      (sets) =>
        sets.some((set) => set.id === id)
          ? sets.map((set) => (set.id !== id ? set : set === base ? theirs : merged(base, set, theirs)))
          : saved
            ? sets
            : [...sets, theirs],
      'changed',
      theirs.name,
    );
    if (mine && mine !== base) this.soon();
  }

  /** Changes the sets as they are and as they can be again. */
  private rebase(change: (sets: readonly OwnSet[]) => readonly OwnSet[], what: Elsewhere['what'], name: string): void {
    this.store.setState(({ sets, history }) => ({
      sets: change(sets),
      history: { ...history, past: history.past.map(change), future: history.future.map(change) },
      elsewhere: { what, name },
    }));
  }
}
