/** The lessons' words in each language, fetched when asked for. */
import type { Language } from '../../../workspace/choices';
import type { Words } from './types';

export const wordsIn: { readonly [L in Language]: () => Promise<Words> } = {
  en: async () => (await import('./en')).en,
  ko: async () => {
    const [{ ko }, { joined }] = await Promise.all([import('./ko'), import('../../i18n/particles')]);
    return joined(ko);
  },
};
