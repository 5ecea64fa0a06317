/** Messages for the person, as data: a code and its values. The page words them in either language. */
import type { BackendName } from '../backend/types';
import { EngineError } from '../core/errors';

export type MessageLevel = 'info' | 'warning' | 'error';

export type MessageCode =
  | 'link-damaged' // a link did not bring everything
  | 'link-set' // a link names an own set of pictures that is not on this device
  | 'part-load' // a part of the page that loads on demand failed to load
  | 'model-load' // a model could not be fetched or read
  | 'backend-wrong' // a backend's kernels gave wrong results
  | 'backend-lost' // a device was lost
  | 'backend-memory' // a device ran out of memory
  | 'backend-failed' // a backend could not be started, or a run failed
  | 'backend-none' // no backend is left
  | 'picture-empty' // a file without content
  | 'picture-size' // more bytes than allowed
  | 'picture-type' // not a picture that browsers can read
  | 'picture-dimensions' // too many pixels
  | 'picture-decode' // damaged
  | 'picture-unreadable' // a folder, or a file that is gone
  | 'picture-several' // more than one file at once
  | 'picture-none' // a drop or a paste without a file
  | 'picture-link' // a link, which is not followed
  | 'picture-blank' // the network for drawings sees nothing in it
  | 'picture-small' // it sees only a trace of something
  | 'camera-denied' // the person or the browser refused
  | 'camera-framed' // the page that this one stands in does not allow it
  | 'camera-missing' // no camera, or not the requested one
  | 'camera-busy' // in use by another program
  | 'camera-lost' // unplugged, or taken away
  | 'camera-absent' // not offered to this page by the browser
  | 'engine'; // any other error of the engine, in its own words

/** Codes for pictures, cameras and links: their wording is loaded with the first of them. */
export type LateCode = Extract<MessageCode, `picture-${string}` | `camera-${string}` | `link-${string}`>;

export const isLateCode = (code: MessageCode): code is LateCode => /^(picture|camera|link)-/.test(code);

export interface Message {
  readonly id: number;
  readonly level: MessageLevel;
  readonly code: MessageCode;
  readonly values: { readonly [name: string]: string | number };
}

export type MessageDraft = Omit<Message, 'id'>;

/** A message draft for any thrown value. */
export function messageFor(error: unknown, code: MessageCode = 'engine', level: MessageLevel = 'error'): MessageDraft {
  const detail = error instanceof Error ? error.message : String(error);
  return { level, code, values: { detail } };
}

/** The codes under which a backend fails. */
export type FailureCode = 'backend-wrong' | 'backend-lost' | 'backend-memory' | 'backend-failed';

/** The failure code for an error of a backend. */
export function failureCode(error: unknown): FailureCode {
  return error instanceof EngineError && error.code === 'memory' ? 'backend-memory' : 'backend-failed';
}

export function backendMessage(code: FailureCode, from: BackendName, detail: string): MessageDraft {
  return { level: 'warning', code, values: { from, detail } };
}
