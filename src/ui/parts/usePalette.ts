/** The page's colours in the engine's format, read from the tokens whenever they change. */
import { useMemo, useSyncExternalStore } from 'react';
import { readPalette } from '../../workspace/stage/palette';
import { useSession } from '../playground';

/** A token's colour in the current theme. A contrast theme would force the probe's to be that of its text. */
export function tokenColour(token: string): string {
  const probe = document.createElement('span');
  probe.style.cssText = `color: var(${token}); forced-color-adjust: none`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

const contrast = matchMedia('(forced-colors: active)');
/** Kept, because asking makes the browser compute its styles. */
let isContrast = contrast.matches;

contrast.addEventListener('change', ({ matches }) => {
  isContrast = matches;
});

function onContrast(tell: () => void): () => void {
  contrast.addEventListener('change', tell);
  return () => contrast.removeEventListener('change', tell);
}

/** Whether the system's colours replace the page's. */
export const useContrast = (): boolean => useSyncExternalStore(onContrast, () => isContrast);

/** What the tokens' colours depend on, as one value: the page's theme, and whether the system has one of its own. */
export function useTheme(): string {
  const theme = useSession((state) => state.theme);
  return useContrast() ? `${theme} contrast` : theme;
}

export function usePalette() {
  const theme = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tokens' colours depend on the theme.
  return useMemo(() => readPalette(tokenColour), [theme]);
}
