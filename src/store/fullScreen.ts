/** The page on the whole screen, all of it or without some of its parts, until a person leaves it. */
import type { Hidable } from './embed';

/** Not on every phone, and in another page only where that page allows it. */
export const canFillScreen = (): boolean => document.fullscreenEnabled === true;

/** Rejects where the browser refuses. What is hidden comes back when the full screen is left. */
export async function fillScreen(hidden: readonly Hidable[] = []): Promise<void> {
  const root = document.documentElement;
  await root.requestFullscreen();
  const { hide = '' } = root.dataset;
  if (hidden.length === 0) return;
  root.dataset.hide = hidden.join(' ');
  const leave = (): void => {
    if (document.fullscreenElement) return;
    root.dataset.hide = hide;
    document.removeEventListener('fullscreenchange', leave);
  };
  document.addEventListener('fullscreenchange', leave);
}
