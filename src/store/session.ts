/** The person's session state, which changes only a few times per visit: page, backend, language, theme, messages. */
import { createStore } from 'zustand/vanilla';
import type { BackendChoice, Language, Theme } from '../workspace/choices';
import type { Message, MessageDraft } from '../workspace/messages';
import type { Page } from './pages';

export interface SessionState {
  readonly page: Page;
  readonly backend: BackendChoice;
  readonly lang: Language;
  readonly theme: Theme;
  readonly messages: readonly Message[];
  /** The opened page is usable: its first frame has been painted. */
  readonly isUsable: boolean;
}

export const createSession = ({
  page,
  backend,
  lang,
  theme,
}: Pick<SessionState, 'page' | 'backend' | 'lang' | 'theme'>) =>
  createStore<SessionState>()(() => ({ page, backend, lang, theme, messages: [], isUsable: false }));

export type Session = ReturnType<typeof createSession>;

/** Messages kept at once: older ones have been read or are out of date. */
const MOST_MESSAGES = 3;
let lastMessage = 0;

/** Shows a message, replacing any of the same code so that repeated failures do not pile up. */
export function say(session: Session, draft: MessageDraft): void {
  lastMessage += 1;
  const message = { ...draft, id: lastMessage };
  session.setState(({ messages }) => ({
    messages: [...messages.filter(({ code }) => code !== draft.code), message].slice(-MOST_MESSAGES),
  }));
}

export function dismiss(session: Session, id: number): void {
  session.setState(({ messages }) => ({ messages: messages.filter((message) => message.id !== id) }));
}

/** Withdraws messages about something that has been fixed. */
export function retract(session: Session, codes: readonly Message['code'][]): void {
  const { messages } = session.getState();
  const kept = messages.filter(({ code }) => !codes.includes(code));
  if (kept.length < messages.length) session.setState({ messages: kept });
}
