/** Links within the page: real addresses that can be copied or opened elsewhere, but otherwise navigate in place. */
import type { MouseEvent } from 'react';

/** Runs an action instead of following a link, unless it is to open in another tab or window. */
export const inPlace =
  (act: () => void) =>
  (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    act();
  };
