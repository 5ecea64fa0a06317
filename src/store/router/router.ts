/**
 * The only owner of the page's address and the browser's history. Parts of the state are added (workspace/address). The
 * address is read when the page opens and on every navigation, and written as parts change. Short parameters are in the
 * query; those that can grow are in the fragment, `?model=objects#sum=3fQx&draw=...`, which no server sees. Reading
 * accepts either place, since old links have everything in the query. Parameters that no part owns are kept: their part
 * may be added later.
 *
 * Browsers rate-limit address changes (WebKit throws after a hundred in half a minute). That must not block the change
 * itself: every write is complete, so the next one makes up for it.
 */
import type { Addressing, AddressPart, Arrival, CarriedPart, EntryNotes, Texts } from '../../workspace/address/codec';
import type { Page } from '../pages';

/** Milliseconds without changes before a drag is written: each write costs a frame some of its time. */
const RESTED = 400;

/** Checksum of the rest of the fragment, which detects truncated links. */
const SUM = 'sum';

export interface Router extends Addressing {
  /** Follows the browser's history from now on; call it once all listeners are added. */
  start(): void;
  /** The parameters of the current address. */
  parameters(): URLSearchParams;
  says(name: string): boolean;
  /** The full current address, pending writes included, and what it cannot hold. */
  share(): { readonly href: string; readonly leftOut: readonly CarriedPart[] };
  /** This page's address with some parameters changed. */
  addressWith(texts: Texts): string;
  /** Navigates to an address of this page without reloading. Omitted parameters take their defaults. */
  goTo(address: string): void;
  /** The notes of the current history entry. */
  notes(): EntryNotes;
  /** Goes back and calls `landed` when done, which browsers do asynchronously. Parts are not notified. */
  back(steps: number, landed: () => void): void;
  /** A `back` is still pending. */
  isGoingBack(): boolean;
}

/** A fragment that holds state; others are anchors, or nonsense. */
const isState = (hash: string): boolean => /^#\w+=/.test(hash);
const fragmentOf = (hash: string): URLSearchParams => new URLSearchParams(isState(hash) ? hash.slice(1) : '');

/** At most five characters, unlikely to collide (24 bits of FNV-1a). */
function sumOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 8).toString(36);
}

/** A text with a prefix, or an empty string. */
const after = (sign: string, text: string): string => text && `${sign}${text}`;

/** `shown` is the current page; `damaged` is called with what a link failed to bring. */
export function createRouter(
  view: Pick<Window, 'history' | 'location' | 'addEventListener'>,
  shown: () => Page,
  damaged: (part: CarriedPart) => void,
): Router {
  const { history, location } = view;
  const parts: AddressPart[] = [];
  const leftOut = new Set<CarriedPart>();
  let resting: ReturnType<typeof setTimeout> | undefined;
  let landing: (() => void) | null = null;
  let isTaking = false;
  /** The last fragment. */
  let known = location.hash;

  const isShown = ({ page }: AddressPart): boolean => page === undefined || page === shown();
  const standing = (): string => `${location.pathname}${location.search}${location.hash}`;

  function parameters(): URLSearchParams {
    const all = new URLSearchParams(location.search);
    for (const [name, text] of fragmentOf(location.hash)) all.set(name, text);
    return all;
  }

  function notes(): EntryNotes {
    const state: unknown = history.state;
    return typeof state === 'object' && state !== null ? { ...state } : {};
  }

  /** The current address with `changes` applied. */
  function addressWith(changes: Iterable<readonly [name: string, text: string | null, isLong: boolean]>): string {
    const query = new URLSearchParams(location.search);
    const fragment = fragmentOf(location.hash);
    fragment.delete(SUM);
    for (const [name, text, isLong] of changes) {
      query.delete(name);
      fragment.delete(name);
      if (text !== null) (isLong ? fragment : query).set(name, text);
    }
    const grown = fragment.toString();
    return [location.pathname, after('?', query.toString()), grown && `#${SUM}=${sumOf(grown)}&${grown}`].join('');
  }

  function* told(): Generator<[string, string | null, boolean]> {
    leftOut.clear();
    for (const part of parts) {
      const texts = isShown(part) ? part.write((lost) => leftOut.add(lost)) : {};
      if (!texts) continue;
      for (const name of part.names) yield [name, texts[name] ?? null, part.long?.includes(name) ?? false];
    }
  }

  function put(how: 'pushState' | 'replaceState', note: EntryNotes, address: string): void {
    try {
      history[how](note, '', address);
    } catch {
      // The state is right; only the address lags behind.
    }
    known = location.hash;
  }

  function write(how: 'pushState' | 'replaceState' = 'replaceState', note: EntryNotes = notes()): void {
    clearTimeout(resting);
    // An entry we are leaving keeps its address.
    if (landing) return;
    const address = addressWith(told());
    if (address !== standing()) put(how, note, address);
  }

  function rest(): void {
    clearTimeout(resting);
    resting = setTimeout(write, RESTED);
  }

  function arrival(kind: Arrival['kind']): Arrival {
    const lose = kind === 'moved' ? () => {} : damaged;
    return { parameters: parameters(), kind, isWhole: kind !== 'moved' || notes().isWhole === true, lose };
  }

  function check(): void {
    const grown = fragmentOf(location.hash);
    const sum = grown.get(SUM);
    grown.delete(SUM);
    if (sum !== null && sum !== sumOf(grown.toString())) damaged('end');
  }

  function arrive(kind: 'link' | 'moved'): void {
    known = location.hash;
    if (kind === 'link') check();
    const to = arrival(kind);
    isTaking = true;
    for (const part of parts) if (isShown(part)) part.take(to);
    isTaking = false;
    write();
  }

  function moved(): void {
    if (landing) {
      const landed = landing;
      landing = null;
      known = location.hash;
      landed();
      write();
      return;
    }
    // Entries made here have notes. A link followed within the page differs only in its fragment.
    const isLink = history.state === null && isState(location.hash) && location.hash !== known;
    arrive(isLink ? 'link' : 'moved');
    if (history.state === null) put('replaceState', {}, standing());
  }

  return {
    add(part) {
      parts.push(part);
      if (isShown(part)) part.take(arrival('opened'));
      rest();
      return (how, note = {}) => {
        if (isTaking || !isShown(part)) return;
        if (how === 'step') write('pushState', note);
        else if (how === 'now') write();
        else rest();
      };
    },
    start() {
      check();
      if (history.state === null) put('replaceState', {}, standing());
      view.addEventListener('popstate', moved);
      view.addEventListener('hashchange', () => {
        if (location.hash !== known) moved();
      });
    },
    parameters,
    says: (name) => parameters().has(name),
    share() {
      write();
      return { href: location.href, leftOut: [...leftOut] };
    },
    addressWith: (texts) =>
      addressWith(
        Object.entries(texts).map(([name, text]) => [name, text, parts.some(({ long }) => long?.includes(name))]),
      ),
    goTo(address) {
      put('pushState', { isWhole: true }, address);
      arrive('moved');
    },
    notes,
    back(steps, landed) {
      landing = landed;
      history.go(-steps);
    },
    isGoingBack: () => landing !== null,
  };
}
