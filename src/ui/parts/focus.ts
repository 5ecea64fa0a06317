/** Where the focus goes when the focused element is removed, so that it is never lost. */
import { useState } from 'react';

export const isFocusLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** To the page's main content or, until it has loaded, to the link to the page. */
export function focusMain(): void {
  const main = document.querySelector('main');
  if (main) main.tabIndex = -1;
  const target = main ?? document.querySelector<HTMLElement>('.pages [aria-current]');
  target?.focus({ preventScroll: true });
}

/** To the element with this id. */
export function focusPart(id: string): void {
  const part = document.getElementById(id);
  part?.setAttribute('tabindex', '-1');
  part?.focus();
}

/**
 * For what a button opens, such as a dialog without its own trigger. Call the result after closing: the focus returns
 * to what had it before, unless it has already moved elsewhere.
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
