/** Changes of a list of rows. Each keeps what earlier rows are read: by themselves, not by their place. */
import { examine, type Given, mostOf } from './examine';
import { joins, type Row, type RowKind, type Rows } from './rows';

/** Rows in a new order or number: `to` says where each old one is now; null: it is gone, and is read no more. */
function moved(rows: Rows, to: (at: number) => number | null): Rows {
  return rows.map((row) => {
    if (row.from === undefined || row.from < 0) return row;
    const { from, ...rest } = row;
    const now = to(from);
    return now === null ? rest : now === from ? row : { ...rest, from: now };
  });
}

/** Puts a row before that at `at`; the same rows if there are as many as there may be. */
export function insert(rows: Rows, at: number, row: Row): Rows {
  if (rows.length >= mostOf.rows) return rows;
  const shifted = moved(rows, (each) => (each >= at ? each + 1 : each));
  return [...shifted.slice(0, at), row, ...shifted.slice(at)];
}

export const remove = (rows: Rows, at: number): Rows =>
  moved(rows, (each) => (each === at ? null : each > at ? each - 1 : each)).filter((_, i) => i !== at);

/** Moves a row so that it is the `to`th. */
export function move(rows: Rows, at: number, to: number): Rows {
  const row = rows[at];
  if (!row || to < 0 || to >= rows.length || to === at) return rows;
  const order = rows.map((_, i) => i).filter((i) => i !== at);
  order.splice(to, 0, at);
  const renamed = moved(rows, (each) => order.indexOf(each));
  return order.flatMap((i) => renamed[i] ?? []);
}

export const replace = (rows: Rows, at: number, row: Row): Rows => rows.map((each, i) => (i === at ? row : each));

/** What a kind of row begins as. */
const beginnings: { readonly [K in RowKind]?: Omit<Row, 'kind'> } = {
  conv2d: { attributes: { pad: [1, 1, 1, 1] }, activation: 'relu' },
  dense: { attributes: { outFeatures: 32 }, activation: 'relu' },
  dropout: { attributes: { rate: 0.25 } },
};

/** Whether the row at `at`, put in its place or before it, fits when it reads `from`. */
export const fits = (rows: Rows, at: number, row: Row, from: number, given: Given): boolean =>
  examine([...rows.slice(0, at), { ...row, from }], given).mistake === null;

/** A new row before that at `at`; one that joins reads the last earlier row with which it fits. */
export function begun(rows: Rows, at: number, kind: RowKind, given: Given): Row {
  const row = { kind, ...beginnings[kind] };
  if (!joins(row)) return row;
  for (let from = at - 2; from >= -1; from--) if (fits(rows, at, row, from, given)) return { ...row, from };
  return row;
}
