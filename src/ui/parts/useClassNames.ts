/**
 * Class names: translated for the shipped networks and the sets of the page "Train", otherwise as in the network's file,
 * and then quoted in sentences.
 */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { en } from '../i18n/en';

const known = (name: string): name is keyof typeof en.classes => Object.hasOwn(en.classes, name);
const shortened = (name: string): name is keyof typeof en.shortClasses => Object.hasOwn(en.shortClasses, name);

export function useClassNames() {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    /** Of a generated set, whose words come with its page. */
    const made = (kind: 'classes' | 'shortClasses', label: string): string | null => {
      const text: unknown = i18n.getResource(i18n.language, 'translation', `train.${kind}.${label}`);
      return typeof text === 'string' ? text : null;
    };
    return {
      /** In a sentence, with its article: `a 7`, `an aeroplane`. */
      spoken: (label: string): string =>
        known(label) ? t(`classes.${label}`) : (made('classes', label) ?? t('answer.foreign', { label })),
      /** As a row header: `7`, `aeroplane`. */
      short: (label: string): string =>
        shortened(label) ? t(`shortClasses.${label}`) : (made('shortClasses', label) ?? label),
    };
  }, [t, i18n]);
}
