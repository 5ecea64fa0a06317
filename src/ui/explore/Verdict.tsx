/** The answer as one sentence, or why there is none. Announced when the drawing pauses. */
import { useTranslation } from 'react-i18next';
import { percent } from '../../workspace/numbers';
import { Spoken } from '../parts/Spoken';
import { useRecord } from '../parts/useRecord';
import { useVerdict, useVerdictWords } from '../parts/useVerdict';
import { useFrame, useGiven } from '../playground';

export function Verdict({ labels }: { readonly labels: readonly string[] }) {
  const { t } = useTranslation();
  const sentenceOf = useVerdictWords();
  const classes = useRecord()?.classes ?? 'all';
  const invitation = useGiven(({ kind }) => (kind === 'draw' ? 'answer.empty' : 'answer.emptyPicture'));
  const isPlain = useFrame((state) => state.values !== null);
  const isReady = useFrame((state) => state.version > 0);
  const kind = useVerdict((verdict) => verdict.kind);
  const said = useVerdict((verdict) => (verdict.kind === 'none' ? '' : sentenceOf(verdict, labels, classes)));
  const share = useVerdict((verdict) => (verdict.kind === 'sure' ? percent(verdict.probability, 0) : ''));
  const sentence = said || t(isPlain ? 'answer.plain' : isReady ? invitation : 'answer.waiting');
  return (
    <>
      <p className="verdict" data-testid="verdict" data-kind={kind} title={sentence}>
        {sentence}
      </p>
      {said && <Spoken text={share ? t('answer.spoken', { sentence, percent: share }) : said} />}
    </>
  );
}
