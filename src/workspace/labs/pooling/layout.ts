/**
 * The layout of the page "Pooling": one scale for all maps, so that a pixel of a pooled map is as large as one of the
 * map that is pooled, and global pooling is a single such pixel. Pure, in CSS pixels.
 */

export interface PoolingRoom {
  readonly width: number;
  readonly height: number;
}

/** Rows and columns. */
export interface MapSize {
  readonly rows: number;
  readonly columns: number;
}

export interface PoolingLayout {
  /** The scale of everything: larger on a large screen. */
  readonly unit: number;
  /** One column; the poolings stand below the map. */
  readonly isNarrow: boolean;
  /** The side of a pixel of every map. */
  readonly pixel: number;
  /** The least width of a column of a pooled map. */
  readonly column: number;
  /** The side of a map of the noise experiment. */
  readonly tile: number;
}

/** In units: the map, the columns of what becomes of it, and what lies between them. */
const [MAP, COLUMN] = [392, 196] as const;
export const gaps = { margin: 20, arrow: 68, column: 28 } as const;
/** Max, average and min; and a fourth for global pooling, or for a strided convolution with a map like theirs. */
const COLUMNS = 4;
/** Below, there is no room for four columns beside a map. */
const NARROW = { below: 1136, margin: 16 } as const;
/**
 * A map of the noise experiment, and what stands beside the four of a case, the names of the rows and gaps, and above
 * and below its two rows.
 */
const [TILE, LEAST_TILE, BESIDE, AROUND] = [130, 76, 68 + 27, 490] as const;
/** A line more, in less width. */
const WRAPPED = { below: 1366, height: 24 } as const;
const BETWEEN_CASES = 46;
/** The header above the room that the page is composed for. */
const HEADER = 52;
/** The least side of the map, where there is hardly any room. */
const LEAST = 160;

/** Larger pixels have whole sides, so that all are alike. */
const whole = (pixel: number): number => (pixel >= 3 ? Math.floor(pixel) : pixel);

/** `maps`: how many of the columns have a map of the size `pooled`. */
export function layOutPooling(room: PoolingRoom, map: MapSize, pooled: MapSize, maps: 3 | 4): PoolingLayout {
  const { width, height } = room;
  const longest = Math.max(map.rows, map.columns);
  if (width < NARROW.below) {
    const inner = Math.max(0, width - 2 * NARROW.margin);
    const pixel = whole(Math.min(MAP / longest, inner / map.columns));
    return { unit: 1, isNarrow: true, pixel, column: Math.min(COLUMN, inner), tile: Math.min(TILE, (inner - 27) / 4) };
  }
  const unit = Math.min(1.6, Math.max(1, Math.min(width / 1366, (height + HEADER) / 768)));
  const column = COLUMN * unit;
  const free = width - unit * (2 * gaps.margin - 2 + gaps.arrow + (COLUMNS - 1) * gaps.column);
  // A column is at least as wide as what is written in it; where pooled maps are wider, all maps shrink.
  const fitting = Math.min(
    (MAP * unit) / longest,
    (free - COLUMNS * column) / map.columns,
    (free - (COLUMNS - maps) * column) / (map.columns + maps * pooled.columns),
  );
  const around = AROUND + (width < WRAPPED.below ? WRAPPED.height : 0);
  const half = (width - unit * (2 * gaps.margin + BETWEEN_CASES)) / 2;
  return {
    unit,
    isNarrow: false,
    pixel: whole(Math.max(LEAST / longest, fitting)),
    column,
    tile: Math.min(TILE * unit, (half - unit * BESIDE) / 4, Math.max(LEAST_TILE * unit, (height - around * unit) / 2)),
  };
}

/** How much smaller the page is printed: it keeps its layout. The narrower sheet, A4, is 718 pixels wide. */
export const onPaper = (width: number): number => Math.min(1, 718 / Math.max(1, width));
