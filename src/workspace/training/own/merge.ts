/**
 * Two tabs change one set: both their changes, example by example. What either has added is there, what either has
 * removed is not; a class that one has removed stays if the other has changed its pictures.
 */
import { freeName, MOST_CLASSES, MOST_EXAMPLES, type OwnClass, type OwnSet } from './ownSet';

/** Equal pictures have equal texts: each byte is a character of its own. */
const textOf = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

/**
 * The set with the very pictures of another in place of equal ones, so that from here on the same picture is the same
 * object.
 */
export function aligned(set: OwnSet, known: OwnSet): OwnSet {
  return {
    ...set,
    classes: set.classes.map((one) => {
      const pool = new Map<string, Uint8Array[]>();
      for (const bytes of known.classes.find(({ key }) => key === one.key)?.examples ?? []) {
        const text = textOf(bytes);
        pool.set(text, [...(pool.get(text) ?? []), bytes]);
      }
      return { ...one, examples: one.examples.map((bytes) => pool.get(textOf(bytes))?.shift() ?? bytes) };
    }),
  };
}

/** Pictures, and a name, of which one of the two may differ from what both began with. */
function mergedClass(base: OwnClass | undefined, mine: OwnClass, theirs: OwnClass): OwnClass {
  const [before, kept] = [new Set(base?.examples), new Set(mine.examples)];
  const there = theirs.examples.filter((bytes) => kept.has(bytes) || !before.has(bytes));
  const all = new Set([...there, ...mine.examples.filter((bytes) => !before.has(bytes))]);
  return { ...theirs, name: mine.name === base?.name ? theirs.name : mine.name, examples: [...all] };
}

const isChanged = (base: OwnClass, now: OwnClass): boolean =>
  base.examples.length !== now.examples.length || base.examples.some((bytes, i) => bytes !== now.examples[i]);

/** `base`: what both have begun with; its pictures, and `theirs`, are the same objects as those of `mine` (`aligned`). */
export function merged(base: OwnSet, mine: OwnSet, theirs: OwnSet): OwnSet {
  const classOf = (set: OwnSet, key: number): OwnClass | undefined => set.classes.find((each) => each.key === key);
  const classes: OwnClass[] = [];
  const take = (one: OwnClass): void => {
    // Both may have given a new class the same key; and no two are called alike.
    const key = classes.some((each) => each.key === one.key)
      ? 1 + Math.max(...[...classes, ...mine.classes, ...theirs.classes].map((each) => each.key))
      : one.key;
    classes.push({
      ...one,
      key,
      name: freeName(
        one.name,
        classes.map(({ name }) => name),
      ),
    });
  };
  const added: OwnClass[] = [];
  for (const one of theirs.classes) {
    const [before, own] = [classOf(base, one.key), classOf(mine, one.key)];
    if (before === undefined) {
      const same = mine.classes.find(({ key, name }) => classOf(base, key) === undefined && name === one.name);
      take(same ? mergedClass(undefined, same, one) : one);
      if (same) added.push(same);
    } else if (own) take(mergedClass(before, own, one));
    else if (isChanged(before, one)) take(one);
  }
  for (const one of mine.classes) {
    const before = classOf(base, one.key);
    const isThere = before !== undefined && classOf(theirs, one.key) !== undefined;
    if (isThere || added.includes(one)) continue;
    if (before === undefined || isChanged(before, one)) take(one);
  }
  let room = MOST_EXAMPLES;
  const fitting = classes.slice(0, MOST_CLASSES).map((one) => {
    const examples = one.examples.slice(0, room);
    room -= examples.length;
    return { ...one, examples };
  });
  return { ...theirs, name: mine.name === base.name ? theirs.name : mine.name, classes: fitting };
}
