/** React hooks for own sets and for what is chosen among a set's pictures. */
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { createDataView, type DataChoice } from '../../../store/trainingData';
import { isChoice } from '../../../workspace/choices';
import type { OwnSet } from '../../../workspace/training/own/ownSet';
import type { OwnState } from '../../../workspace/training/own/ownSets';
import { type SetId, setNames } from '../../../workspace/training/sets';
import { usePlayground } from '../../playground';
import { useRecipe, useTrain } from '../useTrain';

export const useOwnSets = <T>(select: (state: OwnState) => T): T => useStore(useTrain().own.store, select);

/** The set that is learned from, if it is an own one. */
export function useOwnSet(): OwnSet | null {
  const data = useRecipe((state) => state.data);
  return useOwnSets(({ sets }) => sets.find(({ id }) => id === data) ?? null);
}

export const useDataView = <T>(select: (view: DataChoice) => T): T =>
  useStore(usePlayground().part(createDataView), select);

/** What a set is called. */
export function useSetName(): (id: SetId) => string {
  const { t } = useTranslation();
  const sets = useOwnSets((state) => state.sets);
  return (id) =>
    isChoice(setNames, id) ? t(`train.sets.${id}`) : (sets.find((set) => set.id === id)?.name ?? t('train.data'));
}
