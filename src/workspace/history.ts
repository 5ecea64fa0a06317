/**
 * Undo and redo over values that never change: what was, and what was taken back. The value that stands is its owner's.
 *
 *   state = { value: next, history: changed(history, value) };
 *   state = undone(history, value) ?? state;
 */

export interface History<T> {
  /** The oldest first. */
  readonly past: readonly T[];
  /** The next one to be done again last. */
  readonly future: readonly T[];
  /** What the last change was part of: a drag is one step, however many changes it makes. */
  readonly gesture: string | null;
}

/** A value to return to, and the history from there. */
interface Step<T> {
  readonly value: T;
  readonly history: History<T>;
}

/** Steps that can be taken back. */
const MOST = 200;

export const noHistory: History<never> = { past: [], future: [], gesture: null };

/** After a change of `value`. A change of the same gesture as the one before joins its step; null is a step of its own. */
export function changed<T>({ past, gesture: last }: History<T>, value: T, gesture: string | null = null): History<T> {
  const joins = gesture !== null && gesture === last;
  return { past: joins ? past : [...past.slice(1 - MOST), value], future: [], gesture };
}

/** Ends the gesture: the next change is another step. */
export const settled = <T>(history: History<T>): History<T> =>
  history.gesture === null ? history : { ...history, gesture: null };

/** Null: there is nothing to take back. */
export function undone<T>({ past, future }: History<T>, value: T): Step<T> | null {
  const before = past.at(-1);
  if (before === undefined) return null;
  return { value: before, history: { past: past.slice(0, -1), future: [...future, value], gesture: null } };
}

/** Null: nothing was taken back. */
export function redone<T>({ past, future }: History<T>, value: T): Step<T> | null {
  const next = future.at(-1);
  if (next === undefined) return null;
  return { value: next, history: { past: [...past, value], future: future.slice(0, -1), gesture: null } };
}
