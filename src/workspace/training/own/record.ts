/**
 * An own set as the database keeps it: the pictures of a class in one piece. What is read may have been written by another
 * version of the page, so that everything about it is checked; what is not right is left alone, and not shown.
 */

import { isChoice } from '../../choices';
import type { Kept } from '../../storage/database';
import { isOwn } from '../sets';
import { bytesOf, LONGEST_NAME, MOST_CLASSES, MOST_EXAMPLES, type OwnClass, type OwnSet, ownForms } from './ownSet';

const VERSION = 1;

/** `revision`: increases with every change. */
export function recordOf({ id, name, form, classes }: OwnSet, revision = 0): Kept {
  return {
    id,
    version: VERSION,
    revision,
    name,
    form,
    classes: classes.map(({ key, name: called, examples }) => {
      const images = new Uint8Array(examples.length * bytesOf(form));
      for (const [i, bytes] of examples.entries()) images.set(bytes, i * bytesOf(form));
      return { key, name: called, images };
    }),
  };
}

const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= LONGEST_NAME + 8;

function classFrom(value: unknown, length: number): OwnClass | null {
  if (typeof value !== 'object' || value === null) return null;
  const { key, name, images } = value as { readonly [field: string]: unknown };
  if (typeof key !== 'number' || !Number.isInteger(key) || !isName(name)) return null;
  if (!(images instanceof Uint8Array) || images.length % length !== 0) return null;
  const examples = Array.from({ length: images.length / length }, (_, i) =>
    images.subarray(i * length, (i + 1) * length),
  );
  return { key, name, examples };
}

/** Null for what is no set of this version. */
export function setFrom(record: unknown): OwnSet | null {
  if (typeof record !== 'object' || record === null) return null;
  const { id, version, name, form, classes } = record as { readonly [field: string]: unknown };
  if (version !== VERSION || typeof id !== 'string' || !isOwn(id) || !isName(name) || !isChoice(ownForms, form)) {
    return null;
  }
  if (!Array.isArray(classes) || classes.length > MOST_CLASSES) return null;
  const read = classes.map((each: unknown) => classFrom(each, bytesOf(form)));
  const all = read.filter((each) => each !== null);
  const isWhole = all.length === read.length && new Set(all.map(({ name: called }) => called)).size === all.length;
  const isSmall = all.reduce((sum, { examples }) => sum + examples.length, 0) <= MOST_EXAMPLES;
  return isWhole && isSmall && new Set(all.map(({ key }) => key)).size === all.length
    ? { id, name, form, classes: all }
    : null;
}

/** Of a record; 0 for none, and of one that was kept before there were revisions. */
export function revisionOf(record: unknown): number {
  const revision: unknown = typeof record === 'object' && record !== null ? Reflect.get(record, 'revision') : 0;
  return Number.isSafeInteger(revision) ? Number(revision) : 0;
}
