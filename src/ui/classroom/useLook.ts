/** The page's colours and typeface for exported pictures. */
import { useMemo } from 'react';
import type { Look } from '../../workspace/export/picture';
import { parseRgb, readPalette } from '../../workspace/stage/palette';
import { tokenColour } from '../parts/usePalette';
import { useSession } from '../playground';

/** For the current theme. */
export const readLook = (): Look => ({
  palette: readPalette(tokenColour),
  ink: parseRgb(tokenColour('--ink')),
  ground: parseRgb(tokenColour('--surface')),
  font: getComputedStyle(document.body).fontFamily,
});

export function useLook(): Look {
  const theme = useSession((state) => state.theme);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tokens' colours depend on the theme.
  return useMemo(readLook, [theme]);
}
