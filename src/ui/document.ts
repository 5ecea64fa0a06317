/** The state that the root element carries: language, theme, what is hidden and whether an answer is on its way. */
import type { i18n } from 'i18next';
import { hiddenParts, isEmbedded } from '../store/embed';
import type { Playground } from '../store/playground';
import { say } from '../store/session';
import { isChoice, type Language, languages } from '../workspace/choices';
import { messageFor } from '../workspace/messages';
import { speak } from './i18n';

/** Keeps the root element in step with the session. */
export function followSession({ session, router, workspace }: Playground, words: i18n, root: HTMLElement): void {
  // One change after another: a catalogue that arrives late must not override a later choice.
  let last = Promise.resolve();
  const setLanguage = (lang: Language): void => {
    last = last.then(async () => {
      if (session.getState().lang !== lang) return;
      try {
        await speak(words, lang);
        // Text and `lang` change together, so that a screen reader never uses the wrong voice.
        root.lang = lang;
      } catch (error) {
        say(session, messageFor(error, 'part-load'));
        // The current language stays, and the other can be chosen again.
        if (session.getState().lang === lang && isChoice(languages, words.language)) {
          session.setState({ lang: words.language });
        }
      }
    });
  };
  const { theme, lang } = session.getState();
  root.dataset.theme = theme;
  const address = router.parameters();
  if (isEmbedded(address)) {
    root.dataset.embed = '';
    root.dataset.hide = hiddenParts(address).join(' ');
  }
  setLanguage(lang);
  session.subscribe((now, before) => {
    if (now.theme !== before.theme) root.dataset.theme = now.theme;
    if (now.lang !== before.lang) setLanguage(now.lang);
  });
  workspace.frame.subscribe((now, before) => {
    if (now.isBusy !== before.isBusy) root.toggleAttribute('data-busy', now.isBusy);
  });
}
