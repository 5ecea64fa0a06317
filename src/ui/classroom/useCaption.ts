/** The caption of a picture of the network: the answer, and whether it is edited or shows a difference. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { percent } from '../../workspace/numbers';
import { verdictOf } from '../../workspace/verdict';
import { useClassNames } from '../parts/useClassNames';
import { useWorkspace } from '../playground';

/** Returns a function that reads the caption when called. */
export function useCaption(): () => string {
  const { t } = useTranslation();
  const { store, frame } = useWorkspace();
  const { spoken } = useClassNames();
  return useCallback(() => {
    const { answer } = frame.getState();
    const verdict = answer && verdictOf(answer);
    if (!verdict) return '';
    const { network, isEdited } = store.getState();
    const label = network?.spec.labels[verdict.first] ?? String(verdict.first);
    const said = t(verdict.kind === 'sure' ? 'answer.spoken' : 'answer.spokenUnsure', {
      name: spoken(label),
      percent: percent(verdict.probability),
    });
    const whose = isEdited ? `${t('edit.answer')}: ` : '';
    return `${whose}${said}${network?.originals ? ` ${t('edit.differencesHelp')}` : ''}`;
  }, [t, store, frame, spoken]);
}
