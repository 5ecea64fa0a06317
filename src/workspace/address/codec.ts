/**
 * How a part of the state stands in the page's address. A codec lies beside what it encodes, is pure, and is never to
 * trust what it reads. Where an address is had, somebody is given who keeps it (Addressing); a workspace for which
 * there is none stands in no address.
 *
 *   const changed = addressing.add({
 *     names: ['zoom'],
 *     write: () => ({ zoom: tile === null ? null : `${tile}` }),
 *     take: ({ parameters }) => setTile(readNumber(parameters.get('zoom'), 4, 64)),
 *   });
 *   changed('rested');
 */
import type { StoreApi } from 'zustand/vanilla';

/** Each parameter's text; null, or none, where the default needs none. */
export interface Texts {
  readonly [name: string]: string | null;
}

/** What a link can lose: it was too long for one, or it arrived damaged. */
export const carriedParts = ['drawing', 'edits', 'kernels', 'selection', 'end'] as const;
export type CarriedPart = (typeof carriedParts)[number];
export type Lose = (part: CarriedPart) => void;

export interface AddressCodec<S> {
  /** The parameters that are its own. */
  readonly names: readonly string[];
  /** Those of them that can grow. They stand in the fragment, which no server sees or refuses. */
  readonly long?: readonly string[];
  /** What an address asks for; nonsense is left out. Calls `lose` where something stood that was not understood. */
  read(parameters: URLSearchParams, lose?: Lose): Partial<S>;
  /** Calls `lose` for what no address can hold. */
  write(state: S, lose?: Lose): Texts;
}

/** An address that is gone to. */
export interface Arrival {
  readonly parameters: URLSearchParams;
  /**
   * `opened`: the part is new, and takes what the page was opened with. `link`: another link was followed within the page.
   * `moved`: along the browser's history, or to another page.
   */
  readonly kind: 'opened' | 'link' | 'moved';
  /** What the address does not say is the default; else it may be an address that says nothing of this part. */
  readonly isWhole: boolean;
  readonly lose: Lose;
}

/** A part of the state that stands in the address. */
export interface AddressPart {
  readonly names: readonly string[];
  readonly long?: readonly string[];
  /** The page that it belongs to: it stands in the address while that page is shown. None: always. */
  readonly page?: string;
  /** What is to be said; null while that is not known: what stands in the address stays. */
  write(lose: Lose): Texts | null;
  take(arrival: Arrival): void;
}

/**
 * Says that a part has changed: it is written at once, as a step of the history that "back" leads over, or, for what is
 * dragged, once the hand rests.
 */
export type Changed = (how: 'now' | 'step' | 'rested', notes?: EntryNotes) => void;

/** What is kept with an entry of the browser's history. */
export interface EntryNotes {
  readonly [name: string]: unknown;
}

export interface Addressing {
  /** Adds a part from now on; it takes at once what the address says. */
  add(part: AddressPart): Changed;
}

/** How a page's own state is followed. */
export interface PageCodec<S> extends AddressCodec<S> {
  /** The state is dragged, and written once the hand rests. */
  readonly isDragged?: boolean;
  /** Whether a change is a step of the history. A page that has steps is read also where an address says nothing of it. */
  isStep?(now: S, before: S): boolean;
}

const sameTexts = (a: Texts, b: Texts): boolean => Object.keys(a).every((name) => a[name] === b[name]);

/**
 * Keeps a store in the address while its page is shown. What `read` does not give keeps its value, so it should give the
 * whole default where that matters.
 */
export function followStore<S>(addressing: Addressing, page: string, store: StoreApi<S>, codec: PageCodec<S>): void {
  const { names, long, isDragged, isStep } = codec;
  const changed = addressing.add({
    page,
    names,
    ...(long && { long }),
    write: (lose) => codec.write(store.getState(), lose),
    take({ parameters, isWhole, lose }) {
      if (isStep || isWhole || names.some((name) => parameters.has(name))) {
        store.setState(codec.read(parameters, lose));
      }
    },
  });
  store.subscribe((now, before) => {
    if (isDragged) changed('rested');
    else if (isStep?.(now, before)) changed('step');
    else if (!sameTexts(codec.write(now), codec.write(before))) changed('now');
  });
}
