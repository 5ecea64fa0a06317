/** How a workspace reaches the person and the page's own files: given by whoever makes it. */
import type { Catalogue } from './catalogue';
import type { MessageCode, MessageDraft } from './messages';

export interface Host {
  /** The folder of the page's own files. */
  readonly base: string;
  /** Says a sentence to the person. */
  say(draft: MessageDraft): void;
  /** Takes back what was said about something that has been put right. */
  retract(codes: readonly MessageCode[]): void;
  readonly catalogue: Catalogue;
}
