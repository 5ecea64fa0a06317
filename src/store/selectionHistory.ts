/**
 * Keeps the selection, the address and the browser's history in step. Going a level deeper is one step of the history;
 * another selection at the same level takes the place of the one before; going back a level takes the steps back that
 * led there, so that "back" never passes the same view twice.
 */

import type { StoreApi } from 'zustand/vanilla';
import {
  type Level,
  levelOf,
  parseSelection,
  type Selection,
  sameSelection,
  selectionText,
} from '../workspace/selection';
import type { WorkspaceState } from '../workspace/workspace';
import { writeTo } from './addressBar';

/** The parameter of the address. */
const AT = 'at';

/** Levels of the entries below one in the history, as far as they were made here. Kept in the entry's own state. */
function levelsBelow(state: unknown): readonly Level[] {
  const below = typeof state === 'object' && state !== null && 'below' in state ? state.below : null;
  return Array.isArray(below) ? below.filter((level): level is Level => [0, 1, 2].includes(level)) : [];
}

/** `settings` gives the query that says all else of the page, from the query that stands. */
export function followSelection(
  store: StoreApi<Pick<WorkspaceState, 'network' | 'selection'>>,
  window: Window,
  settings: (search: string) => string,
) {
  const { history, location } = window;
  /** A step back has been asked for and not been taken yet: browsers take it later. */
  let isReturning = false;
  /** The selection is being taken from the address. */
  let isTaking = false;

  /** What the address selects in the network that is loaded. */
  function addressed(): Selection | null {
    const { network } = store.getState();
    return network && parseSelection(new URLSearchParams(location.search).get(AT), network.units);
  }

  function address(): string {
    const { selection, network } = store.getState();
    const parameters = new URLSearchParams(settings(location.search));
    parameters.delete(AT);
    if (selection && network) parameters.set(AT, selectionText(selection, network.units));
    const query = parameters.toString();
    return `${location.pathname}${query && '?'}${query}`;
  }

  /** Brings the history to the selection that stands, from an entry of level `from`. */
  function settle(from: Level): void {
    const level = levelOf(store.getState().selection);
    const below = levelsBelow(history.state);
    const steps = below.filter((other) => other >= level).length;
    if (level > from) writeTo(history, 'pushState', { below: [...below, from] }, address());
    else if (level < from && steps > 0) {
      isReturning = true;
      history.go(-steps);
    } else writeTo(history, 'replaceState', history.state, address());
  }

  /** Takes over what the address selects, of the network that stands. */
  function read(): void {
    isTaking = true;
    store.setState({ selection: addressed() });
    isTaking = false;
  }

  store.subscribe((now, before) => {
    if (isTaking) return;
    if (now.network !== before.network) {
      read();
      if (!isReturning) writeTo(history, 'replaceState', history.state, address());
    } else if (!isReturning && !sameSelection(now.selection, before.selection)) settle(levelOf(before.selection));
  });

  return {
    /** To be called when another entry of the history stands; true when it was this function that went back. */
    returned(): boolean {
      if (!isReturning) return false;
      isReturning = false;
      settle(levelOf(addressed()));
      return true;
    },
    read,
  };
}
