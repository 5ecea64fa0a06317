/** Whether an embedding page, or full screen, hides a part of the page. */
import { useSyncExternalStore } from 'react';
import type { Hidable } from '../../store/embed';

const root = document.documentElement;

function follow(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(root, { attributeFilter: ['data-hide'] });
  return () => observer.disconnect();
}

export const useHidden = (part: Hidable): boolean =>
  useSyncExternalStore(follow, () => (root.dataset.hide ?? '').split(' ').includes(part));
