/** The right side: the answer in words and in numbers, the last frame, the network's facts, the backend. */
import { useTranslation } from 'react-i18next';
import { useSession } from '../playground';
import { Answer } from './Answer';
import { AnswerDetails } from './AnswerDetails';
import { BackendSelect } from './BackendSelect';
import { Facts } from './Facts';
import { Predictions } from './Predictions';
import { Profiler } from './Profiler';

export function AnswerPanel() {
  const { t } = useTranslation();
  const network = useSession((state) => state.network);
  return (
    <section className="side answer-side" aria-labelledby="answer-title">
      <h2 id="answer-title" className="unseen">
        {t('answer.title')}
      </h2>
      <div className="answer-block">
        <Answer labels={network?.spec.labels ?? []} />
        <Predictions labels={network?.spec.labels ?? []} />
      </div>
      <div className="numbers">
        {network && <AnswerDetails network={network} />}
        <BackendSelect />
        <Profiler />
        {network && <Facts network={network} />}
      </div>
    </section>
  );
}
