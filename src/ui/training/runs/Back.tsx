/** The way back from a run that has come to no number: to its last good moment, and the learning rate it had there. */
import { useTranslation } from 'react-i18next';
import { exact, grouped } from '../../../workspace/numbers';
import { Button } from '../../parts/Button';
import { useTrain, useTraining } from '../useTrain';

export function Back() {
  const { t } = useTranslation();
  const { training, recipe } = useTrain();
  const batch = useTraining((state) => state.batch);
  const good = useTraining(({ failure, moments }) => (failure?.kind === 'nan' ? moments[failure.good] : undefined));
  if (!good) return null;
  const { rate, step } = good;
  return (
    <Button
      className="button strong"
      onClick={() => {
        recipe.setState({ rate });
        void training.back();
      }}
    >
      {t('train.runs.back', { count: grouped(step * batch), rate: exact(rate) })}
    </Button>
  );
}
