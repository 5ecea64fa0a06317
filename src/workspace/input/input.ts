/**
 * A person's input: a drawing, a picture or the camera, and how it is preprocessed. Workspaces may share one, so that
 * the same drawing appears on every page, or have their own.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { InputKind, PreprocessingStep } from '../choices';
import { type Crop, createGesture, type Gesture } from '../gesture';
import type { Host } from '../host';
import { messageFor } from '../messages';
import type { Carried } from './bring';
import type { GalleryId } from './gallery';
import { InputPipeline } from './pipeline';

/** The opened picture, without its pixels. */
export interface PictureState {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Some pixels are not fully opaque. */
  readonly transparent: boolean;
  /** Its gallery id, if it has one. */
  readonly gallery?: GalleryId;
  /** Increases with each picture; the input pipeline keeps the pixels. */
  readonly version: number;
}

export interface InputState {
  readonly kind: InputKind;
  readonly picture: PictureState | null;
  readonly steps: { readonly [S in PreprocessingStep]: boolean };
}

export interface Input {
  readonly store: StoreApi<InputState>;
  /** Drawing and crop. */
  readonly gesture: Gesture;
  readonly pipeline: InputPipeline;
  /** Chooses a kind of input; followers may choose a network to suit it. */
  choose(kind: InputKind): void;
  setStep(step: PreprocessingStep, on: boolean): void;
  /** Opens a picture from a file. If it is refused, a message says so and the last picture stays. */
  openPicture(file: Blob, name: string): Promise<void>;
  /** Opens a gallery picture, by default at its own crop. */
  openGallery(id: GalleryId, crop?: Crop): Promise<void>;
  /** Takes the content of a drop or paste: opens a picture, or says why not. */
  receive(carried: Carried): Promise<void>;
  /** The input has changed outside the stores: the camera has a new frame. */
  changed(): void;
  /** Calls back whenever the input changes, until the returned function is called. */
  follow(follower: () => void): () => void;
  /** Calls back when another kind is chosen, until the returned function is called. */
  followChoice(follower: (now: InputKind, before: InputKind) => void): () => void;
}

function follower<A extends readonly unknown[]>() {
  const all = new Set<(...told: A) => void>();
  return {
    tell: (...told: A): void => {
      for (const each of all) each(...told);
    },
    follow: (each: (...told: A) => void): (() => void) => {
      all.add(each);
      return () => all.delete(each);
    },
  };
}

export function createInput(host: Pick<Host, 'base' | 'say' | 'retract'>, kind: InputKind = 'draw'): Input {
  const store = createStore<InputState>()(() => ({
    kind,
    picture: null,
    steps: { cropping: true, boxing: true, centring: true, averaging: true, inking: true, normalising: true },
  }));
  const gesture = createGesture();
  const pipeline = new InputPipeline();
  const changes = follower();
  const choices = follower<[InputKind, InputKind]>();

  gesture.subscribe((now, before) => {
    const { strokes, crop, ghost } = now;
    if (strokes !== before.strokes || crop !== before.crop || ghost !== before.ghost) changes.tell();
  });
  store.subscribe((now, before) => {
    if (now.kind !== before.kind || now.steps !== before.steps || now.picture !== before.picture) changes.tell();
  });

  /** The code that opens pictures is loaded with the first one. */
  async function bringing(act: (door: typeof import('./bring')) => Promise<void>): Promise<void> {
    const door = await import('./bring').catch((error: unknown) => host.say(messageFor(error, 'part-load')));
    if (door) await act(door);
  }

  const input: Input = {
    store,
    gesture,
    pipeline,
    choose(next) {
      const { kind: before } = store.getState();
      if (next === before) return;
      store.setState({ kind: next });
      choices.tell(next, before);
    },
    setStep(step, on) {
      store.setState(({ steps }) => ({ steps: { ...steps, [step]: on } }));
    },
    openPicture: (file, name) => bringing(({ bringPicture }) => bringPicture(input, host, file, name)),
    openGallery: (id, crop) => bringing(({ bringFromGallery }) => bringFromGallery(input, host, id, crop)),
    receive: (carried) => bringing(({ bringCarried }) => bringCarried(input, host, carried)),
    changed: changes.tell,
    follow: changes.follow,
    followChoice: choices.follow,
  };
  return input;
}
