/**
 * The runs kept on this device, as the page sees them: the newest first. A run belongs to one tab at a time, by a lock
 * that the browser releases with the tab. The worker that trains writes them (keeper.ts).
 */
import { createStore } from 'zustand/vanilla';
import type { Weights } from '../../backend/types';
import { openDatabase } from '../storage/database';
import { isSameRecipe } from './differences';
import { type RunRecord, readMoment, readRun, weightsIn } from './kept';
import { forget, lockOf } from './oldRuns';
import type { Recipe } from './recipe';

/** Milliseconds that the page before a reload may take to let go of its run. */
const PATIENCE = 700;

export class Runs {
  /** `compared`: the run beside the one at work; null: the newest of the others. */
  readonly store = createStore<{ readonly runs: readonly RunRecord[]; readonly compared: string | null }>()(() => ({
    runs: [],
    compared: null,
  }));
  private release: () => void = () => {};

  /** Reads the list anew; empty where the browser keeps nothing. */
  async refresh(): Promise<readonly RunRecord[]> {
    const all = await openDatabase().then(
      (database) => database.getAll('runs'),
      () => [],
    );
    const runs = all.flatMap((value) => readRun(value) ?? []).sort((a, b) => b.changed - a.changed);
    this.store.setState({ runs });
    return runs;
  }

  /** The newest run, or the newest by a recipe; and whether there is one that another tab has. Takes it for this tab. */
  async takeUp(recipe: Recipe | null): Promise<{ readonly run: RunRecord | null; readonly isElsewhere: boolean }> {
    const runs = await this.refresh();
    const fit = runs.filter((run) => recipe === null || isSameRecipe(run.recipe, recipe));
    for (const [i, run] of fit.entries()) if (await this.take(run.id)) return { run, isElsewhere: i > 0 };
    return { run: null, isElsewhere: fit.length > 0 };
  }

  /** Takes a run for this tab and lets go of the one it had. False if another tab has it. */
  async take(id: string): Promise<boolean> {
    const release = await lock(lockOf(id));
    if (release === null) return false;
    this.release();
    this.release = release;
    return true;
  }

  async rename(id: string, name: string): Promise<void> {
    const transaction = (await openDatabase()).transaction('runs', 'readwrite');
    const run = readRun(await transaction.store.get(id));
    if (run) await transaction.store.put({ ...run, name });
    await transaction.done;
    await this.refresh();
  }

  async delete(id: string): Promise<void> {
    await forget(await openDatabase(), id);
    await this.refresh();
  }

  /** The weights of a kept run at one of its moments; null if they are gone. */
  async weightsAt(run: RunRecord, step: number): Promise<Weights | null> {
    const kept = await (await openDatabase()).get('moments', [run.id, step]);
    const moment = readMoment(kept, run);
    return moment && weightsIn(moment, run.spec);
  }
}

/** Resolves to what releases the lock; null if somebody else has it. */
function lock(name: string): Promise<(() => void) | null> {
  // Without locks (an insecure page), tabs do not know of each other.
  if (!('locks' in navigator)) return Promise.resolve(() => {});
  return new Promise((resolve) => {
    const held = (): Promise<void> => new Promise((release) => resolve(release));
    navigator.locks.request(name, { signal: AbortSignal.timeout(PATIENCE) }, held).catch(() => resolve(null));
  });
}
