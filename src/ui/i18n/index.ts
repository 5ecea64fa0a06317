/**
 * The page's words: i18next over one typed catalogue per language. English comes with the page, others when chosen, and
 * the words of lazily loaded parts with the first of those parts.
 */
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../workspace/choices';
import { type Catalogue, en } from './en';
import type { more } from './more/en';
import type { Same } from './same';

type More = Same<typeof more>;

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Catalogue & More };
  }
}

const loaders: { readonly [L in Language]: () => Promise<Catalogue> } = {
  en: async () => en,
  ko: async () => (await import('./ko')).ko,
};

const moreLoaders: { readonly [L in Language]: () => Promise<More> } = {
  en: async () => (await import('./more/en')).more,
  ko: async () => (await import('./more/ko')).more,
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

/** Stores of those that speak more than a first visit needs: useTranslation hands out copies of an i18n, with its store. */
const fluent = new WeakSet<i18n['store']>();

/** Changes the language, fetching its catalogue first where needed. */
export async function speak(words: i18n, language: Language): Promise<void> {
  if (!words.hasResourceBundle(language, 'translation')) {
    words.addResourceBundle(language, 'translation', await loaders[language]());
  }
  if (fluent.has(words.store)) await addMore(words, language);
  await words.changeLanguage(language);
}

/** Fetches the words of lazily loaded parts, in the language that is spoken now and in any that is changed to. */
export async function speakMore(words: i18n): Promise<void> {
  fluent.add(words.store);
  await addMore(words, words.language === 'ko' ? 'ko' : 'en');
}

async function addMore(words: i18n, language: Language): Promise<void> {
  words.addResourceBundle(language, 'translation', await moreLoaders[language](), true);
}
