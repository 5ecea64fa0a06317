/** The page's colours in the engine's format, read from the tokens whenever the theme changes. */
import { useMemo } from 'react';
import { readPalette } from '../../workspace/stage/palette';
import { useSession } from '../playground';

/** A token's colour in the current theme. */
export function tokenColour(token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

export function usePalette() {
  const theme = useSession((state) => state.theme);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tokens' colours depend on the theme.
  return useMemo(() => readPalette(tokenColour), [theme]);
}
