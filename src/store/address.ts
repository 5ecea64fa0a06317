/**
 * The page's state in its address, so that a link leads to exactly what is seen. Only what differs from the defaults is
 * written; what is not understood is ignored. Parameters of other parts of the page are kept.
 */

import { shippedNames } from '../workspace/catalogue/records';
import {
  type BackendChoice,
  backendChoices,
  isChoice,
  type Language,
  languages,
  type Page,
  pages,
  type Theme,
  themes,
  type WorkingSize,
  workingSizes,
} from '../workspace/choices';

export interface Address {
  readonly page: Page;
  /** The name of a shipped model. */
  readonly model: string;
  readonly backend: BackendChoice;
  readonly lang: Language;
  readonly theme: Theme;
  readonly size: WorkingSize;
}

/** What an address that says nothing asks for, as far as that is the same for everybody. */
export const plain = {
  page: 'explore',
  model: shippedNames[0] ?? '',
  backend: 'auto',
  size: 'own',
} as const satisfies Partial<Address>;

const choices: { readonly [K in keyof Address]: readonly Address[K][] } = {
  page: pages,
  model: shippedNames,
  backend: backendChoices,
  lang: languages,
  theme: themes,
  size: workingSizes,
};

/** What an address (`?model=objects&lang=ko`) asks for, nonsense left out. */
export function readAddress(search: string): Partial<Address> {
  const parameters = new URLSearchParams(search);
  return Object.fromEntries(
    Object.entries(choices).flatMap(([name, list]) => {
      const value = parameters.get(name);
      return isChoice<string>(list, value) ? [[name, value]] : [];
    }),
  );
}

/** The query for a state, empty or starting with `?`. `current` is the query that stands now. */
export function writeAddress(address: Address, defaults: Address, current = ''): string {
  const parameters = new URLSearchParams(current);
  const keys = Object.keys(choices) as (keyof Address)[];
  // What is selected (selectionHistory.ts) is selected in one model.
  if ((readAddress(current).model ?? defaults.model) !== address.model) parameters.delete('at');
  for (const name of keys) {
    if (address[name] === defaults[name]) parameters.delete(name);
    else parameters.set(name, address[name]);
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
