/** What becomes of runs that are no longer trained: they stay whole for a while, then at fewer moments, then they go. */
import type { Database } from '../storage/database';
import { momentsOf, readRun } from './kept';

/** Runs kept whole, runs kept at fewer moments, and how many those are. */
const WHOLE = 5;
const THINNED = 10;
const FEWER = 16;

/** Makes room for a new run: of old ones fewer moments are kept, and the oldest go unless the person has named them. */
export async function thin(database: Database, id: string): Promise<void> {
  const held = typeof navigator !== 'undefined' && 'locks' in navigator ? (await navigator.locks.query()).held : [];
  const inUse = new Set(held?.map(({ name }) => name));
  const all = await database.getAll('runs');
  const runs = all.flatMap((value) => readRun(value) ?? []).sort((a, b) => b.changed - a.changed);
  const sound = new Set(runs.map((run) => run.id));
  for (const { id: damaged } of all) if (!sound.has(damaged)) await forget(database, damaged);
  for (const [age, run] of runs.filter((each) => each.id !== id && !inUse.has(lockOf(each.id))).entries()) {
    if (age < WHOLE) continue;
    if (age >= WHOLE + THINNED && run.name === '') {
      await forget(database, run.id);
      continue;
    }
    const every = run.moments.length / FEWER;
    if (every <= 1) continue;
    const last = run.moments.length - 1;
    const some = new Set(Array.from({ length: FEWER }, (_, i) => Math.round((i * last) / (FEWER - 1))));
    const transaction = database.transaction(['runs', 'moments'], 'readwrite');
    const moments = transaction.objectStore('moments');
    await Promise.all([
      transaction.objectStore('runs').put({ ...run, moments: run.moments.filter((_, i) => some.has(i)) }),
      ...run.moments.flatMap(({ step }, i) => (some.has(i) ? [] : [moments.delete([run.id, step])])),
      transaction.done,
    ]);
  }
}

/** Deletes a run with all its moments. */
export async function forget(database: Database, id: string): Promise<void> {
  const transaction = database.transaction(['runs', 'moments'], 'readwrite');
  await Promise.all([
    transaction.objectStore('runs').delete(id),
    transaction.objectStore('moments').delete(momentsOf(id)),
    transaction.done,
  ]);
}

/** The name of the lock that a tab holds while a run is its own. */
export const lockOf = (id: string): string => `cnn-playground run ${id}`;
