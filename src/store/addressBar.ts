/**
 * Writes the page's address. Browsers refuse to change it very often (WebKit throws after a hundred times in half a
 * minute), which must not stop what the change is about: the next one takes this one along.
 */
export function writeTo(history: History, how: 'pushState' | 'replaceState', state: unknown, address: string): void {
  try {
    history[how](state, '', address);
  } catch {
    // What is shown is right; only the address is late.
  }
}
