/** Language, theme and whether the opening has been shown, kept between visits. Storage may be missing, full or blocked; then nothing is kept. */
import { isChoice, type Language, languages, type Theme, themes } from '../workspace/choices';

export interface Preferences {
  readonly lang?: Language;
  readonly theme?: Theme;
  /** The opening has been shown. */
  readonly isGreeted?: true;
}

const KEY = 'cnn-playground';

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** `window.localStorage`, whose very getter throws where storage is blocked. */
export function browserStorage(): Store | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

export function readPreferences(store: Store | null): Preferences {
  try {
    const saved: unknown = JSON.parse(store?.getItem(KEY) ?? 'null');
    if (typeof saved !== 'object' || saved === null) return {};
    const { lang, theme, isGreeted } = saved as { lang?: unknown; theme?: unknown; isGreeted?: unknown };
    return {
      ...(isChoice(languages, lang) ? { lang } : {}),
      ...(isChoice(themes, theme) ? { theme } : {}),
      ...(isGreeted === true ? { isGreeted } : {}),
    };
  } catch {
    return {};
  }
}

export function savePreferences(store: Store | null, preferences: Preferences): void {
  try {
    store?.setItem(KEY, JSON.stringify({ ...readPreferences(store), ...preferences }));
  } catch {
    // A private window or a full disk: the choice lasts for this visit only.
  }
}
