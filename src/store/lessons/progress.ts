/** A learner's progress, kept between visits in this browser only. Storage may be missing, full or blocked. */
import { browserStorage } from '../preferences';
import { keyOf, lessons } from './course';

const KEY = 'cnn-playground-lessons';

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** Keys of all steps that can be done. */
const known = new Set(lessons.flatMap(({ steps }, lesson) => steps.map((_, step) => keyOf({ lesson, step }))));

/** Keys of the steps done (see keyOf); stored keys that match no step are ignored. */
export function readProgress(store: Store | null = browserStorage()): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(store?.getItem(KEY) ?? '[]');
    return new Set(Array.isArray(kept) ? kept.filter((key): key is string => known.has(key)) : []);
  } catch {
    return new Set();
  }
}

export function saveProgress(done: ReadonlySet<string>, store: Store | null = browserStorage()): void {
  try {
    store?.setItem(KEY, JSON.stringify([...done]));
  } catch {
    // A private window or a full disk: progress lasts for this visit only.
  }
}
