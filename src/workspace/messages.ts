/** Sentences for the person, as data: a code and its values. The page puts them into words, in either language. */
import type { BackendName } from '../backend/types';
import { EngineError } from '../core/errors';

export type MessageLevel = 'info' | 'warning' | 'error';

export type MessageCode =
  | 'link-damaged' // a link did not bring all that it was to
  | 'part-load' // a part of the page that comes when it is asked for did not come
  | 'model-load' // a model could not be fetched or read
  | 'backend-wrong' // a backend's kernels gave wrong results
  | 'backend-lost' // a device was lost
  | 'backend-memory' // a device ran out of memory
  | 'backend-failed' // a backend could not be started, or a run failed
  | 'backend-none' // no backend is left
  | 'picture-empty' // a file without content
  | 'picture-size' // more bytes than allowed
  | 'picture-type' // not a picture that browsers read
  | 'picture-dimensions' // too many pixels
  | 'picture-decode' // damaged
  | 'picture-unreadable' // a folder, or a file that is gone
  | 'picture-several' // more than one file at once
  | 'picture-none' // a drop or a paste without a file
  | 'picture-link' // a link, which is not followed
  | 'picture-blank' // the network of drawings sees nothing in it
  | 'camera-denied' // the person, or the browser, refused
  | 'camera-missing' // there is none, or not the one asked for
  | 'camera-busy' // another program has it
  | 'camera-lost' // unplugged, or taken back
  | 'camera-absent' // the browser offers none to this page
  | 'engine'; // any other error of the engine, in its own words

/** Codes of what can go wrong with a picture, a camera or a link: their sentences come with the first of them. */
export type LateCode = Extract<MessageCode, `picture-${string}` | `camera-${string}` | `link-${string}`>;

export const isLateCode = (code: MessageCode): code is LateCode => /^(picture|camera|link)-/.test(code);

export interface Message {
  readonly id: number;
  readonly level: MessageLevel;
  readonly code: MessageCode;
  readonly values: { readonly [name: string]: string | number };
}

export type MessageDraft = Omit<Message, 'id'>;

/** A message's draft for anything that was thrown. */
export function messageFor(error: unknown, code: MessageCode = 'engine', level: MessageLevel = 'error'): MessageDraft {
  const detail = error instanceof Error ? error.message : String(error);
  return { level, code, values: { detail } };
}

/** The codes under which a backend gives up. */
export type FailureCode = 'backend-wrong' | 'backend-lost' | 'backend-memory' | 'backend-failed';

/** Which failure an error of a backend is. */
export function failureCode(error: unknown): FailureCode {
  return error instanceof EngineError && error.code === 'memory' ? 'backend-memory' : 'backend-failed';
}

export function backendMessage(code: FailureCode, from: BackendName, detail: string): MessageDraft {
  return { level: 'warning', code, values: { from, detail } };
}
