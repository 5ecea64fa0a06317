/** The page's colours and typeface, as pictures for files take them. */
import { useMemo } from 'react';
import type { Look } from '../../store/export/picture';
import { parseRgb } from '../../store/stage/palette';
import { tokenColour, usePalette } from '../parts/usePalette';

export function useLook(): Look {
  const palette = usePalette();
  return useMemo(
    () => ({
      palette,
      ink: parseRgb(tokenColour('--ink')),
      ground: parseRgb(tokenColour('--surface')),
      font: getComputedStyle(document.body).fontFamily,
    }),
    [palette],
  );
}
