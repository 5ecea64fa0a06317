/** The verdict on the latest answer, and its sentence. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelRecord } from '../../workspace/catalogue/records';
import type { FrameState } from '../../workspace/frame';
import { percent } from '../../workspace/numbers';
import { isMadeFor, type Verdict, verdictOf } from '../../workspace/verdict';
import { useFrame, useGiven, useWork } from '../playground';
import { useClassNames } from './useClassNames';
import { useRecord } from './useRecord';

/** What a network is made for that no catalogue knows, since it was made in the page: of drawings, and of pictures. */
const madeHere = {
  drawing: { takes: ['draw'], classes: 'all' },
  picture: { takes: ['draw', 'picture', 'camera'], classes: 'all' },
} as const;

/** Returns a function that judges the answer of a frame. */
export function useVerdictOf(): (state: Pick<FrameState, 'answer'>) => Verdict {
  const reads = useWork(({ network }) => network?.preprocessing.kind ?? 'drawing');
  const record = useRecord() ?? madeHere[reads];
  const kind = useGiven((state) => state.kind);
  const isFit = isMadeFor(record, kind);
  return useCallback(({ answer }) => verdictOf(answer, isFit), [isFit]);
}

/** Something of the verdict, by value: what shows it renders when it changes, not with every frame. */
export function useVerdict<T extends string | boolean>(select: (verdict: Verdict) => T): T {
  const of = useVerdictOf();
  return useFrame((state) => select(of(state)));
}

type Answered = Exclude<Verdict, { readonly kind: 'none' }>;

/** Returns a function that puts a verdict into words. */
export function useVerdictWords() {
  const { t } = useTranslation();
  const names = useClassNames();
  return (verdict: Answered, labels: readonly string[], classes: ModelRecord['classes']): string => {
    const named = (index: number): string => {
      const label = labels[index];
      return label === undefined ? t('answer.numbered', { index }) : names.spoken(label);
    };
    const name = named(verdict.first);
    if (verdict.kind === 'close') {
      const first = name.charAt(0).toUpperCase() + name.slice(1);
      return t('answer.close', { first, second: named(verdict.second) });
    }
    const share = percent(verdict.probability, 0);
    const count = t('answer.numerals').split(' ')[labels.length] ?? labels.length;
    if (verdict.kind === 'unsure' && verdict.isFlat) return t('answer.flat', { count });
    if (verdict.kind !== 'likely' || classes === 'all') return t(`answer.${verdict.kind}`, { name, percent: share });
    return t('answer.likeliest', { count, name, percent: share });
  };
}
