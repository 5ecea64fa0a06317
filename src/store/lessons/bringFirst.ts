/** The content that a lesson begins with: a digit on an empty pad, a gallery picture if none is open. */
import type { InputKind } from '../../workspace/choices';
import type { Input } from '../../workspace/input/input';
import { drawSample } from '../../workspace/input/samples';

const FIRST_SAMPLE = 7;
const FIRST_PICTURE = 'cat';

export function bringFirst({ store, gesture, openGallery }: Input, kind: InputKind = store.getState().kind): void {
  if (kind === 'picture' && !store.getState().picture) void openGallery(FIRST_PICTURE);
  if (kind === 'draw' && gesture.getState().strokes.length === 0) drawSample(gesture, FIRST_SAMPLE);
}
