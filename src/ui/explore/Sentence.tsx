/** The answer in a sentence, announced when the drawing pauses. */
import { useTranslation } from 'react-i18next';
import { percent } from '../../workspace/numbers';
import { verdictOf } from '../../workspace/verdict';
import { Spoken } from '../parts/Spoken';
import { useClassNames } from '../parts/useClassNames';
import { useFrame, useGiven } from '../playground';

export function Sentence({ labels }: { readonly labels: readonly string[] }) {
  const { t } = useTranslation();
  const names = useClassNames();
  const input = useGiven((state) => state.kind);
  const isReady = useFrame((state) => state.version > 0);
  const answer = useFrame((state) => state.answer);
  const isPlain = useFrame((state) => state.values !== null);
  const verdict = answer && verdictOf(answer);
  if (isPlain) return <p className="muted small">{t('answer.plain')}</p>;
  if (!verdict)
    return (
      <p className="muted small">
        {t(isReady ? (input === 'draw' ? 'answer.empty' : 'answer.emptyPicture') : 'answer.waiting')}
      </p>
    );
  const name = names.spoken(labels[verdict.first] ?? String(verdict.first));
  const text = t(verdict.kind === 'sure' ? 'answer.spoken' : 'answer.spokenUnsure', {
    name,
    percent: percent(verdict.probability),
  });
  return (
    <p className="muted small">
      {text}
      <Spoken text={text} />
    </p>
  );
}
