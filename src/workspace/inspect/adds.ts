/** How a map of a convolution comes about: what each map it reads adds, everywhere and at one place, in digits. */
import type { ResolvedNode } from '../../graph/model';
import { paddedPixel, padModes } from '../../kernels/pad2d';
import { layerOf } from '../../layers';
import type { ExplanationOf, Product } from '../../layers/explain';
import { addUp, decimalsFor, unitsOf, unitsText } from './addUp';
import type { Filter } from './mapReading';

const padModeOf = (mode: unknown) => (mode === 'reflect' || mode === 'edge' ? padModes[mode] : padModes.zero);

/**
 * What kernel `c` of a filter adds to the map, as a map of rows x columns sums in float64, rounded to float32: x is the
 * whole tensor that the layer reads. Without the bias; the maps of all kernels and the bias add up to the feature map.
 */
export function addsOf(
  { attributes, type, shape }: ResolvedNode,
  filter: Pick<Filter, 'kernels' | 'firstChannel' | 'rows' | 'columns' | 'source'>,
  c: number,
  x: Float32Array,
): Float32Array {
  const field = layerOf(type).receptiveField(attributes);
  const [, , height = 1, width = 1] = shape;
  const { rows, columns } = filter.source;
  const kernel = filter.kernels[c] ?? new Float32Array();
  const map = new Float32Array(height * width);
  if (field.kind !== 'window') return map;
  const mode = padModeOf(attributes.padMode);
  const { stride, pad, dilation } = field;
  const across = Array.from({ length: width * filter.columns }, (_, i) =>
    paddedPixel(
      Math.floor(i / filter.columns) * stride[1] + (i % filter.columns) * dilation[1] - pad[1],
      columns,
      mode,
    ),
  );
  const first = (filter.firstChannel + c) * rows * columns;
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      let sum = 0;
      for (let u = 0; u < filter.rows; u++) {
        const row = paddedPixel(i * stride[0] + u * dilation[0] - pad[0], rows, mode);
        if (row < 0) continue;
        for (let v = 0; v < filter.columns; v++) {
          const column = across[j * filter.columns + v] as number;
          if (column < 0) continue;
          sum += (x[first + row * columns + column] as number) * (kernel[u * filter.columns + v] as number);
        }
      }
      map[i * width + j] = sum;
    }
  }
  return map;
}

export interface SumRow {
  /** Which part of the sum, a kernel of the filter; null: the parts that have no row of their own. */
  readonly part: number | null;
  /** How many parts it stands for. */
  readonly count: number;
  readonly value: number;
  /** In digits that add up with those of all other rows and the bias; null where every digit shows. */
  readonly units: number | null;
}

export interface SumOfParts {
  readonly rows: readonly SumRow[];
  readonly bias: SumRow | null;
  readonly result: number;
  readonly decimals: number | null;
}

export const sumOfPart = (part: readonly Product[]): number =>
  part.reduce((sum, { value, weight }) => sum + value * weight, 0);

/**
 * The sum over the parts of a value: of more than `most`, the strongest, in their order, and one row for the rest.
 * `kept` has a row in any case. `isExact`: nothing is rounded.
 */
export function sumOfParts(
  { parts, bias, result }: ExplanationOf<'weighted'>,
  most: number,
  { isExact = false, kept = null }: { readonly isExact?: boolean; readonly kept?: number | null } = {},
): SumOfParts {
  const sums = parts.map(sumOfPart);
  const order = [...sums.keys()].sort(
    (a, b) => Number(b === kept) - Number(a === kept) || Math.abs(sums[b] ?? 0) - Math.abs(sums[a] ?? 0) || a - b,
  );
  const shown = order.slice(0, sums.length > most ? most : undefined).sort((a, b) => a - b);
  const others = order.slice(shown.length);
  const terms = [
    ...shown.map((part) => ({ part, count: 1, value: sums[part] ?? 0 })),
    ...(others.length > 0
      ? [{ part: null, count: others.length, value: others.reduce((sum, part) => sum + (sums[part] ?? 0), 0) }]
      : []),
    ...(bias === null ? [] : [{ part: null, count: 1, value: bias }]),
  ];
  const values = terms.map(({ value }) => value);
  const decimals = isExact ? null : decimalsFor([...values, result]);
  const units = decimals === null ? null : addUp(values, unitsOf(result, decimals), decimals);
  const rows = terms.map((term, i): SumRow => ({ ...term, units: units?.[i] ?? null }));
  return {
    rows: bias === null ? rows : rows.slice(0, -1),
    bias: bias === null ? null : (rows.at(-1) ?? null),
    result,
    decimals,
  };
}

/** Units with their sign, so that one sees what is added and what is taken away. */
export const signedText = (units: number, decimals: number): string =>
  `${units > 0 ? '+' : ''}${unitsText(units, decimals)}`;
