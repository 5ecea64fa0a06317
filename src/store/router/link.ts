/**
 * Input and stage view in the address, so that a link reproduces them. Read when the page opens, written once the input
 * has been still for a moment. "Back" undoes no strokes: the entry it leads to is rewritten. The stage is read and
 * written only with a network, since it refers to the network's layers.
 */

import type { Addressing, Arrival } from '../../workspace/address/codec';
import { inputNames, stageNames } from '../../workspace/address/names';
import type { InputKind } from '../../workspace/choices';
import { replaceDrawing } from '../../workspace/gesture';
import { inputCodec } from '../../workspace/input/codec';
import { stageCodec } from '../../workspace/stage/codec';
import type { Workspace } from '../../workspace/workspace';
import { firstPage } from '../pages';

/** State whose changes rewrite the address. */
const told = {
  input: ['kind', 'picture', 'steps'],
  stage: ['model', 'network', 'view', 'range', 'tile', 'module', 'arrangement'],
} as const;

export function followLink(workspace: Pick<Workspace, 'store' | 'input' | 'host'>, addressing: Addressing): void {
  const { store, input, host } = workspace;
  /** The requested stage view, until there is a network. */
  let asked: URLSearchParams | null = null;
  /** The requested picture is still loading: the address keeps naming it, and other parts read the address. */
  let isComing = false;

  /** The kind of input that the chosen model opens with. */
  function usual(): InputKind {
    const { model } = store.getState();
    return model ? host.catalogue.record(model).takes[0] : 'draw';
  }

  function takeInput({ parameters, kind, lose }: Arrival): void {
    if (kind === 'moved') return;
    const read = inputCodec(usual()).read(parameters, lose);
    const { strokes, picture, crop, input: asksFor, ...steps } = read;
    if (kind === 'link') {
      // Undo brings back the previous drawing; a drawing damaged in the link does not replace it.
      if (strokes || !parameters.has('draw')) replaceDrawing(input.gesture, strokes ?? []);
      return;
    }
    input.store.setState({ ...(asksFor ? { kind: asksFor } : {}), ...steps });
    // If the person has started drawing meanwhile, keep that.
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
    store.setState(stageCodec(network.blocks).read(asked));
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
      return network && !asked ? stageCodec(network.blocks).write(now, lose) : null;
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
