/** Why maps light up over an empty pad: to a network that normalises its input, blank paper is not 0. */
import { useTranslation } from 'react-i18next';
import type { Network } from '../../workspace/network';
import { rounded } from '../../workspace/numbers';
import { useGiven } from '../playground';

export function BlankPaper({ network }: { readonly network: Network }) {
  const { t } = useTranslation();
  const isNormalised = useGiven(({ kind, steps }) => kind === 'draw' && steps.normalising);
  const { kind, mean, deviation } = network.preprocessing;
  const value = -(mean[0] ?? 0) / (deviation[0] ?? 1);
  if (!isNormalised || kind !== 'drawing' || value === 0) return null;
  return <span className="stage-blank">{t('stage.blank', { value: rounded(value) })}</span>;
}
