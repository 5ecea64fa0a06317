/** What an empty pad, and an answer without a drawing, invite to draw: what the network knows. */
import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { useWork } from '../playground';

/** The words of a page that knows better than its network's labels tell. */
export const Invitation = createContext<string | null>(null);

export function useInvitation(toDigits: 'pad.hint' | 'answer.empty'): string {
  const { t } = useTranslation();
  const given = useContext(Invitation);
  const isOfDigits = useWork(({ network }) => network?.spec.labels.every((label) => /^\d$/.test(label)) ?? true);
  return given ?? t(isOfDigits ? toDigits : 'pad.any');
}
