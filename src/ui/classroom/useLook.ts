/** The page's colours and typeface for exported pictures. */
import { useMemo } from 'react';
import type { Look } from '../../workspace/export/picture';
import { parseRgb, readPalette } from '../../workspace/stage/palette';
import { tokenColour, useTheme } from '../parts/usePalette';

/** For the current theme. */
export const readLook = (): Look => ({
  palette: readPalette(tokenColour),
  ink: parseRgb(tokenColour('--ink')),
  ground: parseRgb(tokenColour('--surface')),
  muted: parseRgb(tokenColour('--ink-2')),
  line: parseRgb(tokenColour('--line-strong')),
  accent: parseRgb(tokenColour('--accent')),
  accentSoft: parseRgb(tokenColour('--accent-soft')),
  font: getComputedStyle(document.body).fontFamily,
});

export function useLook(): Look {
  const theme = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tokens' colours depend on the theme.
  return useMemo(readLook, [theme]);
}
