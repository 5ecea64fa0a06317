/** Class names: translated for the shipped networks, otherwise as in the network's file, and then quoted in sentences. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { en } from '../i18n/en';

const known = (name: string): name is keyof typeof en.classes => Object.hasOwn(en.classes, name);
const shortened = (name: string): name is keyof typeof en.shortClasses => Object.hasOwn(en.shortClasses, name);

export function useClassNames() {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      /** In a sentence, with its article: `a 7`, `an aeroplane`. */
      spoken: (label: string): string => (known(label) ? t(`classes.${label}`) : t('answer.foreign', { label })),
      /** As a row header: `7`, `aeroplane`. */
      short: (label: string): string => (shortened(label) ? t(`shortClasses.${label}`) : label),
    }),
    [t],
  );
}
