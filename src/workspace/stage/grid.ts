/** The tiles of a layer: made on first access, and for values without height and width cells in rows. Pure geometry. */
import type { Tile } from '../../backend/types';
import type { Box } from './pointer';

/** The engine's tile, without its source and colours. */
export type PlacedTile = Pick<Tile, 'plane' | 'columns' | 'rows' | 'x' | 'y' | 'width' | 'height'>;

/** Adds tiles that are made once, on first access: most layers of a large network are never visible. */
export function withTiles<T extends object>(
  rest: T,
  make: () => readonly PlacedTile[],
): T & { readonly tiles: readonly PlacedTile[] } {
  let made: readonly PlacedTile[] | null = null;
  return Object.defineProperty(rest, 'tiles', {
    get() {
      made ??= make();
      return made;
    },
    enumerable: true,
    configurable: true,
  }) as T & { readonly tiles: readonly PlacedTile[] };
}

/** Cells in reading order that fill a box as far as whole cells do; an incomplete last row is drawn cell by cell. */
export function stripTiles(count: number, box: Box): { readonly cell: number; readonly tiles: readonly PlacedTile[] } {
  const side = Math.sqrt((box.width * box.height) / Math.max(1, count));
  const columns = Math.max(1, Math.min(count, Math.floor(box.width / Math.max(1, side))));
  const lines = Math.ceil(count / columns);
  const cell = Math.max(0.5, Math.min(14, box.width / columns, box.height / lines));
  const full = Math.floor(count / columns);
  const tiles: PlacedTile[] = [];
  if (full > 0) {
    tiles.push({ plane: 0, columns, rows: full, x: box.x, y: box.y, width: columns * cell, height: full * cell });
  }
  for (let plane = full * columns; plane < count; plane++) {
    const x = box.x + (plane - full * columns) * cell;
    tiles.push({ plane, columns: 1, rows: 1, x, y: box.y + full * cell, width: cell, height: cell });
  }
  return { cell, tiles };
}
