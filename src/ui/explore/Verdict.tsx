/** The answer as one sentence, or why there is none. Announced when the drawing pauses. */
import { useTranslation } from 'react-i18next';
import { percent } from '../../workspace/numbers';
import { Spoken } from '../parts/Spoken';
import { useRecord } from '../parts/useRecord';
import { useVerdict, useVerdictWords } from '../parts/useVerdict';
import { useFrame, useGiven } from '../playground';

export function Verdict({ labels }: { readonly labels: readonly string[] }) {
  const { t } = useTranslation();
  const verdict = useVerdict();
  const sentenceOf = useVerdictWords();
  const classes = useRecord()?.classes ?? 'all';
  const invitation = useGiven(({ kind }) => (kind === 'draw' ? 'answer.empty' : 'answer.emptyPicture'));
  const isPlain = useFrame((state) => state.values !== null);
  const isReady = useFrame((state) => state.version > 0);
  const isNone = verdict.kind === 'none';
  const sentence = isNone
    ? t(isPlain ? 'answer.plain' : isReady ? invitation : 'answer.waiting')
    : sentenceOf(verdict, labels, classes);
  const spoken =
    verdict.kind === 'sure' ? t('answer.spoken', { sentence, percent: percent(verdict.probability) }) : sentence;
  return (
    <>
      <p className="verdict" data-testid="verdict" data-kind={verdict.kind}>
        {sentence}
      </p>
      {!isNone && <Spoken text={spoken} />}
    </>
  );
}
