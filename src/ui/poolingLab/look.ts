/** The colours of a map, on the page and in files. */
import type { Palette } from '../../backend/types';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import type { Branch, RowKind } from '../../workspace/labs/pooling/spec';

const primaries = ['red', 'green', 'blue'] as const;

/** Pictures and their poolings in true lightness, colour planes in their own colour; all else on a scale about zero. */
export function lookOf(
  { pooling, settings }: Standing,
  kind: RowKind,
  channel: number,
  palette: Palette,
  branch: Branch,
) {
  const isPicture = settings.map === 'picture' && branch !== 'difference' && kind !== 'strided';
  if (!isPicture) return { colour: 'signed' } as const;
  const primary = pooling.channels === 3 ? primaries[channel] : undefined;
  if (primary) return { colour: primary, scale: 1, shift: 0 } as const;
  // White is 1: the paper on a light page, the ink on a dark one.
  const isLight = palette.paper[0] > palette.ink[0];
  return { colour: 'ink', scale: isLight ? -1 : 1, shift: isLight ? 1 : 0 } as const;
}
