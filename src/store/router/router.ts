/**
 * The one owner of the page's address and of the browser's history. Parts of the state are added (workspace/address); the
 * address is read when the page is opened and whenever another one is gone to, and written as the parts change. Short
 * parameters stand in the query, and what can grow in the fragment, `?model=objects#sum=3fQx&draw=...`, which no server
 * sees. Where a parameter stands makes no difference in reading: links from before all have theirs in the query. What no
 * part owns stays as it is: the part may be still to come.
 *
 * Browsers refuse to change the address very often (WebKit throws after a hundred times in half a minute), which must
 * not stop what the change is about: each writing says all, so the next one takes this one along.
 */
import type { Addressing, AddressPart, Arrival, CarriedPart, EntryNotes, Texts } from '../../workspace/address/codec';
import type { Page } from '../pages';

/** Milliseconds for which the hand rests before what it drags is written: each writing costs a frame some of its time. */
const RESTED = 400;

/** The check of what follows in the fragment, so that a link that was cut off is known as one. */
const SUM = 'sum';

export interface Router extends Addressing {
  /** Follows the browser's history from now on; to be called when those are there who are told. */
  start(): void;
  /** What the address says that stands. */
  parameters(): URLSearchParams;
  says(name: string): boolean;
  /** The whole address of what stands, whatever would have been written a little later, and what it cannot hold. */
  share(): { readonly href: string; readonly leftOut: readonly CarriedPart[] };
  /** The address of this page with some parameters changed. */
  addressWith(texts: Texts): string;
  /** Goes to an address of this page as a link does, but without loading it anew. What it does not say is the default. */
  goTo(address: string): void;
  /** What was noted with the step that stands. */
  notes(): EntryNotes;
  /** Takes steps back, and calls back when they are taken: browsers do so later. Nobody else is told. */
  back(steps: number, landed: () => void): void;
  /** Steps back have been asked for and not been taken yet. */
  isGoingBack(): boolean;
}

/** A fragment that says something of the state; others are places in the text, or nonsense. */
const isState = (hash: string): boolean => /^#\w+=/.test(hash);
const fragmentOf = (hash: string): URLSearchParams => new URLSearchParams(isState(hash) ? hash.slice(1) : '');

/** Five characters at most, that hardly any other text gives (FNV-1a, of which 24 bits are used). */
function sumOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 8).toString(36);
}

/** A text with its sign before it, or nothing. */
const after = (sign: string, text: string): string => text && `${sign}${text}`;

/** `shown` is the page that is shown; `damaged` is told what a link did not bring. */
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
  /** The fragment that stood last. */
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

  /** The address that stands, with what `changes` says of each name. */
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
      // What is shown is right; only the address is late.
    }
    known = location.hash;
  }

  function write(how: 'pushState' | 'replaceState' = 'replaceState', note: EntryNotes = notes()): void {
    clearTimeout(resting);
    // An entry that is being left says what it said.
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
    // Entries that were made here have notes. A link that is followed within the page differs in its fragment alone.
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
