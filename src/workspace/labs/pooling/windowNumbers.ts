/**
 * One window in numbers, as they are written under each map: every value and result is the engine's, rounded to the
 * nearest. The mean has as many decimals as someone finds who works it out from the values as they are written. Pure.
 */
import { addUp, decimalsFor, unitsOf, unitsText } from '../../inspect/addUp';
import { exact64 } from '../../numbers';
import { stridedKernel } from './kernels';
import type { KernelKind } from './settings';
import { type Region, regionOf, type WindowGeometry } from './windows';

export interface WindowNumbers extends Region {
  /** The real pixels in the window, row by row, and how many of them are in a row. */
  readonly values: readonly number[];
  readonly across: number;
  readonly texts: readonly string[];
  /** The sum of the first so many values as they are written. */
  sum(count: number): string;
  /** Writes the mean that the engine found. */
  mean(value: number): string;
  /** Which of the values wins; -1: none. */
  readonly max: number;
  readonly min: number;
  /** Writes a result with as many decimals as the values. */
  write(value: number): string;
}

/** Small windows have room for three digits. */
const ROOMY = 3;

/** Without the leading zero; nothing is 0. */
const short = (text: string): string => (/[1-9∞N]/.test(text) ? text.replace(/^(−?)0\./, '$1.') : '0');

/** The first of the largest, or smallest, and the first NaN if there is one: as in `winners`. */
function winnerOf(values: readonly number[], choose: (...values: number[]) => number): number {
  const best = choose(...values);
  return values.findIndex((value) => Object.is(value, best) || value === best);
}

/** `plane`: all values of the map's channel. */
export function windowNumbers(
  plane: Float32Array,
  geometry: WindowGeometry,
  row: number,
  column: number,
): WindowNumbers {
  const { rows, columns } = regionOf(geometry, row, column);
  const across = Math.max(0, columns[1] - columns[0]);
  const values: number[] = [];
  for (let y = rows[0]; y < rows[1]; y++) {
    for (let x = columns[0]; x < columns[1]; x++) values.push(plane[y * geometry.columns + x] ?? Number.NaN);
  }
  const decimals = decimalsFor(values, geometry.window <= ROOMY ? 3 : 2);
  const inPlaces = (value: number, places: number): string => unitsText(unitsOf(value, places), places);
  const write = (value: number): string => (decimals === null ? exact64(value) : inPlaces(value, decimals));
  const units = decimals === null ? null : values.map((value) => unitsOf(value, decimals));
  const total = (count: number): number => (units ?? values).slice(0, count).reduce((sum, unit) => sum + unit, 0);
  return {
    rows,
    columns,
    values,
    across,
    texts: values.map((value) => short(write(value))),
    sum: (count) => (decimals === null ? exact64(total(count)) : unitsText(total(count), decimals)),
    mean(value) {
      if (decimals === null) return exact64(value);
      const byHand = total(values.length) / values.length / 10 ** decimals;
      for (let places = decimals; places > 0; places--) {
        const sure = 1e-6 / 10 ** places;
        const found = [byHand - sure, byHand + sure].map((each) => unitsOf(each, places));
        if (found.every((unit) => unit === unitsOf(value, places))) return inPlaces(value, places);
      }
      return inPlaces(value, 0);
    },
    max: winnerOf(values, Math.max),
    min: winnerOf(values, Math.min),
    write,
  };
}

/** The weights of a strided convolution on the real pixels of one window. */
export function weightsAt(kind: KernelKind, geometry: WindowGeometry, row: number, column: number): readonly number[] {
  const { window, stride, pad } = geometry;
  const kernel = stridedKernel(kind, window);
  const { rows, columns } = regionOf(geometry, row, column);
  const weights: number[] = [];
  for (let y = rows[0]; y < rows[1]; y++) {
    for (let x = columns[0]; x < columns[1]; x++) {
      weights.push(kernel[(y - row * stride + pad) * window + x - column * stride + pad] ?? 0);
    }
  }
  return weights;
}

/** The products of a window's values with weights, written so that they add up to the written `result`. */
export function weighted(
  { values }: Pick<WindowNumbers, 'values'>,
  weights: readonly number[],
  result: number,
): { readonly values: readonly number[]; readonly texts: readonly string[] } {
  const products = values.map((value, i) => value * (weights[i] ?? 0));
  const decimals = Number.isFinite(result) ? decimalsFor([...products, result], 3) : null;
  if (decimals === null) return { values: products, texts: products.map((product) => exact64(product)) };
  const units = addUp(products, unitsOf(result, decimals), decimals);
  return { values: products, texts: units.map((unit) => short(unitsText(unit, decimals))) };
}
