/**
 * The sizes of the page "Kernels": its maps as large as the room allows. Pure: sizes in CSS pixels; one unit is 1 pixel
 * in a window of 1366 x 768, and more in a larger one, as where a map is opened.
 */
import { unitOf } from '../../stage/opened';

export interface Room {
  readonly width: number;
  readonly height: number;
}

export interface FlowLayout {
  readonly unit: number;
  /** One column that scrolls. */
  readonly isNarrow: boolean;
  /** The side of the picture, which with its tools is no taller than the maps with what stands below them. */
  readonly picture: number;
  /** The feature map and the activation map. */
  readonly map: number;
  /** A plane, its kernel and its response, in a row for each channel. */
  readonly row: number;
  readonly rowGap: number;
}

export const NARROW = 900;
const MARGIN = 20;
/** The picture; then the gutters: to the planes, between plane, kernel and response, to the sum, to the activation. */
export const LEFT = 196;
export const gutters = { planes: 48, sign: 24, sum: 82, activation: 46 } as const;
/** What stands above the maps, and below them: their words, the window's products, the presets and the foot. */
const ABOVE = 121;
const BELOW = 347;
/** A strip of folded filters, with a part of a line more of words where maps are narrower. */
export const foldedHeight = (width: number): number => (width < 1366 ? 88 : 74);
/** The words between two rows, and where there are many. */
const ROW_GAP = 22;
const LEAST_GAP = 8;
/** Rows may go on below the maps, beside their words. */
const OVER = 50;
const LEAST_MAP = 150;
/** How much taller the picture's tools are than what stands about a map. */
const TOOLS = 100;
const LEAST_PICTURE = 110;
const LEAST_ROW = 22;
const SIDE = 16;

/**
 * `rows`: channels that the filter reads. One channel has no response of its own, so its plane and kernel share the room
 * of the three.
 */
export function flowLayout(room: Room, rows: number, hasFolded: boolean): FlowLayout {
  if (room.width < NARROW) {
    const map = Math.max(100, Math.floor((room.width - 3 * SIDE) / 2));
    return {
      unit: 1,
      isNarrow: true,
      picture: room.width - 2 * SIDE,
      map,
      row: Math.floor((room.width - 2 * SIDE - 2 * gutters.sign) / 3),
      rowGap: 30,
    };
  }
  const unit = unitOf(room);
  const [width, height] = [room.width / unit, (room.height + 48) / unit];
  const { planes, sign, sum, activation } = gutters;
  const folded = hasFolded ? foldedHeight(width) : 0;
  // Two maps, and three columns of rows that are together as wide as one map and six pixels.
  const fixed = 2 * MARGIN + LEFT + planes + 2 * sign + sum + activation;
  const map = Math.max(
    LEAST_MAP,
    Math.min(Math.floor((width - fixed - 6) / 3), Math.floor(height - ABOVE - BELOW - folded)),
  );
  const columns = rows === 1 ? 2 : 3;
  const across = Math.floor((map + 6 + (3 - columns) * sign) / columns);
  const rowGap = rows <= 3 ? ROW_GAP : LEAST_GAP;
  const row = Math.max(LEAST_ROW, Math.min(across, map, Math.floor((map + OVER + rowGap) / rows) - rowGap));
  const picture = Math.max(LEAST_PICTURE, Math.min(LEFT, map + folded - TOOLS));
  return { unit, isNarrow: false, picture: picture * unit, map: map * unit, row: row * unit, rowGap: rowGap * unit };
}

export interface EditLayout {
  readonly unit: number;
  readonly isNarrow: boolean;
  /** Side of a pixel of the padded picture, and how many of them are shown a side. */
  readonly pixel: number;
  readonly rows: number;
  readonly columns: number;
  /** Only a part of the picture is shown, about the window. */
  readonly isPart: boolean;
  readonly map: number;
}

/** Pixels below this size cannot be crossed out. */
const LEAST_PIXEL = 6;
/** Side of the kernel and of its shifted pictures, with the rail beside. */
export const KERNEL = 186;

/** `rows` x `columns`: the picture with its padding. */
export function editLayout(room: Room, rows: number, columns: number): EditLayout {
  const isNarrow = room.width < NARROW;
  const unit = isNarrow ? 1 : unitOf(room);
  const [width, height] = [room.width / unit, (room.height + 48) / unit];
  const side = isNarrow
    ? Math.max(100, Math.floor((width - 3 * SIDE) / 2))
    : Math.max(LEAST_MAP, Math.min(Math.floor(width * 0.305), Math.floor(height - 384)));
  // On a phone there is no room to cross out, and the whole picture stays.
  const whole = side / Math.max(rows, columns);
  const isPart = !isNarrow && whole < LEAST_PIXEL;
  const pixel = isPart ? 8 : isNarrow || whole < 1 ? whole : Math.floor(whole);
  const shown = Math.floor(side / pixel);
  // The kernel's column with its rail, two gaps, and the function between the maps.
  const map = isNarrow
    ? side
    : Math.max(
        120,
        Math.min(Math.floor((width - 2 * MARGIN - side - 52 - KERNEL - 64 - 48) / 2), Math.floor(height - 488)),
      );
  return {
    unit,
    isNarrow,
    pixel: pixel * unit,
    rows: isPart ? Math.min(rows, shown) : rows,
    columns: isPart ? Math.min(columns, shown) : columns,
    isPart,
    map: map * unit,
  };
}

export interface StackLayout {
  readonly unit: number;
  readonly isNarrow: boolean;
  readonly picture: number;
  /** Side of one map of each layer. */
  readonly maps: readonly number[];
}

/** A filter's kernels, with the gaps before and after them. */
export const STACK_KERNEL = 62;
const STACK_GAPS = 74;
const STACK_GAP = 10;
const MOST_STACK = 226;

/** `counts`: filters of each layer. */
export function stackLayout(room: Room, counts: readonly number[]): StackLayout {
  if (room.width < NARROW) {
    const width = room.width - 2 * SIDE;
    const maps = counts.map((count) => Math.floor((width - STACK_GAP * (Math.min(count, 4) - 1)) / Math.min(count, 4)));
    return { unit: 1, isNarrow: true, picture: Math.min(width, 300), maps: maps.map((side) => Math.min(side, 200)) };
  }
  const unit = unitOf(room);
  const [width, height] = [room.width / unit, (room.height + 48) / unit];
  const tall = Math.max(220, height - 310);
  const high = counts.map((count) => Math.min(MOST_STACK, (tall - STACK_GAP * (count - 1)) / count));
  const wide = width - 2 * MARGIN - counts.length * (STACK_KERNEL + STACK_GAPS);
  // The picture gets what the maps leave, but at least a third; the maps shrink where there is less.
  const share = Math.min(1, (wide * (2 / 3)) / high.reduce((sum, side) => sum + side, 0));
  const maps = high.map((side) => Math.floor(side * share));
  const picture = Math.floor(Math.min(tall, 400, wide - maps.reduce((sum, side) => sum + side, 0)));
  return { unit, isNarrow: false, picture: picture * unit, maps: maps.map((side) => side * unit) };
}

export interface BandLayout {
  /** Channels whose window, kernel and products are shown; of the others, their sums. */
  readonly parts: number;
  /** The cells of the window and the kernel, and of the products. */
  readonly cell: number;
  readonly product: number;
  readonly height: number;
}

/** The signs between the grids of a channel, and the gap after it; and what stands behind all: the bias and the result. */
const SIGNS = { within: 18, after: 16 } as const;
export const RESULT = 112 + SIGNS.after;
const [CELL, MOST_CELL, PLAIN] = [26, 40, 18];
/** Of a cell with its number; windows of four and five rows are no taller than those of three, or they move what follows. */
const [CELL_HEIGHT, ALL_ROWS] = [22, 70];
/** Where the sums of channels that do not fit stand below. */
const LOW_CELL = 18;
/** Windows of more rows show their colours alone. */
const MOST_ROWS = 5;
const MOST_BAND = 110;

/**
 * The band of one value's products, `width` wide: as many of `depth` channels as fit with their numbers; if not even one
 * does, one in colours alone. `characters`: of the longest product.
 */
export function bandLayout(
  width: number,
  depth: number,
  rows: number,
  columns: number,
  characters: number,
): BandLayout {
  const room = width - RESULT;
  const wide = Math.max(28, 7 * characters + 5);
  // The window, the kernel and the products, a pixel between cells, and the signs.
  const across = (cell: number, product: number): number => columns * (2 * (cell + 1) + product + 1) + 2 * SIGNS.within;
  const fitting = (part: number): number => Math.min(depth, Math.floor((room + SIGNS.after) / (part + SIGNS.after)));
  const parts = rows <= MOST_ROWS ? fitting(across(CELL, wide)) : 0;
  if (parts >= 1) {
    const own = (room + SIGNS.after) / parts - SIGNS.after - 2 * SIGNS.within - 3 * columns;
    const scale = Math.min(MOST_CELL / CELL, own / (columns * (2 * CELL + wide)));
    return {
      parts,
      cell: Math.floor(CELL * scale),
      product: Math.floor(wide * scale),
      height: Math.min(parts < depth ? LOW_CELL : CELL_HEIGHT, Math.floor(ALL_ROWS / rows)),
    };
  }
  const plain = Math.max(3, Math.min(PLAIN, MOST_BAND / rows, (room - 2 * SIGNS.within) / (3 * columns) - 1));
  return { parts: Math.max(1, fitting(across(plain, plain))), cell: plain, product: plain, height: plain };
}
