/** What the pad of the page "Train" invites to draw: of what is learned; in the chapter "Data", of the chosen class. */
import { useTranslation } from 'react-i18next';
import { isChoice } from '../../../workspace/choices';
import { setNames } from '../../../workspace/training/sets';
import { useTraining } from '../useTrain';
import { useDataView, useOwnSet } from './useOwn';

/** Names that are still read at a glance. */
const MOST_NAMES = 5;

/** Null for digits. */
export function useInvite(isData: boolean): string | null {
  const { t } = useTranslation();
  const { id, labels } = useTraining((state) => state.set);
  const own = useOwnSet();
  const chosen = useDataView((view) => view.chosen);
  if (own && isData) {
    const { name } = own.classes[Math.min(chosen, own.classes.length - 1)] ?? {};
    return name === undefined ? t('pad.any') : t('train.own.invite.class', { name });
  }
  if (isChoice(setNames, id)) return id === 'mnist' ? null : t(`train.own.invite.${id}`);
  if (labels.length === 0) return t('pad.any');
  const names = labels.slice(0, MOST_NAMES).join(', ');
  return t('train.own.invite.classes', { names: labels.length > MOST_NAMES ? `${names}, …` : names });
}
