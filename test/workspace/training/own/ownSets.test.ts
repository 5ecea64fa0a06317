/** Own sets: changes and their undoing, names, what is handed to the trainer, and what the database gives back. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aligned, merged } from '../../../../src/workspace/training/own/merge';
import {
  bytesFrom,
  bytesOf,
  countOf,
  factsOf,
  freeName,
  MOST_CLASSES,
  type OwnSet,
  packed,
  renamed,
  withClass,
  withExamples,
  withoutClass,
  withoutExample,
} from '../../../../src/workspace/training/own/ownSet';
import { OwnSets } from '../../../../src/workspace/training/own/ownSets';
import { recordOf, revisionOf, setFrom } from '../../../../src/workspace/training/own/record';
import type { OwnStorage } from '../../../../src/workspace/training/own/storage';
import type { OwnId } from '../../../../src/workspace/training/sets';

const picture = (value: number): Uint8Array => new Uint8Array(bytesOf('drawings')).fill(value);

const empty: OwnSet = { id: 'own:a1', name: 'My drawings', form: 'drawings', classes: [] };
const stars = withExamples(withClass(empty, 'star'), 1, [picture(1), picture(2)]);
const both = withExamples(withClass(stars, 'heart'), 2, [picture(3)]);

/** A database in memory, which copies as a browser's does, for one tab or several; `refuse` is thrown by every write. */
function memory(records: unknown[] = [], refuse: unknown = null): OwnStorage & { readonly kept: Map<string, unknown> } {
  const kept = new Map(records.map((record, i) => [String(Reflect.get(Object(record), 'id') ?? i), record]));
  const tabs: ((id: OwnId) => void)[] = [];
  const tell = (id: OwnId): void => {
    for (const tab of tabs) tab(id);
  };
  return {
    kept,
    all: async () => [...kept.values()].map((record) => structuredClone(record)),
    get: async (id) => structuredClone(kept.get(id)),
    async put(set, revision) {
      if (refuse) throw refuse;
      if (revisionOf(kept.get(set.id)) !== revision) return false;
      kept.set(set.id, structuredClone(recordOf(set, revision + 1)));
      tell(set.id);
      return true;
    },
    async delete(id) {
      kept.delete(id);
      tell(id);
    },
    follow: (changed) => tabs.push(changed),
  };
}

test('classes are added, named apart, renamed, emptied and removed', () => {
  expect(both.classes.map(({ name, examples }) => [name, examples.length])).toEqual([
    ['star', 2],
    ['heart', 1],
  ]);
  expect(withClass(both, '  star ').classes.at(-1)?.name).toBe('star 2');
  expect(renamed(both, 2, 'star').classes[1]?.name).toBe('star 2');
  expect(renamed(both, 2, ' ').classes[1]?.name).toBe('heart');
  expect(renamed(both, 1, '별').classes[0]?.name).toBe('별');
  expect(withoutExample(both, 1, 0).classes[0]?.examples).toEqual([picture(2)]);
  expect(withoutClass(both, 1).classes.map(({ name }) => name)).toEqual(['heart']);
  // A key is never that of another class that is still there.
  expect(withClass(withoutClass(both, 1), 'bolt').classes.map(({ key }) => key)).toEqual([2, 3]);
  let full = empty;
  for (let i = 0; i < MOST_CLASSES + 5; i++) full = withClass(full, 'x');
  expect(full.classes).toHaveLength(MOST_CLASSES);
  expect(freeName('a'.repeat(200), []).length).toBe(60);
});

test('what is handed over holds every picture under its class; a class without one is no class yet', () => {
  const set = withClass(both, 'bolt');
  expect(factsOf(set)).toMatchObject({ id: 'own:a1', labels: ['star', 'heart'], shape: [1, 28, 28], seconds: 10 });
  const { count, labels, images } = packed(set);
  expect([count, ...labels]).toEqual([3, 0, 0, 1]);
  expect([0, 1, 2].map((n) => images[n * 784 + 5])).toEqual([1, 2, 3]);
  expect([...bytesFrom(Float32Array.from([-1, 0, 0.5, 1, 2]))]).toEqual([0, 0, 128, 255, 255]);
});

test('every change can be undone and done again, the removal of a whole set included', async () => {
  const own = new OwnSets(memory());
  await own.loaded;
  const set = own.add({ name: 'mine', form: 'drawings', classes: both.classes });
  own.change(withoutClass(set, 1));
  own.remove(set.id);
  expect(own.store.getState().sets).toEqual([]);
  own.undo();
  expect(own.get(set.id)?.classes).toHaveLength(1);
  own.undo();
  expect(own.get(set.id)).toBe(set);
  own.redo();
  expect(own.get(set.id)?.classes).toHaveLength(1);
});

test('sets are there again after a reload, and what was removed is not', async () => {
  const storage = memory();
  const own = new OwnSets(storage);
  await own.loaded;
  const kept = own.add({ name: 'kept', form: 'drawings', classes: both.classes });
  const gone = own.add({ name: 'gone', form: 'pictures', classes: [] });
  await own.settled();
  own.remove(gone.id);
  await own.settled();
  const again = new OwnSets(storage);
  await again.loaded;
  expect(again.store.getState().sets).toEqual([kept]);
});

test('a full or missing database is said, and the sets stay in the page', async () => {
  const full = new OwnSets(memory([], new DOMException('no more', 'QuotaExceededError')));
  await full.loaded;
  const set = full.add({ name: 'mine', form: 'drawings', classes: both.classes });
  await full.settled();
  expect(full.store.getState().problem).toBe('full');
  expect(full.get(set.id)).toEqual(set);
  const none = new OwnSets({ ...memory(), all: () => Promise.reject(new Error('private')) });
  await none.loaded;
  expect(none.store.getState()).toMatchObject({ isLoaded: true, problem: 'nothing' });
});

test('a record is checked when it is read: whatever is changed about it, it is a sound set or none', () => {
  expect(setFrom(structuredClone(recordOf(both)))).toEqual(both);
  const wrong: readonly object[] = [
    { version: 2 },
    { id: 'mnist' },
    { id: 'own:A/B' },
    { name: '' },
    { form: 'videos' },
    { classes: 'many' },
    { classes: [null] },
    { classes: [{ key: 1.5, name: 'a', images: new Uint8Array() }] },
    { classes: [{ key: 1, name: 7, images: new Uint8Array() }] },
    { classes: [{ key: 1, name: 'a', images: new Uint8Array(783) }] },
    { classes: [{ key: 1, name: 'a', images: [1, 2] }] },
    { classes: [1, 1].map((key) => ({ key, name: `${key}${Math.PI}`, images: new Uint8Array() })) },
    { classes: Array.from({ length: 65 }, (_, key) => ({ key, name: `${key}`, images: new Uint8Array() })) },
  ];
  for (const change of wrong) expect(setFrom({ ...recordOf(both), ...change }), JSON.stringify(change)).toBeNull();
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(setFrom(value)).toBeNull();
    }),
  );
  expect(countOf(both)).toBe(3);
});

/** Two tabs with the same set. */
async function twoTabs() {
  const storage = memory([recordOf(both)]);
  const tabs = [new OwnSets(storage), new OwnSets(storage)] as const;
  await Promise.all(tabs.map(({ loaded }) => loaded));
  /** Until nothing is left to be saved or taken over. */
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 3; i++) for (const tab of tabs) await tab.settled();
  };
  return { tabs, settle, storage };
}

const set = (tab: OwnSets): OwnSet => tab.get(both.id) ?? expect.fail('no set');
const shown = (tab: OwnSets) =>
  set(tab).classes.map(({ name, examples }) => [name, ...examples.map(([value]) => value ?? 0).sort()]);

test('what two tabs change of a set is in both, and undoing it in one takes nothing from the other', async () => {
  const { tabs, settle, storage } = await twoTabs();
  const [first, second] = tabs;
  first.change(withExamples(set(first), 1, [picture(4)]));
  second.change(withExamples(withoutExample(set(second), 1, 0), 1, [picture(5)]));
  second.change(withClass(set(second), 'bolt'));
  await settle();
  const all = [['star', 2, 4, 5], ['heart', 3], ['bolt']];
  expect([shown(first), shown(second)]).toEqual([all, all]);
  expect(setFrom(storage.kept.get(both.id))).toEqual(set(first));
  expect(first.store.getState().elsewhere).toEqual({ what: 'changed', name: 'My drawings' });
  // Both steps of the second tab.
  second.undo();
  second.undo();
  await settle();
  expect(shown(first)).toEqual([
    ['star', 1, 2, 4],
    ['heart', 3],
  ]);
  expect(shown(second)).toEqual(shown(first));
});

test('a set deleted in one tab goes from the other, unless that has just changed it', async () => {
  const { tabs, settle } = await twoTabs();
  const [first, second] = tabs;
  first.remove(both.id);
  await settle();
  expect(second.store.getState()).toMatchObject({ sets: [], elsewhere: { what: 'deleted', name: 'My drawings' } });
  first.undo();
  await settle();
  expect(shown(second)).toEqual(shown(first));
  first.remove(both.id);
  second.change(withExamples(set(second), 2, [picture(9)]));
  await settle();
  expect([shown(first), shown(second)].map((classes) => classes[1])).toEqual([
    ['heart', 3, 9],
    ['heart', 3, 9],
  ]);
});

test('whatever two tabs do to a set, each picture that either added and none removed is there, once', () => {
  const edit = fc.oneof(
    fc.record({ add: fc.integer({ min: 1, max: 2 }) }),
    fc.record({ remove: fc.integer({ min: 1, max: 2 }), place: fc.nat(3) }),
  );
  let next = 10;
  const edited = (from: OwnSet, edits: readonly ({ add: number } | { remove: number; place: number })[]): OwnSet =>
    edits.reduce((now, each) => {
      if ('remove' in each) return withoutExample(now, each.remove, each.place);
      next += 1;
      return withExamples(now, each.add, [picture(next % 256)]);
    }, from);
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 6 }), fc.array(edit, { maxLength: 6 }), (here, there) => {
      next = 10;
      const [mine, other] = [edited(both, here), edited(both, there)];
      const theirs = aligned(setFrom(structuredClone(recordOf(other))) ?? expect.fail('no set'), both);
      const now = merged(both, mine, theirs);
      for (const [i, one] of now.classes.entries()) {
        const values = (of: OwnSet): number[] => (of.classes[i]?.examples ?? []).map(([value]) => value ?? 0);
        const before = values(both);
        const kept = before.filter((value) => values(mine).includes(value) && values(other).includes(value));
        const added = [mine, other].flatMap((each) => values(each).filter((value) => !before.includes(value)));
        expect(one.examples.map(([value]) => value).sort()).toEqual([...kept, ...added].sort());
      }
    }),
  );
});
