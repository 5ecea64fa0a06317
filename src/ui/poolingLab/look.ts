/** The colours of a map, on the page and in files. */
import { inputColour, planeColour } from '../../workspace/input/colour';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import type { Branch, RowKind } from '../../workspace/labs/pooling/spec';

/** Pictures and their poolings in true lightness, colour planes in their own colour; all else on a scale about zero. */
export function lookOf({ settings, network }: Standing, kind: RowKind, channel: number, branch: Branch) {
  const isPicture = settings.map === 'picture' && branch !== 'difference' && kind !== 'strided';
  if (!isPicture) return { colour: 'signed' } as const;
  return { colour: planeColour(inputColour(network.preprocessing), channel), scale: 1, shift: 0 } as const;
}
