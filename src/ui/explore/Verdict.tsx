/** The answer as one sentence, or why there is none. Follows every frame; announced when the drawing pauses. */
import { useTranslation } from 'react-i18next';
import type { FrameState } from '../../workspace/frame';
import { percent } from '../../workspace/numbers';
import { LiveStatus, put, say, useLive } from '../parts/Live';
import { useInvitation } from '../parts/useInvitation';
import { useRecord } from '../parts/useRecord';
import { useVerdictOf, useVerdictWords } from '../parts/useVerdict';
import { useGiven } from '../playground';

export function Verdict({ labels }: { readonly labels: readonly string[] }) {
  const { t } = useTranslation();
  const sentenceOf = useVerdictWords();
  const verdictOf = useVerdictOf();
  const classes = useRecord()?.classes ?? 'all';
  const toDraw = useInvitation('answer.empty');
  const invitation = useGiven(({ kind }) => (kind === 'draw' ? toDraw : t('answer.emptyPicture')));
  const said = (state: FrameState): string => {
    const verdict = verdictOf(state);
    return verdict.kind === 'none' ? '' : sentenceOf(verdict, labels, classes);
  };
  const instead = ({ values, version }: FrameState): string =>
    values !== null ? t('answer.plain') : version > 0 ? invitation : t('answer.waiting');
  const spoken = (state: FrameState): string => {
    const verdict = verdictOf(state);
    const sentence = said(state);
    if (verdict.kind !== 'sure') return sentence;
    return t('answer.spoken', { sentence, percent: percent(verdict.probability, 0) });
  };
  const ref = useLive<HTMLParagraphElement>((element, state) => {
    const sentence = said(state) || instead(state);
    say(element, sentence);
    put(element, 'title', sentence);
    put(element, 'data-kind', verdictOf(state).kind);
  });
  return (
    <>
      <p ref={ref} className="verdict" data-testid="verdict" />
      <LiveStatus of={spoken} />
    </>
  );
}
