/**
 * The page's text: i18next over one typed catalogue per language. English comes with the page, others when chosen, and
 * the text of lazily loaded parts with the first of those parts.
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

const loaders: { readonly [L in Language]: (words: i18n) => Promise<Catalogue> } = {
  en: async () => en,
  ko: async (words) => {
    const [{ ko }, { addParticles, joined }] = await Promise.all([import('./ko'), import('./particles')]);
    addParticles(words);
    return joined(ko);
  },
};

const moreLoaders: { readonly [L in Language]: () => Promise<More> } = {
  en: async () => (await import('./more/en')).more,
  ko: async () => {
    const [{ more }, { joined }] = await Promise.all([import('./more/ko'), import('./particles')]);
    return joined(more);
  },
};

/** The page's i18next, in English until `speak` changes it. */
export function createWords(): i18n {
  const words = i18next.createInstance();
  void words.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
    // Keeps the console for errors.
    showSupportNotice: false,
    react: { useSuspense: false },
  });
  return words;
}

/** Stores that hold the lazily loaded text too: useTranslation hands out copies of an i18n, but with its store. */
const fluent = new WeakSet<i18n['store']>();

/** Changes the language, fetching its catalogue first where needed. */
export async function speak(words: i18n, language: Language): Promise<void> {
  if (!words.hasResourceBundle(language, 'translation')) {
    words.addResourceBundle(language, 'translation', await loaders[language](words));
  }
  if (fluent.has(words.store)) await addMore(words, language);
  await words.changeLanguage(language);
}

/** Fetches the text of lazily loaded parts, in the current language and in any chosen later. */
export async function speakMore(words: i18n): Promise<void> {
  fluent.add(words.store);
  await addMore(words, words.language === 'ko' ? 'ko' : 'en');
}

async function addMore(words: i18n, language: Language): Promise<void> {
  words.addResourceBundle(language, 'translation', await moreLoaders[language](), true);
}
