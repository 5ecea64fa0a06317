/**
 * What is drawn or shown to the network, and how the stage is seen, in the address, so that a link leads to it. Read when
 * the page is opened, written whenever the hand rests. "Back" takes back no stroke: the entry that it leads to is written
 * anew. The stage is read and written with a network, whose layers it speaks of.
 */

import type { Addressing, Arrival } from '../../workspace/address/codec';
import { inputNames, stageNames } from '../../workspace/address/names';
import type { InputKind } from '../../workspace/choices';
import { replaceDrawing } from '../../workspace/gesture';
import { inputCodec } from '../../workspace/input/codec';
import { stageCodec } from '../../workspace/stage/codec';
import type { Workspace } from '../../workspace/workspace';
import { firstPage } from '../pages';

/** What is written again when it changes. */
const told = {
  input: ['kind', 'picture', 'steps'],
  stage: ['model', 'network', 'view', 'range', 'tile', 'arrangement'],
} as const;

export function followLink(workspace: Pick<Workspace, 'store' | 'input' | 'host'>, addressing: Addressing): void {
  const { store, input, host } = workspace;
  /** What is asked of the stage, until there is a network to ask of. */
  let asked: URLSearchParams | null = null;
  /** The picture that is asked for is on its way: the address tells of it meanwhile, and others ask the address. */
  let isComing = false;

  /** What the model that is chosen is opened with. */
  function usual(): InputKind {
    const { model } = store.getState();
    return model ? host.catalogue.record(model).takes[0] : 'draw';
  }

  function takeInput({ parameters, kind, lose }: Arrival): void {
    if (kind === 'moved') return;
    const read = inputCodec(usual()).read(parameters, lose);
    const { strokes, picture, crop, input: asksFor, ...steps } = read;
    if (kind === 'link') {
      // Undo brings back what was drawn here; and a drawing that was damaged on its way is no reason to lose it.
      if (strokes || !parameters.has('draw')) replaceDrawing(input.gesture, strokes ?? []);
      return;
    }
    input.store.setState({ ...(asksFor ? { kind: asksFor } : {}), ...steps });
    // Whoever has begun to draw meanwhile goes on with that.
    input.gesture.setState((now) => ({
      crop: crop ?? now.crop,
      strokes: now.strokes.length > 0 ? now.strokes : (strokes ?? []),
    }));
    if (!picture) return;
    isComing = true;
    void input.openGallery(picture, crop).finally(() => {
      isComing = false;
      changed('rested');
    });
  }

  function takeStage(): void {
    const { network } = store.getState();
    if (!network || !asked) return;
    store.setState(stageCodec(network.units).read(asked));
    asked = null;
  }

  const changed = addressing.add({
    names: inputNames,
    long: ['draw'],
    write(lose) {
      const { kind, picture, steps } = input.store.getState();
      const { strokes, crop } = input.gesture.getState();
      const given = { input: kind, steps, strokes, crop, picture: picture?.gallery ?? null };
      return isComing ? null : inputCodec(usual()).write(given, lose);
    },
    take: takeInput,
  });
  addressing.add({
    page: firstPage,
    names: stageNames,
    long: ['fold', 'order'],
    write(lose) {
      const { network, ...now } = store.getState();
      return network && !asked ? stageCodec(network.units).write(now, lose) : null;
    },
    take({ parameters, kind }) {
      if (kind !== 'moved') asked = parameters;
      takeStage();
    },
  });
  store.subscribe((now, before) => {
    if (now.network !== before.network) takeStage();
    if (told.stage.some((name) => now[name] !== before[name])) changed('rested');
  });
  input.store.subscribe((now, before) => {
    if (told.input.some((name) => now[name] !== before[name])) changed('rested');
  });
  input.gesture.subscribe((now, before) => {
    if (now.strokes !== before.strokes || now.crop !== before.crop) changed('rested');
  });
}
