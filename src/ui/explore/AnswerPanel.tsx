/** The right side: the answer in words and numbers, the last frame, the network's facts, the backend. */
import { useTranslation } from 'react-i18next';
import { lazily } from '../parts/lazily';
import { useWork } from '../playground';
import { Answer } from './Answer';
import { AnswerDetails } from './AnswerDetails';
import { BackendSelect } from './BackendSelect';
import { Facts } from './Facts';
import { GlassBoxButton } from './GlassBoxButton';
import { Predictions } from './Predictions';
import { Profiler } from './Profiler';

const EditedAnswer = lazily(() => import('./edit/EditedAnswer').then((module) => module.EditedAnswer));
const Inspector = lazily(() => import('./inspector/Inspector').then((module) => module.Inspector));

export function AnswerPanel() {
  const { t } = useTranslation();
  const isInspecting = useWork((state) => state.selection !== null);
  const network = useWork((state) => state.network);
  const isEdited = useWork((state) => state.isEdited);
  return (
    <section className="side answer-side" aria-labelledby="answer-title">
      <h2 id="answer-title" className="unseen">
        {t('answer.title')}
      </h2>
      <div className="answer-block">
        {isEdited && <EditedAnswer />}
        <Answer labels={network?.spec.labels ?? []} />
        <Predictions labels={network?.spec.labels ?? []} />
      </div>
      {isInspecting && <Inspector />}
      <div className="numbers">
        {network && <AnswerDetails network={network} />}
        <BackendSelect />
        <Profiler />
        <GlassBoxButton />
        {network && <Facts network={network} />}
      </div>
    </section>
  );
}
