/** The sentence of a message about a picture or a camera, which comes with the first of them. */
import { useTranslation } from 'react-i18next';
import type { InputCode, Message } from '../../../workspace/messages';

export function InputSentence({ code, values }: { readonly code: InputCode; readonly values: Message['values'] }) {
  const { t } = useTranslation();
  return t(`moreInput.messages.${code}`, values);
}
