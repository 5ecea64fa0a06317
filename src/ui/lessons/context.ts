/** What every part of the lessons needs: the learner, and the text in the current language. */
import { createContext, useContext, useEffect } from 'react';
import { useStore } from 'zustand';
import type { Evidence } from '../../store/lessons/evidence';
import type { Learner, LearnerState } from '../../store/lessons/learner';
import type { Settings } from '../../store/lessons/settings';
import type { Words } from './words/types';

export interface Lessons {
  readonly learner: Learner;
  readonly words: Words;
}

const Context = createContext<Lessons | null>(null);
export const LessonsProvider = Context.Provider;

export function useLessons(): Lessons {
  const lessons = useContext(Context);
  if (!lessons) throw new Error('useLessons needs a LessonsProvider above it');
  return lessons;
}

export const useLearner = <T>(select: (state: LearnerState) => T): T => useStore(useLessons().learner.store, select);

/** One setting of the live view. */
export const useSetting = <K extends keyof Settings>(name: K): Settings[K] =>
  useLearner(({ settings }) => settings[name]);

/** Publishes what the view shows, whenever the object changes and once per step. Null: not yet computed. */
export function usePublish(evidence: Evidence | null): void {
  const { learner } = useLessons();
  const entered = useLearner((state) => state.entered);
  useEffect(() => {
    if (evidence) learner.publish(evidence, entered);
  }, [learner, evidence, entered]);
}
