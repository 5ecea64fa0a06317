/** What the network can do at the playhead, in one sentence; and for scripts, in numbers. */
import { useTranslation } from 'react-i18next';
import { grouped } from '../../workspace/numbers';
import { Button } from '../parts/Button';
import { put } from '../parts/Live';
import { useClassNames } from '../parts/useClassNames';
import { Back } from './runs/Back';
import { Zeros } from './runs/Zeros';
import { Strong } from './Strong';
import { useLabels, useMoment, usePulse, useRecipe, useSubject, useTrain, useTraining } from './useTrain';

/** The likeliest class. */
export const bestOf = (answer: readonly number[]): number => answer.indexOf(Math.max(...answer));

export function useSentence(): string {
  const { t } = useTranslation();
  const names = useClassNames();
  const batch = useTraining((state) => state.batch);
  const start = useRecipe((state) => state.start);
  const labels = useLabels();
  const isFew = labels.length < 2;
  const moment = useMoment();
  const shown = useTraining((state) => state.shown);
  const status = useTraining((state) => state.status);
  const failure = useTraining((state) => state.failure);
  const dead = useTraining((state) => state.dead);
  const picture = useSubject();
  const answer = useTraining(({ answers }) => (shown === null ? null : (answers[shown] ?? null)));
  const returned = useTraining((state) => state.returned);
  if (failure?.kind === 'stopped') return t('train.status.stopped', { what: failure.what });
  if (failure && shown === null) {
    const { layer, step } = failure;
    return layer === null ? t('train.status.nan') : t('train.runs.nan', { layer, count: grouped(step * batch) });
  }
  if (isFew) return t('train.own.few');
  if (status === 'loading' || !moment) return t('train.status.loading');
  if (moment.step === 0 && shown === null) return t(start === 'zeros' ? 'train.status.zero' : 'train.status.idle');
  if (returned !== null && shown === null) return t('train.runs.returned', { count: grouped(returned * batch) });
  const values = { count: grouped(moment.step * batch), right: Math.round(100 * moment.newAccuracy) };
  if (Number.isNaN(moment.newAccuracy)) return t('train.own.untested', values);
  if (shown === null)
    return t(dead === null || start === 'zeros' ? 'train.status.learned' : 'train.status.dead', {
      ...values,
      layer: dead,
    });
  const label = answer ? labels[bestOf(answer)] : undefined;
  const said = picture ? 'train.watching.earlierPicture' : 'train.status.earlierSaid';
  return label === undefined ? t('train.status.earlier', values) : t(said, { ...values, label: names.spoken(label) });
}

export function State() {
  const { t } = useTranslation();
  const { training } = useTrain();
  const sentence = useSentence();
  const status = useTraining((state) => state.status);
  const epoch = useTraining((state) => state.epoch);
  const shown = useTraining((state) => state.shown);
  const moment = useMoment();
  const recipe = useRecipe((state) => state);
  const ref = usePulse<HTMLHeadingElement>((element, { step, loss, imagesPerSecond }) => {
    put(element, 'data-step', step);
    put(element, 'data-epoch', Math.floor(step / epoch));
    put(element, 'data-loss', Number.isNaN(loss) ? (moment?.newLoss ?? '') : loss);
    put(element, 'data-images-per-second', Math.round(imagesPerSecond));
  });
  return (
    <div className="train-state">
      <h2
        ref={ref}
        className="train-sentence"
        data-testid="train-status"
        data-state={status === 'loading' ? 'idle' : status}
        data-test-accuracy={moment?.newAccuracy}
      >
        <Strong text={sentence} />
      </h2>
      <Zeros recipe={recipe} moment={moment ?? undefined} />
      {status === 'failed' && (
        <div className="row tight">
          <Button onClick={() => training.reset()}>{t('train.again')}</Button>
          <Back />
        </div>
      )}
      {status !== 'failed' && shown !== null && (
        <div className="row tight">
          <Button onClick={() => void training.goOnFromHere()}>{t('train.goOn')}</Button>
          <Button className="button strong" onClick={() => training.seek(null)}>
            {t('train.backToEnd')}
          </Button>
        </div>
      )}
    </div>
  );
}
