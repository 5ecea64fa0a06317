/** The path through the lessons: its chapters, and how far a learner is. */
import { isDone, lessons } from './course';

/** The lessons of each chapter, by their places. */
export const chapters = [
  { id: 'kernel', lessons: [0, 1, 2, 3] },
  { id: 'layers', lessons: [4, 5, 6, 7] },
  { id: 'answer', lessons: [8, 9, 10, 11, 12] },
] as const;

export interface Progress {
  readonly done: number;
  readonly steps: number;
}

/** How many of a lesson's steps are done; of one that nobody has begun, none. */
export function progressIn(lesson: number, done: ReadonlySet<string>): Progress {
  const { id = '', steps = [] } = lessons[lesson] ?? {};
  const isBegun = steps.some((step) => done.has(`${id}/${step.id}`));
  return {
    done: isBegun ? steps.filter((_, step) => isDone({ lesson, step }, done)).length : 0,
    steps: steps.length,
  };
}

/** The same of all lessons together. */
export const progress = (done: ReadonlySet<string>): Progress =>
  lessons
    .map((_, lesson) => progressIn(lesson, done))
    .reduce((sum, one) => ({ done: sum.done + one.done, steps: sum.steps + one.steps }), { done: 0, steps: 0 });
