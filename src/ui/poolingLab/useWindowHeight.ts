/** The height that the page has, less its header. */
import { useSyncExternalStore } from 'react';

function follow(changed: () => void): () => void {
  addEventListener('resize', changed);
  return () => removeEventListener('resize', changed);
}

export const useWindowHeight = (): number => useSyncExternalStore(follow, () => window.innerHeight) - 52;
