/** State that changes a few times in a visit: what is shown, computed on, said, and in which language. */
import { createStore } from 'zustand/vanilla';
import type { Refusal } from '../backend';
import type { BackendInfo } from '../backend/types';
import { type InputKind, inputFor, type PreprocessingStep, type RangeChoice } from '../workspace/choices';
import type { GalleryId } from '../workspace/input/gallery';
import type { Message, MessageDraft } from '../workspace/messages';
import type { Network } from '../workspace/network';
import type { Selection } from '../workspace/selection';
import { type Arrangement, unarranged } from '../workspace/stage/arrangement';
import type { MapView } from '../workspace/stage/layers';
import type { Address } from './address';

export interface BackendState {
  readonly info: BackendInfo;
  readonly refused: readonly Refusal[];
  /** Bytes of all buffers of the program. */
  readonly bytes: number;
}

/** The picture that was brought, without its pixels. */
export interface PictureState {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Some of it is not wholly opaque. */
  readonly transparent: boolean;
  /** Which one of the gallery it is. */
  readonly gallery?: GalleryId;
  /** Grows with each picture; the pixels are kept by the input pipeline. */
  readonly version: number;
}

export interface SessionState extends Address {
  /** How often an entry of the browser's history was gone to, by "back" for one. */
  readonly returned: number;
  readonly input: InputKind;
  readonly network: Network | null;
  /** Whether a person has changed the network (edit/editing.ts). */
  readonly isEdited: boolean;
  /** Null while a backend is being opened. */
  readonly computing: BackendState | null;
  readonly picture: PictureState | null;
  readonly view: MapView;
  readonly range: RangeChoice;
  /** Size of a map on the stage in pixels; null: as large as the whole network fits. */
  readonly tile: number | null;
  /** The map or the value that is opened; always one of the network that stands. */
  readonly selection: Selection | null;
  /** Layers folded, maps sorted and filtered. */
  readonly arrangement: Arrangement;
  readonly steps: { readonly [S in PreprocessingStep]: boolean };
  readonly messages: readonly Message[];
  /** The page that was opened can be used: its first frame stands. */
  readonly isUsable: boolean;
}

export function createSession(address: Address) {
  return createStore<SessionState>()(() => ({
    ...address,
    returned: 0,
    input: inputFor[address.model],
    network: null,
    isEdited: false,
    computing: null,
    picture: null,
    view: 'both',
    range: 'layer',
    tile: null,
    selection: null,
    arrangement: unarranged,
    steps: { cropping: true, boxing: true, centring: true, averaging: true, inking: true, normalising: true },
    messages: [],
    isUsable: false,
  }));
}

export type Session = ReturnType<typeof createSession>;

/** Messages kept at once: an older one is surely read or no longer true. */
const MOST_MESSAGES = 3;
let lastMessage = 0;

/** Shows a message. One of the same code is replaced, so that a failure that repeats does not pile up. */
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

/** Takes back what was said about something that has been put right. */
export function retract(session: Session, codes: readonly Message['code'][]): void {
  const { messages } = session.getState();
  const kept = messages.filter(({ code }) => !codes.includes(code));
  if (kept.length < messages.length) session.setState({ messages: kept });
}
