/** React hooks for the page's run, its recipe, and what stands at the playhead. */
import { createContext, type RefObject, useContext, useLayoutEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { createTrainPage, type TrainPage, type TrainRun } from '../../store/training';
import type { Moment } from '../../workspace/training/kept';
import type { Recipe } from '../../workspace/training/recipe';
import type { TrainingPulse, TrainingState } from '../../workspace/training/state';
import type { SetPicture } from '../../workspace/training/subject';
import type { Watching } from '../../workspace/training/watching';
import { usePlayground } from '../playground';

/** All that the page "Train" has. */
export const useTrain = (): TrainPage => usePlayground().part(createTrainPage);

/** The run of a part of a page; elsewhere it is that of the page "Train". */
const Given = createContext<TrainRun | null>(null);
export const RunProvider = Given.Provider;

export function useRun(): TrainRun {
  const { part } = usePlayground();
  return useContext(Given) ?? part(createTrainPage);
}

export const useTraining = <T>(select: (state: TrainingState) => T): T => useStore(useRun().training.store, select);

export const useRecipe = <T>(select: (recipe: Recipe) => T): T => useStore(useRun().recipe, select);

export const useWatching = <T>(select: (watching: Watching) => T): T => useStore(useRun().watching, select);

/** The picture of the set that stands in for the person's drawing; null: none. */
export const useSubject = (): SetPicture | null => useStore(useRun().training.subject.store, ({ picture }) => picture);

/** The classes of the run. */
export const useLabels = (): readonly string[] => useTraining((state) => state.set.labels);

/** The place of the moment at the playhead among those kept; at the end, the last one kept. */
export const useAt = (): number => useTraining(({ shown, moments }) => shown ?? moments.length - 1);

export const useMoment = (): Moment | null =>
  useTraining(({ shown, moments }) => moments[shown ?? moments.length - 1] ?? null);

/** Calls `write` with the element after each render and with every step: what changes that often goes by no render. */
export function usePulse<E extends HTMLElement>(
  write: (element: E, pulse: TrainingPulse) => void,
): RefObject<E | null> {
  const { pulse } = useRun().training;
  const ref = useRef<E>(null);
  const latest = useRef(write);
  latest.current = write;
  useLayoutEffect(() => {
    if (ref.current) latest.current(ref.current, pulse.getState());
  });
  useLayoutEffect(
    () =>
      pulse.subscribe((state) => {
        if (ref.current) latest.current(ref.current, state);
      }),
    [pulse],
  );
  return ref;
}
