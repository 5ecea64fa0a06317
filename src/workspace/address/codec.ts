/**
 * How a part of the state is encoded in the page's address. A codec lives beside the state it encodes, is pure, and
 * trusts nothing it reads. A part is given an Addressing to be kept in the address; a workspace without one is in no
 * address.
 *
 *   const changed = addressing.add({
 *     names: ['zoom'],
 *     write: () => ({ zoom: tile === null ? null : `${tile}` }),
 *     take: ({ parameters }) => setTile(readNumber(parameters.get('zoom'), 4, 64)),
 *   });
 *   changed('rested');
 */
import type { StoreApi } from 'zustand/vanilla';

/** Each parameter's text; null or absent for the default. */
export interface Texts {
  readonly [name: string]: string | null;
}

/** What a link can lose: it was too long for the link, or arrived damaged. */
export const carriedParts = ['model', 'drawing', 'edits', 'kernels', 'selection', 'layers', 'end'] as const;
export type CarriedPart = (typeof carriedParts)[number];
export type Lose = (part: CarriedPart) => void;

export interface AddressCodec<S> {
  /** The parameters it owns. */
  readonly names: readonly string[];
  /** Those that can grow. They are in the fragment, which no server sees or rejects. */
  readonly long?: readonly string[];
  /** What an address asks for; nonsense is ignored. Calls `lose` for text it does not understand. */
  read(parameters: URLSearchParams, lose?: Lose): Partial<S>;
  /** Calls `lose` for what does not fit into an address. */
  write(state: S, lose?: Lose): Texts;
}

/** A navigation to an address. */
export interface Arrival {
  readonly parameters: URLSearchParams;
  /**
   * `opened`: the part is new and reads the address the page was opened with. `link`: another link was followed within
   * the page. `moved`: along the browser's history, or to another page.
   */
  readonly kind: 'opened' | 'link' | 'moved';
  /** Omitted parameters mean the defaults; otherwise the address may say nothing about this part. */
  readonly isWhole: boolean;
  readonly lose: Lose;
}

/** A part of the state that is kept in the address. */
export interface AddressPart {
  readonly names: readonly string[];
  readonly long?: readonly string[];
  /** The page it belongs to; it is in the address only while that page is shown. Absent: always. */
  readonly page?: string;
  /** The parameters to write; null while they are unknown, which leaves the address as it is. */
  write(lose: Lose): Texts | null;
  take(arrival: Arrival): void;
}

/** Reports a change of the part. `now` writes at once, `step` as a new history entry, `rested` once a drag pauses. */
export type Changed = (how: 'now' | 'step' | 'rested', notes?: EntryNotes) => void;

/** Data stored with an entry of the browser's history. */
export interface EntryNotes {
  readonly [name: string]: unknown;
}

export interface Addressing {
  /** Adds a part, which reads the current address at once. */
  add(part: AddressPart): Changed;
}

/** How a page's own state is kept in the address. */
export interface PageCodec<S> extends AddressCodec<S> {
  /** The state can be dragged; it is written once the drag pauses. */
  readonly isDragged?: boolean;
  /** Whether a change adds a history entry. A page with such entries reads every address, even without parameters. */
  isStep?(now: S, before: S): boolean;
}

const sameTexts = (a: Texts, b: Texts): boolean => Object.keys(a).every((name) => a[name] === b[name]);

/**
 * Keeps a store in the address while its page is shown. Fields that `read` omits keep their values, so it should return
 * the whole default where that matters.
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
