/** Why a run that began with zeros learns as good as nothing. */
import { useTranslation } from 'react-i18next';
import type { Moment } from '../../../workspace/training/kept';
import type { Recipe } from '../../../workspace/training/recipe';
import '../../styles/trainRuns.css';

interface Props {
  readonly recipe: Recipe;
  readonly moment: Moment | undefined;
}

/** Nothing for other runs, and before the first step. */
export function Zeros({ recipe: { start }, moment }: Props) {
  const { t } = useTranslation();
  if (start !== 'zeros' || !moment || moment.step === 0) return null;
  // Behind an activation that is not zero at zero, weights do move, all of a layer alike.
  const why = moment.layers[0]?.gradient === 0 ? 'stuck' : 'alike';
  return <p className="train-why">{t(`train.runs.zeros.${why}`)}</p>;
}
