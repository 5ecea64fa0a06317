/**
 * Keeps what is drawn or shown to the network, and how the stage is seen, in the address, so that a link leads to it.
 * Read once, when the page is opened; written in its place whenever the hand rests. "Back" takes back no stroke: the
 * entry that it leads to is written anew. The stage is read and written with a network, whose layers it speaks of.
 */

import type { InputKind } from '../../workspace/choices';
import type { Workspace } from '../../workspace/workspace';
import { RESTED, writeParameters, writesLate } from '../addressBar';
import type { Session } from '../session';
import { inputNames, readInput, writeInput } from './inputCodec';
import { readStage, stageNames, writeStage } from './stageCodec';

export interface LinkParts {
  readonly session: Session;
  readonly workspace: Pick<Workspace, 'store' | 'input' | 'host'>;
}

/** What is written again when it changes. */
const told = {
  input: ['kind', 'picture', 'steps'],
  stage: ['model', 'network', 'view', 'range', 'tile', 'arrangement'],
} as const;

export function followLink({ session, workspace: { store, input, host } }: LinkParts, view: Window): void {
  const asked = new URLSearchParams(view.location.search);
  let isStaged = false;
  let resting: ReturnType<typeof setTimeout> | undefined;
  /** The picture that is asked for is on its way: the address tells of it meanwhile, and others ask the address. */
  let isComing = false;

  /** What the model that is chosen is opened with. */
  function usual(): InputKind {
    const { model } = store.getState();
    return model ? host.catalogue.record(model).takes[0] : 'draw';
  }

  function takeInput(): void {
    const { strokes, picture, crop, input: kind, ...steps } = readInput(asked, usual());
    input.store.setState({ ...(kind ? { kind } : {}), ...steps });
    // Whoever has begun to draw meanwhile goes on with that.
    input.gesture.setState((now) => ({
      crop: crop ?? now.crop,
      strokes: now.strokes.length > 0 ? now.strokes : (strokes ?? []),
    }));
    if (!picture) return;
    isComing = true;
    void input.openGallery(picture, crop).finally(() => {
      isComing = false;
      later();
    });
  }

  function takeStage(): void {
    const { network } = store.getState();
    if (!network || isStaged) return;
    isStaged = true;
    store.setState(readStage(asked, network.units));
  }

  function write(): void {
    const { page } = session.getState();
    const now = store.getState();
    const { network } = now;
    const { kind, picture, steps } = input.store.getState();
    const { strokes, crop } = input.gesture.getState();
    const given = { input: kind, steps, strokes, crop, picture: picture?.gallery ?? null };
    if (!isComing) writeParameters(view, inputNames, writeInput(given, usual()));
    // A stage that does not stand yet keeps what the address asks of it.
    if (page === 'explore' && network && isStaged) writeParameters(view, stageNames, writeStage(now, network.units));
  }

  function later(): void {
    clearTimeout(resting);
    resting = setTimeout(write, RESTED);
  }

  takeInput();
  takeStage();
  store.subscribe((now, before) => {
    if (now.network !== before.network) takeStage();
    if (told.stage.some((name) => now[name] !== before[name])) later();
  });
  session.subscribe((now, before) => {
    if (now.page === before.page) return;
    if (before.page === 'explore') writeParameters(view, stageNames, {});
    later();
  });
  input.store.subscribe((now, before) => {
    if (told.input.some((name) => now[name] !== before[name])) later();
  });
  input.gesture.subscribe((now, before) => {
    if (now.strokes !== before.strokes || now.crop !== before.crop) later();
  });
  view.addEventListener('popstate', later);
  writesLate(view, write);
  later();
}
