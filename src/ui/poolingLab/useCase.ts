/** One case of the noise experiment: what its numbers say, and its parts in words. */
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { judged, measureOf, noiseOf, otherMeasure } from '../../workspace/labs/pooling/cases';
import { type CaseMeasure, measured, type Verdict } from '../../workspace/labs/pooling/difference';
import type { Pooling } from '../../workspace/labs/pooling/pooling';
import type { PoolingSettings } from '../../workspace/labs/pooling/settings';
import type { RowKind } from '../../workspace/labs/pooling/spec';
import { useWorkspace } from '../playground';
import { useMapName } from './Source';
import { usePoolingPage } from './usePooling';

export interface Case {
  readonly settings: PoolingSettings;
  readonly measure: CaseMeasure;
  readonly verdict: Verdict;
  /** What the other measure would say. */
  readonly counter: Verdict;
  /** The error of a kind, by the case's measure or another; null where there is none. */
  errorOf(kind: RowKind, measure?: CaseMeasure): number | null;
}

export function useCase(pooling: Pooling): Case {
  const chosen = useStore(usePoolingPage().settings, ({ measure }) => measure);
  const settings = useStore(pooling.settings);
  const standing = useStore(pooling.standing, ({ now }) => now);
  const measures = useStore(pooling.measures, ({ now }) => now);
  const differences = measures?.standing === standing ? measures?.differences : undefined;
  const measure = measureOf(chosen, settings.subject);
  return {
    settings,
    measure,
    verdict: judged(differences, measure),
    counter: judged(differences, otherMeasure[measure]),
    errorOf(kind, by = measure) {
      const difference = differences?.get(kind);
      return difference ? measured(difference, by) : null;
    },
  };
}

/** What a case is about, in words: the picture or its map, and the noise. */
export function useCaseWords() {
  const { t } = useTranslation();
  const kind = useStore(useWorkspace().input.store, (state) => state.kind);
  const mapName = useMapName();
  return {
    subject: ({ subject, map }: PoolingSettings): string =>
      map !== 'picture' ? mapName(map) : t(`pooling.on.${subject === 'points' ? 'points' : kind}`),
    noise: (settings: PoolingSettings): string => t(`pooling.noises.${noiseOf(settings)}`),
  };
}
