/** The lessons, in order. */
import { activation } from './course/activation';
import { answer } from './course/answer';
import { depth } from './course/depth';
import { edges } from './course/edges';
import { filters } from './course/filters';
import { history } from './course/history';
import { learning } from './course/learning';
import { limits } from './course/limits';
import { overfitting } from './course/overfitting';
import { pixels } from './course/pixels';
import { pooling } from './course/pooling';
import { sliding } from './course/sliding';
import { strides } from './course/strides';
import type { Lesson } from './lesson';
import { defaults, type Settings } from './settings';

export const course = [
  pixels,
  sliding,
  filters,
  edges,
  strides,
  activation,
  pooling,
  depth,
  answer,
  learning,
  overfitting,
  history,
  limits,
] as const satisfies readonly Lesson[];

type CourseLesson = (typeof course)[number];
export type LessonId = CourseLesson['id'];
export type LessonOf<L extends LessonId> = Extract<CourseLesson, { readonly id: L }>;

/** The same lessons without their names, for code that treats them all alike. */
export const lessons: readonly Lesson[] = course;

/** Where a learner is; lesson and step count from 0. */
export interface Place {
  readonly lesson: number;
  readonly step: number;
}

export const stepAt = ({ lesson, step }: Place) => lessons[lesson]?.steps[step];

/** The settings a step starts with: the lesson's settings up to that step, over the defaults. */
export function settingsAt({ lesson, step }: Place): Settings {
  let settings = defaults;
  for (const { set } of lessons[lesson]?.steps.slice(0, step + 1) ?? []) settings = { ...settings, ...set };
  return { ...settings, sample: stepAt({ lesson, step })?.set?.sample ?? null };
}

/** The next step, which may be in the next lesson; null at the end of the course. */
export function after({ lesson, step }: Place): Place | null {
  if (step + 1 < (lessons[lesson]?.steps.length ?? 0)) return { lesson, step: step + 1 };
  return lesson + 1 < lessons.length ? { lesson: lesson + 1, step: 0 } : null;
}

export function before({ lesson, step }: Place): Place | null {
  if (step > 0) return { lesson, step: step - 1 };
  const last = (lessons[lesson - 1]?.steps.length ?? 0) - 1;
  return last < 0 ? null : { lesson: lesson - 1, step: last };
}

export const isDone = ({ lesson, step }: Place, done: ReadonlySet<string>): boolean => {
  const one = stepAt({ lesson, step });
  return one !== undefined && (one.kind === 'look' || done.has(keyOf({ lesson, step })));
};

/** A step's key in saved progress; it stays the same when steps are added. */
export const keyOf = ({ lesson, step }: Place): string =>
  `${lessons[lesson]?.id ?? ''}/${stepAt({ lesson, step })?.id ?? ''}`;

/** Whether every task and prediction of a lesson is done. */
export const isFinished = (lesson: number, done: ReadonlySet<string>): boolean =>
  lessons[lesson]?.steps.every((_, step) => isDone({ lesson, step }, done)) === true;
