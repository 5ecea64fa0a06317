/** How far the stage zooms, as the size of a block's first maps. Pure. */
import type { StageLayout } from './layout';

/** Size of a map's pixel at the largest zoom, with room for its number. */
const LARGEST_PIXEL = 56;

export type TileLimits = readonly [least: number, most: number];

/** The size that tiles have now, and those that they may have. */
export interface TileSize {
  readonly tile: number;
  readonly limits: TileLimits;
}

/**
 * Smallest and largest tile of a network: from the layout that fits to where the finest map's pixels hold numbers. Null:
 * an overview, which has levels instead (levels.ts).
 */
export function tileLimits({ tile, lanes, overview }: StageLayout): TileLimits | null {
  if (overview) return null;
  const zooms = lanes.flatMap(({ pixel, drawn, layer }) =>
    pixel === null || drawn !== 'colours' || layer.form !== 'maps' ? [] : [LARGEST_PIXEL / pixel],
  );
  return [tile, tile * Math.max(1, ...zooms)];
}

/** One zoom step: a quarter larger or smaller, within the limits. */
export const resizedTile = (tile: number, step: 1 | -1, [least, most]: TileLimits): number =>
  Math.min(most, Math.max(least, tile * 1.25 ** step));
