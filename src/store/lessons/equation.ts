/** One value of a convolution: its window, weights and products, written in digits that add up. Pure. */
import { addUp, unitsOf, unitsText } from '../../workspace/inspect/addUp';
import { type Cell, type Planes, type SquareKernel, valueAt } from './evidence';

export interface Equation {
  /** Pixels under the window, row by row; 0 in the padding. */
  readonly pixels: readonly number[];
  readonly products: readonly number[];
  readonly texts: {
    readonly products: readonly string[];
    readonly sum: string;
    readonly bias: string;
    readonly result: string;
  };
}

const DECIMALS = 2;

interface Given {
  readonly input: Planes;
  readonly kernel: SquareKernel;
  readonly stride: number;
  readonly padding: number;
  readonly bias: number;
  readonly cell: Cell;
}

/** Where an output cell's window starts in the input. */
export const originOf = ({ stride, padding, cell }: Pick<Given, 'stride' | 'padding' | 'cell'>): Cell => [
  cell[0] * stride - padding,
  cell[1] * stride - padding,
];

/** `result`: the engine's output. The products are rounded so that they add up to it, less the bias. */
export function equationOf(given: Given, result: number): Equation {
  const { input, kernel, bias } = given;
  const [top, left] = originOf(given);
  const pixels = kernel.weights.map((_, i) => {
    const [row, column] = [top + Math.floor(i / kernel.side), left + (i % kernel.side)];
    const isInside = row >= 0 && row < input.rows && column >= 0 && column < input.columns;
    return isInside ? valueAt(input, [row, column]) : 0;
  });
  const products = kernel.weights.map((weight, i) => weight * (pixels[i] ?? 0));
  const [total, added] = [unitsOf(result, DECIMALS), unitsOf(bias, DECIMALS)];
  const text = (units: number): string => unitsText(units, DECIMALS);
  return {
    pixels,
    products,
    texts: {
      products: addUp(products, total - added, DECIMALS).map(text),
      sum: text(total - added),
      bias: text(added),
      result: text(total),
    },
  };
}
