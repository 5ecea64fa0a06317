/** The text of a message about a picture, camera or link; loaded with the first such message. */
import { useTranslation } from 'react-i18next';
import type { LateCode, Message } from '../../workspace/messages';
import { partsList } from '../parts/partsList';

export function LateSentence({ code, values }: { readonly code: LateCode; readonly values: Message['values'] }) {
  const { t, i18n } = useTranslation();
  const { parts } = values;
  const named = parts === undefined ? values : { ...values, parts: partsList(i18n, `${parts}`.split(' ')) };
  return t(`moreInput.messages.${code}`, named);
}
