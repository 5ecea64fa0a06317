/**
 * The shape of the lessons' words: a lesson, a step or a choice that the course has and a language has not, or the other
 * way round, does not compile. In a text, `[[kernel]]` or `[[kernel|kernels]]` leads to the glossary's entry, and
 * `{name}` stands for a number that the engine has found.
 */
import type { LessonId, LessonOf } from '../../../store/lessons/course';
import type { TermId } from '../../../store/lessons/glossary';
import type { Same } from '../../i18n/same';
import type { page as englishPage } from './en/page';

interface Told {
  readonly title: string;
  readonly text: string;
  /** Where the facts in the text come from. */
  readonly source?: string;
}

/** Choices that are numbers name themselves. */
type ChoiceWords<C extends string> = { readonly [K in Exclude<C, `${number}`>]: string };

type StepWords<S> = S extends { readonly kind: 'predict'; readonly choices: readonly (infer C extends string)[] }
  ? Told & {
      readonly ask: string;
      readonly choices: ChoiceWords<C>;
      /** Why a choice is wrong, for each that can be. */
      readonly wrong: { readonly [K in C]?: string };
      readonly why: string;
    }
  : S extends { readonly kind: 'do' }
    ? Told & { readonly task: string }
    : Told;

type StepsOf<L extends LessonId> = LessonOf<L>['steps'][number];

export type LessonWords<L extends LessonId> = {
  readonly title: string;
  /** What one is able to do after it. */
  readonly able: string;
  readonly steps: { readonly [S in StepsOf<L> as S['id']]: StepWords<S> };
};

export type CourseWords<L extends LessonId = LessonId> = { readonly [K in L]: LessonWords<K> };

export type TermWords = { readonly [T in TermId]: { readonly name: string; readonly text: string } };

/** What stands around the lessons: the keys of the English words. */
export type PageWords = Same<typeof englishPage>;

export interface Words {
  readonly page: PageWords;
  readonly glossary: TermWords;
  readonly lessons: CourseWords;
}
