/** Links within the lessons: real addresses, to be opened elsewhere or copied, which otherwise change the page in place. */
import type { MouseEvent } from 'react';

/** Does something instead of following a link, unless it is to be opened elsewhere. */
export const inPlace =
  (act: () => void) =>
  (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    act();
  };
