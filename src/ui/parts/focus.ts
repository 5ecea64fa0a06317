/** Where the keyboard's focus goes when what had it is gone: never to nowhere. */
import { useState } from 'react';

export const isFocusLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** To what the page is about, or, while that is still to come, to the link to the page. */
export function focusMain(): void {
  const main = document.querySelector('main');
  if (main) main.tabIndex = -1;
  const target = main ?? document.querySelector<HTMLElement>('.pages [aria-current]');
  target?.focus({ preventScroll: true });
}

/** To the part of the page with this id. */
export function focusPart(id: string): void {
  const part = document.getElementById(id);
  part?.setAttribute('tabindex', '-1');
  part?.focus();
}

/**
 * For what opens by a button, such as a dialog without a trigger of its own. To be called once it has closed: the focus
 * goes back to what had it before, unless it is elsewhere already.
 */
export function useReturnedFocus(): () => void {
  const [giveBack] = useState(() => {
    const opener = document.activeElement;
    return (): void => {
      if (isFocusLost() && opener instanceof HTMLElement) opener.focus({ preventScroll: true });
      if (isFocusLost()) focusMain();
    };
  });
  return giveBack;
}
