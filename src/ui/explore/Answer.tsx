/** The answer in large type: the class, or that the network is unsure. Announced when the drawing pauses. */
import { useTranslation } from 'react-i18next';
import { percent } from '../../workspace/numbers';
import { verdictOf } from '../../workspace/verdict';
import { Spoken } from '../parts/Spoken';
import { useClassNames } from '../parts/useClassNames';
import { useFrame, useGiven } from '../playground';

export function Answer({ labels }: { readonly labels: readonly string[] }) {
  const { t } = useTranslation();
  const names = useClassNames();
  const input = useGiven((state) => state.kind);
  const isReady = useFrame((state) => state.version > 0);
  const answer = useFrame((state) => state.answer);
  const isPlain = useFrame((state) => state.values !== null);
  const verdict = answer && verdictOf(answer);

  if (isPlain) return <p className="answer-words muted">{t('answer.plain')}</p>;
  if (!verdict) {
    const invitation = input === 'draw' ? 'answer.empty' : 'answer.emptyPicture';
    return (
      <div className="answer">
        <p className="answer-class none" aria-hidden>
          ?
        </p>
        <p className="answer-words muted">{t(isReady ? invitation : 'answer.waiting')}</p>
      </div>
    );
  }
  const label = labels[verdict.first] ?? String(verdict.first);
  const name = names.spoken(label);
  const share = percent(verdict.probability);
  const spoken = t(verdict.kind === 'sure' ? 'answer.spoken' : 'answer.spokenUnsure', { name, percent: share });
  return (
    <div className="answer">
      <p className={`answer-class ${verdict.kind}`} data-long={label.length > 2 || undefined}>
        {names.short(label)}
      </p>
      <p className="answer-words muted">
        {verdict.kind === 'close'
          ? t('answer.close', { first: name, second: names.spoken(labels[verdict.second] ?? String(verdict.second)) })
          : t(verdict.kind === 'sure' ? 'answer.sure' : 'answer.unsure', { name })}
        <br />
        <span className="number strong">{t('answer.sureOf', { percent: share })}</span>
      </p>
      <Spoken text={spoken} />
    </div>
  );
}
