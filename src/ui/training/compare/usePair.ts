/** The two runs of the chapter "Compare": A, one that is kept, and B, the one at work. */
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Moment, RunRecord } from '../../../workspace/training/kept';
import { type Compared, momentAt, picturesAt } from '../../../workspace/training/pair';
import { useWork } from '../../playground';
import { useMoment, useRecipe, useTrain, useTraining } from '../useTrain';

/** Reads the kept runs again as the one at work pauses or another begins. */
export function useFreshRuns(): void {
  const { runs } = useTrain();
  const run = useTraining((state) => state.run);
  const status = useTraining((state) => state.status);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is kept changes with them.
  useEffect(() => void runs.refresh(), [runs, run, status]);
}

/** The kept runs besides the one at work, the newest first. */
export function useOthers(): readonly RunRecord[] {
  const { runs } = useTrain();
  const run = useTraining((state) => state.run);
  const all = useStore(runs.store, (state) => state.runs);
  return useMemo(() => all.filter(({ id }) => id !== run), [all, run]);
}

export interface Pair {
  readonly a: RunRecord;
  readonly b: Compared;
  /** What stands at the playhead, which is B's. */
  readonly at: { readonly a: Moment | undefined; readonly b: Moment; readonly pictures: number };
}

/** Null while there is nothing to compare. */
export function usePair(others: readonly RunRecord[]): Pair | null {
  const { runs } = useTrain();
  const compared = useStore(runs.store, (state) => state.compared);
  const recipe = useRecipe((state) => state);
  const moments = useTraining((state) => state.moments);
  const spec = useWork((state) => state.network?.spec);
  const moment = useMoment();
  const a = others.find(({ id }) => id === compared) ?? others[0];
  if (!a || !spec || !moment) return null;
  const b = { recipe, spec, moments };
  const pictures = picturesAt(b, moment.step);
  return { a, b, at: { a: momentAt(a, pictures), b: moment, pictures } };
}
