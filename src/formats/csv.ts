/** Writes values as comma-separated text for spreadsheets, pandas and numpy.loadtxt; every float32 round-trips. */
import { EngineError } from '../core/errors';
import { elements, type Shape, shapeText } from '../core/shapes';

/** The shortest decimal that uniquely identifies this float32; nan, inf and -inf in the spelling readers know. */
function decimal(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 24) return Object.is(value, -0) ? '-0' : String(value);
  for (let digits = 6; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(Number(value.toPrecision(9)));
}

/**
 * The lines, with their line breaks: one per row of the last axis; a vector is one column. With more than two axes,
 * each starts with its index along every axis but the last. Throws EngineError('shape') if the values do not fit.
 */
export function* csvLines(values: Float32Array, shape: Shape): Generator<string> {
  if (elements(shape) !== values.length) {
    throw new EngineError('shape', 'csv', { expected: shapeText(shape), got: `${values.length} values` });
  }
  const columns = shape.length > 1 ? (shape.at(-1) ?? 1) : 1;
  const leading = shape.length > 2 ? shape.slice(0, -1) : [];
  for (let row = 0; row * columns < values.length; row++) {
    let stride = values.length / columns;
    const indices = leading.map((size) => {
      stride /= size;
      return String(Math.floor(row / stride) % size);
    });
    const cells = Array.from(values.subarray(row * columns, (row + 1) * columns), decimal);
    yield `${[...indices, ...cells].join(',')}\n`;
  }
}
