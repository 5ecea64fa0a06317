/**
 * Undo and redo over immutable values. The owner keeps the current value.
 *
 *   state = { value: next, history: changed(history, value) };
 *   state = undone(history, value) ?? state;
 */

export interface History<T> {
  /** Oldest first. */
  readonly past: readonly T[];
  /** The next to redo is last. */
  readonly future: readonly T[];
  /** The gesture of the last change: a drag is one step, however many changes it makes. */
  readonly gesture: string | null;
}

/** A value to return to, and the history from there. */
interface Step<T> {
  readonly value: T;
  readonly history: History<T>;
}

/** Undo steps kept. */
const MOST = 200;

export const noHistory: History<never> = { past: [], future: [], gesture: null };

/** The history after a change of `value`. A change of the same gesture joins the last step; null never does. */
export function changed<T>({ past, gesture: last }: History<T>, value: T, gesture: string | null = null): History<T> {
  const joins = gesture !== null && gesture === last;
  return { past: joins ? past : [...past.slice(1 - MOST), value], future: [], gesture };
}

/** Ends the gesture, so the next change is a new step. */
export const settled = <T>(history: History<T>): History<T> =>
  history.gesture === null ? history : { ...history, gesture: null };

/** Null: nothing to undo. */
export function undone<T>({ past, future }: History<T>, value: T): Step<T> | null {
  const before = past.at(-1);
  if (before === undefined) return null;
  return { value: before, history: { past: past.slice(0, -1), future: [...future, value], gesture: null } };
}

/** Null: nothing to redo. */
export function redone<T>({ past, future }: History<T>, value: T): Step<T> | null {
  const next = future.at(-1);
  if (next === undefined) return null;
  return { value: next, history: { past: [...past, value], future: future.slice(0, -1), gesture: null } };
}
