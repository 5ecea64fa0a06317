/** Where a layer's maps are above zero. */

export interface Fired {
  /** How many values are above zero. */
  readonly count: number;
  /** The largest value, and where it stands. */
  readonly most: number;
  readonly filter: number;
  readonly row: number;
  readonly column: number;
}

/** Over all maps of a layer; NaN counts as nothing. */
export function firedIn(
  values: Float32Array,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): Fired {
  let [count, at, most] = [0, 0, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value > 0) count += 1;
    if (value > most) [at, most] = [i, value];
  }
  const place = at % (rows * columns);
  return {
    count,
    most: values.length > 0 ? most : 0,
    filter: Math.floor(at / (rows * columns)),
    row: Math.floor(place / columns),
    column: place % columns,
  };
}
