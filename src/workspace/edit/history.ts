/** Undo and redo over values that never change: a stack of what was, what is, and a stack of what was taken back. */

export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** What the last change was part of: a drag is one step, however many changes it makes. */
  readonly gesture: string | null;
}

/** Steps that can be taken back. */
const MOST = 200;

export const historyOf = <T>(present: T): History<T> => ({ past: [], present, future: [], gesture: null });

/** Takes a change. One of the same gesture as the change before joins its step; null is a step of its own. */
export function changed<T>({ past, present, gesture: last }: History<T>, next: T, gesture: string | null): History<T> {
  const joins = gesture !== null && gesture === last;
  return { past: joins ? past : [...past.slice(1 - MOST), present], present: next, future: [], gesture };
}

/** Ends the gesture: the next change is another step. */
export const settled = <T>(history: History<T>): History<T> =>
  history.gesture === null ? history : { ...history, gesture: null };

export function undone<T>(history: History<T>): History<T> {
  const { past, present, future } = history;
  const before = past.at(-1);
  if (before === undefined) return history;
  return { past: past.slice(0, -1), present: before, future: [present, ...future], gesture: null };
}

export function redone<T>(history: History<T>): History<T> {
  const { past, present, future } = history;
  const [next, ...rest] = future;
  if (next === undefined) return history;
  return { past: [...past, present], present: next, future: rest, gesture: null };
}
