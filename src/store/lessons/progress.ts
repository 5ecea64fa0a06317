/** What a learner has done, kept between visits in this browser alone. Storage may be missing, full or refused. */
import { browserStorage } from '../preferences';
import { keyOf, lessons } from './course';

const KEY = 'cnn-playground-lessons';

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** All steps that can be done, as they are kept. */
const known = new Set(lessons.flatMap(({ steps }, lesson) => steps.map((_, step) => keyOf({ lesson, step }))));

/** Names of the steps that were done (see keyOf); what is kept and no step of the course is left out. */
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
    // A private window or a full disk: the progress then holds for this visit only.
  }
}
