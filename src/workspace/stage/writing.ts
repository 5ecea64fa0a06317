/** Text over the maps: the numbers in pixels large enough for them, and the maps' channels. Pure. */
import { brief, rounded } from '../numbers';
import type { PlacedTile } from './grid';
import type { StageLayer } from './layers';
import type { LaneLayout } from './layout';
import { type Box, overlap } from './pointer';

/** Smallest pixel side, in CSS pixels, that fits a number; from the larger one on, three digits fit. */
const WRITABLE = 30;
const ROOMY = 56;

export interface WrittenTile {
  readonly layer: StageLayer;
  readonly tile: PlacedTile;
  /** Visible rows and columns; ends are exclusive. */
  readonly rows: readonly [from: number, to: number];
  readonly columns: readonly [from: number, to: number];
}

/** The pixels along one side of a tile that are at least partly visible. */
function seen(start: number, size: number, pixels: number, from: number, length: number): readonly [number, number] {
  const at = (place: number): number => ((place - start) / size) * pixels;
  return [Math.max(0, Math.floor(at(from))), Math.min(pixels, Math.ceil(at(from + length)))];
}

/** The visible tiles whose pixels show their numbers. */
export function writtenTiles({ lanes }: LaneLayout, sight: Box): readonly WrittenTile[] {
  const inSight = lanes.filter((lane) => lane.drawn === 'colours' && overlap(lane, sight));
  return inSight.flatMap(({ layer, tiles }) =>
    tiles.flatMap((tile): WrittenTile[] => {
      if (Math.min(tile.width / tile.columns, tile.height / tile.rows) < WRITABLE) return [];
      const rows = seen(tile.y, tile.height, tile.rows, sight.y, sight.height);
      const columns = seen(tile.x, tile.width, tile.columns, sight.x, sight.width);
      return rows[0] < rows[1] && columns[0] < columns[1] ? [{ layer, tile, rows, columns }] : [];
    }),
  );
}

/** A value as text for a pixel of some width. */
export const cellText = (value: number, width: number): string => (width < ROOMY ? brief(value) : rounded(value));

/** Tile widths from which the channel is written on them: in its usual place, and elsewhere. */
const LABELLED = 88;
const LABELLED_MOVED = 36;

/** Whether a tile shows its channel. Pixels with numbers leave no room for it. */
export function isLabelled({ form, planes }: StageLayer, { width, columns }: PlacedTile, isMoved: boolean): boolean {
  if (form !== 'maps' || planes === 1 || width / columns >= WRITABLE) return false;
  return width >= (isMoved ? LABELLED_MOVED : LABELLED);
}
