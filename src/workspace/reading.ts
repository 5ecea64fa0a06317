/** The value under the pointer: one read at a time, and the last asked for wins. */
import type { Engine } from './engine';
import type { Frame } from './frame';
import type { Host } from './host';
import { latestWins } from './latest';
import { messageFor } from './messages';
import type { Pointer } from './pointer';
import { layerIn } from './selection';
import type { Workspace } from './workspace';

interface Parts {
  readonly store: Workspace['store'];
  readonly frame: Frame;
  readonly pointer: Pointer;
  readonly engine: Pick<Engine<unknown>, 'readValue'>;
  readonly host: Pick<Host, 'say'>;
}

/** Returns a function that reads the value under the pointer into `frame.hovered`. */
export const readHovered = ({ store, frame, pointer, engine, host }: Parts) =>
  latestWins(async (): Promise<void> => {
    const asked = pointer.getState().hover;
    const tensor = asked && layerIn(store.getState().network?.units ?? [], asked.layer)?.tensor;
    if (!asked || tensor === undefined || tensor === null) return;
    try {
      const hovered = await engine.readValue(tensor, asked.index);
      if (asked === pointer.getState().hover) frame.setState({ hovered });
    } catch (error) {
      host.say(messageFor(error));
    }
  });
