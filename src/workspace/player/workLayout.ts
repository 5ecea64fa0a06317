/** Places the window, the kernel and their products beside each other. Pure: sizes in CSS pixels. */

export interface GridPlace {
  readonly x: number;
  readonly y: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** Whether its cells have room for their numbers. */
  readonly isWritten: boolean;
}

export interface WorkLayout {
  /** One per grid, in order. */
  readonly grids: readonly GridPlace[];
  readonly height: number;
}

/** Width between two grids, for the sign that joins them. */
export const SIGN = 22;
const GAP = 12;
/** Width of a digit in a cell, and of a cell's margin. */
const [DIGIT, MARGIN] = [7.3, 4];
const LEAST = 22;
/** Height of a cell with a number, for windows of many rows and of few. */
const [LOW, HIGH] = [26, 36];

/** Width of a cell for this many characters. */
export const cellFor = (characters: number): number => Math.max(LEAST, Math.ceil(characters * DIGIT + MARGIN));

/**
 * Grids of rows x columns cells; `characters`: length of the longest number in each grid. Side by side if they fit,
 * else the last one below the others; if numbers do not fit even then, in smaller cells without numbers, in whichever
 * arrangement leaves them larger.
 */
export function workLayout(
  rows: number,
  columns: number,
  characters: readonly number[],
  width: number,
  tallest = 420,
): WorkLayout {
  const wanted = characters.map(cellFor);
  const height = rows > 3 ? LOW : HIGH;
  const wide = (cells: readonly number[]): number =>
    cells.reduce((sum, cell) => sum + cell * columns, 0) + SIGN * (cells.length - 1);
  const isTall = height * rows > tallest;
  if (!isTall && wide(wanted) <= width) return oneLine(wanted, height, rows, columns, true);
  const first = wanted.slice(0, -1);
  const last = wanted.at(-1) ?? LEAST;
  const isFolded = first.length > 0 && wide(first) <= width && SIGN + last * columns <= width;
  if (isFolded && 2 * height * rows + GAP <= tallest) {
    const { grids } = oneLine(first, height, rows, columns, true);
    const below = { x: SIGN, y: rows * height + GAP, cellWidth: last, cellHeight: height, isWritten: true };
    return { grids: [...grids, below], height: 2 * rows * height + GAP };
  }
  const count = characters.length;
  const beside = Math.min(LEAST, (width - SIGN * (count - 1)) / (count * columns), tallest / rows);
  const below = Math.min(LEAST, (width - SIGN) / columns, (tallest - GAP * (count - 1)) / (count * rows));
  if (below <= 1.3 * beside)
    return oneLine(
      characters.map(() => beside),
      beside,
      rows,
      columns,
      false,
    );
  const line = rows * below + GAP;
  const grids = characters.map((_, i) => ({
    x: count > 1 ? SIGN : 0,
    y: i * line,
    cellWidth: below,
    cellHeight: below,
    isWritten: false,
  }));
  return { grids, height: count * line - GAP };
}

function oneLine(
  cells: readonly number[],
  cellHeight: number,
  rows: number,
  columns: number,
  isWritten: boolean,
): WorkLayout {
  let x = 0;
  const grids = cells.map((cellWidth): GridPlace => {
    const place = { x, y: 0, cellWidth, cellHeight, isWritten };
    x += cellWidth * columns + SIGN;
    return place;
  });
  return { grids, height: rows * cellHeight };
}
