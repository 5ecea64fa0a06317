/** What a picture of the network says: its captions, and the answer, edited or not. */
import { useTranslation } from 'react-i18next';
import type { Words } from '../../workspace/export/stageText';
import { percent } from '../../workspace/numbers';
import { blockCaption } from '../../workspace/stage/captions';
import { isMadeFor, verdictOf } from '../../workspace/verdict';
import { useCaptionWords } from '../parts/useCaptionWords';
import { useClassNames } from '../parts/useClassNames';
import { useVerdictWords } from '../parts/useVerdict';
import { useWorkspace } from '../playground';

/** Returns a function that reads the words when called; null before there is a network. */
export function usePictureWords(): () => Words | null {
  const { t } = useTranslation();
  const { store, frame, input, host } = useWorkspace();
  const sentenceOf = useVerdictWords();
  const inWords = useCaptionWords();
  const names = useClassNames();
  return () => {
    const { network, model, isEdited } = store.getState();
    if (!network || !model) return null;
    const record = host.catalogue.record(model);
    const { kind } = input.store.getState();
    const { labels } = network.spec;
    const verdict = verdictOf(frame.getState().answer, isMadeFor(record, kind));
    const caption = (): string => {
      if (verdict.kind === 'none') return '';
      const sentence = sentenceOf(verdict, labels, record.classes);
      const said =
        verdict.kind === 'sure' ? t('answer.spoken', { sentence, percent: percent(verdict.probability) }) : sentence;
      const whose = isEdited ? `${t('edit.answer')}: ` : '';
      return `${whose}${said}${network.originals ? ` ${t('edit.differencesHelp')}` : ''}`;
    };
    const label = (index: number): string => names.short(labels[index] ?? String(index));
    return {
      caption: caption(),
      given: kind === 'camera' ? null : t(`classroom.given.${kind}`),
      seen: t('sees.title'),
      seenShort: t('sees.short'),
      answer: t('answer.title'),
      classes: labels.map(names.short),
      headOf: (block) => {
        const words = blockCaption(network.blocks, block, record);
        return words && inWords(words);
      },
      someOf: (shown, count) => t('stage.shown', { shown, count }),
      wires: (of) => ({
        adds: t('stageTools.wires.adds', { label: label(of) }),
        takes: t('stageTools.wires.takes'),
        thicker: t('stageTools.wires.thicker'),
      }),
    };
  };
}
