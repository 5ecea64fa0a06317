/** Full screen: the whole page, or the page without some of its parts, until the person leaves it. */
import type { Hidable } from './embed';

/** False on some phones, and in a frame whose page does not allow it. */
export const canFillScreen = (): boolean => document.fullscreenEnabled === true;

/** Rejects if the browser refuses. Hidden parts return when full screen ends. */
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
