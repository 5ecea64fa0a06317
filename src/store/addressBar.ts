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

/**
 * Writes some parameters of the address and leaves all others; what has no text, or null, is taken away. In place, or as
 * a step of the history.
 */
export function writeParameters(
  { history, location }: Window,
  names: readonly string[],
  texts: { readonly [name: string]: string | null },
  how: 'pushState' | 'replaceState' = 'replaceState',
): void {
  const parameters = new URLSearchParams(location.search);
  for (const name of names) {
    parameters.delete(name);
    const text = texts[name] ?? null;
    if (text !== null) parameters.set(name, text);
  }
  const query = parameters.toString();
  const search = query && `?${query}`;
  if (search === location.search) return;
  writeTo(history, how, how === 'pushState' ? null : history.state, `${location.pathname}${search}`);
}

/**
 * Goes to an address of this page as a link does, but without loading it anew: a step of the history, which everyone
 * then takes over as one that "back" leads to. What it does not say is the default.
 */
export function goTo(view: Window, search: string): void {
  writeTo(view.history, 'pushState', { saysAll: true }, `${view.location.pathname}${search}`);
  view.dispatchEvent(new PopStateEvent('popstate', { state: view.history.state }));
}

/** Whether the entry of the history that stands was gone to in this way. */
export const saysAll = ({ state }: History): boolean =>
  typeof state === 'object' && state !== null && 'saysAll' in state;

/** Who writes a little later, by the page whose address it is. */
const late = new WeakMap<Window, Set<() => void>>();

/** Lets `write` be called whenever the address is about to be given away; it writes what it owes, if anything. */
export function writesLate(view: Window, write: () => void): void {
  late.set(view, (late.get(view) ?? new Set()).add(write));
}

/** The whole address of what stands: whatever would have been written a little later is written now. */
export function addressNow(view: Window): string {
  for (const write of late.get(view) ?? []) write();
  return view.location.href;
}

/** Milliseconds between two writings while something is dragged: each costs a frame some of its time. */
export const RESTED = 400;
