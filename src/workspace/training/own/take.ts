/** What the person brings, as an example of an own set: just as the set's network will see it. */
import type { Input } from '../../input/input';
import { bytesFrom, factsOf, type OwnSet } from './ownSet';

/** Null when there is nothing to see: an empty pad, no picture, no camera. */
export function takeExample({ store, gesture, pipeline }: Input, set: OwnSet): Uint8Array | null {
  const { strokes, crop } = gesture.getState();
  const { preprocessing } = factsOf(set);
  const { prepared } = pipeline.prepareOther({
    input: store.getState().kind,
    strokes,
    crop,
    preprocessing,
    switches: {},
  });
  return prepared && bytesFrom(prepared.seen);
}
