/**
 * Keeps what is drawn or shown to the network, and how the stage is seen, in the address, so that a link leads to it.
 * Read once, when the page is opened; written in its place whenever the hand rests. "Back" takes back no stroke: the
 * entry that it leads to is written anew. The stage is read and written with a network, whose layers it speaks of.
 */

import type { Crop, Gesture } from '../../workspace/gesture';
import type { GalleryId } from '../../workspace/input/gallery';
import { RESTED, writeParameters, writesLate } from '../addressBar';
import type { Session } from '../session';
import { inputNames, readInput, writeInput } from './inputCodec';
import { readStage, stageNames, writeStage } from './stageCodec';

export interface LinkParts {
  readonly session: Session;
  readonly gesture: Gesture;
  openGallery(id: GalleryId, crop?: Crop): Promise<void>;
}

/** What is written again when it changes. */
const told = ['page', 'model', 'network', 'input', 'picture', 'steps', 'view', 'range', 'tile', 'arrangement'] as const;

export function followLink({ session, gesture, openGallery }: LinkParts, view: Window): void {
  const asked = new URLSearchParams(view.location.search);
  let isStaged = false;
  let resting: ReturnType<typeof setTimeout> | undefined;
  /** The picture that is asked for is on its way: the address tells of it meanwhile, and others ask the address. */
  let isComing = false;

  function takeInput(): void {
    const { strokes, picture, crop, ...rest } = readInput(asked, session.getState().model);
    session.setState(rest);
    // Whoever has begun to draw meanwhile goes on with that.
    gesture.setState((now) => ({
      crop: crop ?? now.crop,
      strokes: now.strokes.length > 0 ? now.strokes : (strokes ?? []),
    }));
    if (!picture) return;
    isComing = true;
    void openGallery(picture, crop).finally(() => {
      isComing = false;
      later();
    });
  }

  function takeStage(): void {
    const { network } = session.getState();
    if (!network || isStaged) return;
    isStaged = true;
    session.setState(readStage(asked, network.units));
  }

  function write(): void {
    const now = session.getState();
    const { page, network, model, picture } = now;
    const { strokes, crop } = gesture.getState();
    const given = { ...now, strokes, crop, picture: picture?.gallery ?? null };
    if (!isComing) writeParameters(view, inputNames, writeInput(given, model));
    // A stage that does not stand yet keeps what the address asks of it.
    if (page === 'explore' && network && isStaged) writeParameters(view, stageNames, writeStage(now, network.units));
  }

  function later(): void {
    clearTimeout(resting);
    resting = setTimeout(write, RESTED);
  }

  takeInput();
  takeStage();
  session.subscribe((now, before) => {
    if (now.network !== before.network) takeStage();
    if (before.page === 'explore' && now.page !== before.page) writeParameters(view, stageNames, {});
    if (told.some((name) => now[name] !== before[name])) later();
  });
  gesture.subscribe((now, before) => {
    if (now.strokes !== before.strokes || now.crop !== before.crop) later();
  });
  view.addEventListener('popstate', later);
  writesLate(view, write);
  later();
}
