/** What is written over the maps: the numbers of pixels that are large enough to hold them, and the maps' channels. Pure. */
import { brief, rounded } from '../numbers';
import type { PlacedTile } from './grid';
import type { StageLayer } from './layers';
import type { StageLayout } from './layout';
import { type Box, overlap } from './pointer';

/** Smallest side of a pixel, in CSS pixels, that a number fits into; from the larger one on, three digits do. */
const WRITABLE = 34;
const ROOMY = 56;

export interface WrittenTile {
  readonly layer: StageLayer;
  readonly tile: PlacedTile;
  /** The rows and columns in sight; ends are not included. */
  readonly rows: readonly [from: number, to: number];
  readonly columns: readonly [from: number, to: number];
}

/** The pixels along one side of a tile that lie in sight at least in part. */
function seen(start: number, size: number, pixels: number, from: number, length: number): readonly [number, number] {
  const at = (place: number): number => ((place - start) / size) * pixels;
  return [Math.max(0, Math.floor(at(from))), Math.min(pixels, Math.ceil(at(from + length)))];
}

/** The tiles in sight whose numbers are written into their pixels. */
export function writtenTiles({ blocks }: StageLayout, sight: Box): readonly WrittenTile[] {
  const inSight = blocks.filter((block) => overlap(block, sight));
  return inSight.flatMap(({ layer, tiles }) =>
    tiles.flatMap((tile): WrittenTile[] => {
      if (Math.min(tile.width / tile.columns, tile.height / tile.rows) < WRITABLE) return [];
      const rows = seen(tile.y, tile.height, tile.rows, sight.y, sight.height);
      const columns = seen(tile.x, tile.width, tile.columns, sight.x, sight.width);
      return rows[0] < rows[1] && columns[0] < columns[1] ? [{ layer, tile, rows, columns }] : [];
    }),
  );
}

/** A value as it is written into a pixel of some width. */
export const cellText = (value: number, width: number): string => (width < ROOMY ? brief(value) : rounded(value));

/** Widths of tiles from which their channel is written on them: in its usual place, and elsewhere. */
const LABELLED = 88;
const LABELLED_MOVED = 36;

/** Whether the channel is written on a tile. Pixels that hold numbers leave no room for it. */
export function isLabelled({ form, planes }: StageLayer, { width, columns }: PlacedTile, isMoved: boolean): boolean {
  if (form !== 'maps' || planes === 1 || width / columns >= WRITABLE) return false;
  return width >= (isMoved ? LABELLED_MOVED : LABELLED);
}
