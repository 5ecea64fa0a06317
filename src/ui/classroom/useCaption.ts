/** What stands below a picture of the network: its answer, in words. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { percent } from '../../store/numbers';
import { verdictOf } from '../../store/verdict';
import { useClassNames } from '../parts/useClassNames';
import { usePlayground } from '../playground';

/** Reads it when it is needed. */
export function useCaption(): () => string {
  const { t } = useTranslation();
  const { session, frame } = usePlayground();
  const { spoken } = useClassNames();
  return useCallback(() => {
    const { answer } = frame.getState();
    const verdict = answer && verdictOf(answer);
    if (!verdict) return '';
    const label = session.getState().network?.spec.labels[verdict.first] ?? String(verdict.first);
    return t(verdict.kind === 'sure' ? 'answer.spoken' : 'answer.spokenUnsure', {
      name: spoken(label),
      percent: percent(verdict.probability),
    });
  }, [t, session, frame, spoken]);
}
