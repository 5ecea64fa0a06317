/** Links within the lessons: real addresses, to be opened elsewhere or copied, which otherwise change the page in place. */
import type { MouseEvent } from 'react';

/** The address as it is, with some parameters changed; null takes one away. */
export function addressWith(changes: { readonly [name: string]: string | null }): string {
  const parameters = new URLSearchParams(window.location.search);
  for (const [name, text] of Object.entries(changes)) {
    if (text === null) parameters.delete(name);
    else parameters.set(name, text);
  }
  return `?${parameters}`;
}

/** Does something instead of following a link, unless it is to be opened elsewhere. */
export const inPlace =
  (act: () => void) =>
  (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    act();
  };
