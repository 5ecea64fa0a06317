/**
 * The tiles of one layer, from (0, 0): maps in columns, or a strip of cells for a layer without height and width. Rows
 * and columns are chosen at the size that fits; zooming only scales the result, as on a geographical map.
 */
import type { Tile } from '../../backend/types';
import type { StageLayer } from './layers';

/** The engine's tile, without its source and colours. */
export type PlacedTile = Pick<Tile, 'plane' | 'columns' | 'rows' | 'x' | 'y' | 'width' | 'height'>;

export interface Grid {
  /** Made on first access: most layers of a large network are never visible. */
  readonly tiles: readonly PlacedTile[];
  /** Number of maps shown; 1 for a visible strip. */
  readonly count: number;
  /** Width of a map's pixel; null if no map is shown. */
  readonly pixel: number | null;
  /** Class names beside a strip's cells, at the centre of each cell. */
  readonly labels: readonly { readonly text: string; readonly x: number; readonly y: number }[];
  readonly width: number;
  readonly height: number;
}

export interface GridOptions {
  /** Longer side of a map's tile before zooming. */
  readonly tile: number;
  /** Scale factor of the tiles; default 1. */
  readonly zoom?: number;
  /** Layers with many maps may use tiles smaller than `tile`, to take fewer columns. */
  readonly shrink?: boolean;
}

export const TILE_GAP = 6;
const LABEL_CHARACTER = 7;
const LABEL_GAP = 8;

/** A tile never shrinks below this share of its full size, nor below one pixel per map pixel. */
const SMALLEST_SHARE = 0.42;
const SCREEN_PIXELS = 1.25;
export const SMALLEST_TILE = 24;
/** Minimum distance of class names, however small the maps. */
const SMALLEST_LABELLED = 14;

const nothing: Grid = { tiles: [], count: 0, pixel: null, labels: [], width: 0, height: 0 };

/** Adds tiles that are made once, on first access. */
export function withTiles<T extends object>(rest: T, make: () => readonly PlacedTile[]): T & Pick<Grid, 'tiles'> {
  let made: readonly PlacedTile[] | null = null;
  return Object.defineProperty(rest, 'tiles', {
    get() {
      made ??= make();
      return made;
    },
    enumerable: true,
  }) as T & Pick<Grid, 'tiles'>;
}

/** How many rows of tiles fit. */
const rowsFitting = (room: number, size: number): number =>
  Math.max(1, Math.floor((room + TILE_GAP) / (size + TILE_GAP)));

/** Columns, and longer side of a layer's tiles. */
function mapSize(layer: StageLayer, count: number, room: number, options: GridOptions): readonly [number, number] {
  const { tile, shrink } = options;
  const longer = Math.max(layer.rows, layer.columns);
  // Landscape tiles are lower than their longer side.
  const high = layer.rows / longer;
  const least = shrink ? Math.min(tile, Math.max(SMALLEST_TILE, SMALLEST_SHARE * tile, SCREEN_PIXELS * longer)) : tile;
  const columns = Math.ceil(count / rowsFitting(room, least * high));
  const rows = Math.ceil(count / columns);
  const fitting = Math.floor(((room + TILE_GAP) / rows - TILE_GAP) / high);
  return [columns, Math.max(least, Math.min(tile, fitting))];
}

function mapGrid(layer: StageLayer, channels: readonly number[], room: number, options: GridOptions): Grid {
  const [columns, tile] = mapSize(layer, channels.length, room, options);
  const scale = (tile * (options.zoom ?? 1)) / Math.max(layer.rows, layer.columns);
  const width = Math.max(2, Math.round(scale * layer.columns));
  const height = Math.max(2, Math.round(scale * layer.rows));
  const rows = Math.ceil(channels.length / columns);
  const size = {
    count: channels.length,
    pixel: width / layer.columns,
    labels: [],
    width: columns * (width + TILE_GAP) - TILE_GAP,
    height: rows * (height + TILE_GAP) - TILE_GAP,
  };
  return withTiles(size, () =>
    channels.map((plane, place) => ({
      plane,
      columns: layer.columns,
      rows: layer.rows,
      x: Math.floor(place / rows) * (width + TILE_GAP),
      y: (place % rows) * (height + TILE_GAP),
      width,
      height,
    })),
  );
}

/** Cells with class names beside them. */
function labelledStrip(layer: StageLayer, room: number, { zoom = 1 }: GridOptions): Grid {
  const count = layer.rows;
  const fitting = Math.min(28, Math.max(16, Math.floor(room / count)));
  const cell = Math.max(SMALLEST_LABELLED, Math.round(fitting * zoom));
  const longest = Math.max(...layer.labels.map((label) => label.length));
  return {
    tiles: [{ plane: 0, columns: 1, rows: count, x: 0, y: 0, width: cell, height: cell * count }],
    count: 1,
    pixel: cell,
    labels: layer.labels.map((text, i) => ({ text, x: cell + LABEL_GAP, y: cell * (i + 0.5) })),
    width: cell + LABEL_GAP + longest * LABEL_CHARACTER,
    height: cell * count,
  };
}

/** Columns of a folded strip: as few as fit, preferably a divisor of the count if one is near. */
function foldColumns(count: number, mostRows: number): number {
  const fewest = Math.ceil(count / Math.max(1, mostRows));
  for (let columns = fewest; columns <= fewest * 1.6; columns++) if (count % columns === 0) return columns;
  return fewest;
}

/** Cells in rows, in reading order. An incomplete last row is drawn cell by cell. */
function foldedStrip(layer: StageLayer, room: number, { tile, zoom = 1 }: GridOptions): Grid {
  const count = layer.rows;
  const fitting = Math.min(14, Math.max(6, Math.round(tile / 6)));
  const cell = Math.max(3, Math.round(fitting * zoom));
  const columns = foldColumns(count, Math.floor(room / fitting));
  const full = Math.floor(count / columns);
  const rest = count - full * columns;
  const tiles: PlacedTile[] = [];
  if (full > 0) {
    tiles.push({ plane: 0, columns, rows: full, x: 0, y: 0, width: columns * cell, height: full * cell });
  }
  for (let i = 0; i < rest; i++) {
    const plane = full * columns + i;
    tiles.push({ plane, columns: 1, rows: 1, x: i * cell, y: full * cell, width: cell, height: cell });
  }
  return {
    tiles,
    count: 1,
    pixel: cell,
    labels: [],
    width: columns * cell,
    height: (full + (rest > 0 ? 1 : 0)) * cell,
  };
}

/** The tiles of a layer for these channels, in this order; a strip is shown whole or not at all. */
export function gridOf(layer: StageLayer, channels: readonly number[], room: number, options: GridOptions): Grid {
  if (channels.length === 0) return nothing;
  if (layer.form === 'maps') return mapGrid(layer, channels, room, options);
  return layer.labels.length > 0 ? labelledStrip(layer, room, options) : foldedStrip(layer, room, options);
}
