/** The caption of a picture of the network: the answer, and whether it is edited or shows a difference. */
import { useTranslation } from 'react-i18next';
import { percent } from '../../workspace/numbers';
import { isMadeFor, verdictOf } from '../../workspace/verdict';
import { useVerdictWords } from '../parts/useVerdict';
import { useWorkspace } from '../playground';

/** Returns a function that reads the caption when called. */
export function useCaption(): () => string {
  const { t } = useTranslation();
  const { store, frame, input, host } = useWorkspace();
  const sentenceOf = useVerdictWords();
  return () => {
    const { network, model, isEdited } = store.getState();
    if (!network || !model) return '';
    const record = host.catalogue.record(model);
    const verdict = verdictOf(frame.getState().answer, isMadeFor(record, input.store.getState().kind));
    if (verdict.kind === 'none') return '';
    const sentence = sentenceOf(verdict, network.spec.labels, record.classes);
    const said =
      verdict.kind === 'sure' ? t('answer.spoken', { sentence, percent: percent(verdict.probability) }) : sentence;
    const whose = isEdited ? `${t('edit.answer')}: ` : '';
    return `${whose}${said}${network.originals ? ` ${t('edit.differencesHelp')}` : ''}`;
  };
}
