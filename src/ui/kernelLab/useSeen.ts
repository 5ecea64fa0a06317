/**
 * Keeps maps in sight while what they answer to is edited, also where an on-screen keyboard covers half the window: the
 * keyboard does not shrink the window that sticky elements know, but what is seen of it. On the element, `--seen-top` is
 * where that begins, `data-stuck` says that there is room for maps of `height` pixels, `data-short` for them alone.
 */
import { type RefObject, useLayoutEffect } from 'react';

/** Below this height there is no room for words over the maps, or for anything. */
const [SHORT, LEAST] = [560, 360];
/** The most of what is seen that the maps may take. */
const MOST = 0.55;

export function useSeen(element: RefObject<HTMLElement | null>, height: number): void {
  useLayoutEffect(() => {
    const [own, seen] = [element.current, window.visualViewport];
    if (!own || !seen) return;
    const follow = (): void => {
      // Enlarged with two fingers, the page moves under them as it is.
      const isWhole = seen.scale < 1.01;
      const high = isWhole ? seen.height : window.innerHeight;
      own.style.setProperty('--seen-maps', `${height}px`);
      own.style.setProperty('--seen-top', `${isWhole ? seen.offsetTop : 0}px`);
      own.toggleAttribute('data-stuck', high >= LEAST && height <= MOST * high);
      own.toggleAttribute('data-short', high < SHORT);
    };
    follow();
    seen.addEventListener('resize', follow);
    seen.addEventListener('scroll', follow);
    return () => {
      seen.removeEventListener('resize', follow);
      seen.removeEventListener('scroll', follow);
    };
  }, [element, height]);
}
