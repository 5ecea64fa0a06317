/** What of the page's state the document's own element carries: language, theme, and whether the page is ready. */
import type { i18n } from 'i18next';
import type { Playground } from '../store/playground';
import { speak } from './i18n';

/** Keeps the root element in step with the session from now on. */
export function followSession({ session, frame }: Playground, words: i18n, root: HTMLElement): void {
  const setLanguage = (lang: 'en' | 'ko'): void => {
    // The words change at the same time as `lang`, so that a screen reader never reads one with the other's voice.
    void speak(words, lang).then(() => {
      if (session.getState().lang === lang) root.lang = lang;
    });
  };
  const { theme, lang } = session.getState();
  root.dataset.theme = theme;
  setLanguage(lang);
  session.subscribe((now, before) => {
    if (now.theme !== before.theme) root.dataset.theme = now.theme;
    if (now.lang !== before.lang) setLanguage(now.lang);
  });
  const stop = frame.subscribe(({ version }) => {
    if (version === 0) return;
    // By the next frame React has written the first answer into the page.
    requestAnimationFrame(() => requestAnimationFrame(() => root.setAttribute('data-ready', 'true')));
    stop();
  });
}
