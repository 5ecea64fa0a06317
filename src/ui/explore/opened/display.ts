/** How what is opened shows numbers: the colours, and whether every digit shows. */
import { createContext, useContext } from 'react';
import type { Palette } from '../../../backend/types';
import { decimalsFor, unitsOf, unitsText } from '../../../workspace/inspect/addUp';
import { exact64 } from '../../../workspace/numbers';

export interface Display {
  readonly palette: Palette;
  readonly isExact: boolean;
  readonly setExact: (isExact: boolean) => void;
}

const Context = createContext<Display | null>(null);
export const DisplayProvider = Context.Provider;

export function useDisplay(): Display {
  const display = useContext(Context);
  if (!display) throw new Error('useDisplay needs a DisplayProvider above it');
  return display;
}

/** The decimals in which an equation over these values is written; null: every digit. */
export function useDecimals(values: readonly number[]): number | null {
  const { isExact } = useDisplay();
  return isExact ? null : decimalsFor(values);
}

/** A single number, rounded to the nearest decimal. */
export const inDecimals = (value: number, decimals: number | null): string =>
  decimals === null ? exact64(value) : unitsText(unitsOf(value, decimals), decimals);
