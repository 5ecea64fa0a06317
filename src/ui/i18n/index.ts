/** The page's words: i18next over one typed catalogue per language. English comes with the page, others when chosen. */
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../store/choices';
import { type Catalogue, en } from './en';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Catalogue };
  }
}

const loaders: { readonly [L in Language]: () => Promise<Catalogue> } = {
  en: async () => en,
  ko: async () => (await import('./ko')).ko,
};

/** The page's i18next, in English until `speak` has changed it. */
export function createWords(): i18n {
  const words = i18next.createInstance();
  void words.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
    // The console is for what goes wrong.
    showSupportNotice: false,
    react: { useSuspense: false },
  });
  return words;
}

/** Changes the language, fetching its catalogue first where needed. */
export async function speak(words: i18n, language: Language): Promise<void> {
  if (!words.hasResourceBundle(language, 'translation')) {
    words.addResourceBundle(language, 'translation', await loaders[language]());
  }
  await words.changeLanguage(language);
}
