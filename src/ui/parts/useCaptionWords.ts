/** Puts a block's caption into the language of the page. */
import { useTranslation } from 'react-i18next';
import type { Caption } from '../../workspace/stage/captions';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function useCaptionWords() {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'ko' ? 'ko' : 'en';
  return ({ title, subtitle }: Caption): { readonly title: string; readonly subtitle: string } => ({
    title: typeof title === 'string' ? capital(t(`captions.${title}`)) : title[language],
    subtitle: subtitle
      .map(({ key, isNext, values }) => {
        const what = t(`captions.${key}`, { ...values });
        return isNext ? t('captions.next', { what }) : what;
      })
      .join(', '),
  });
}
