/** A workspace's link to the person and the page's files, supplied by its creator. */
import type { Catalogue } from './catalogue';
import type { MessageCode, MessageDraft } from './messages';

export interface Host {
  /** The folder of the page's files. */
  readonly base: string;
  /** Shows the person a message. */
  say(draft: MessageDraft): void;
  /** Withdraws messages about something that has been fixed. */
  retract(codes: readonly MessageCode[]): void;
  readonly catalogue: Catalogue;
}
