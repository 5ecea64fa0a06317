/** A place on the stage that can be found again in another layout: a share of a tile, whatever its size. Pure. */
import type { PlacedTile } from './grid';
import type { StageLayout } from './layout';
import { type Box, outside } from './pointer';

export interface Anchor {
  readonly layer: string;
  readonly plane: number;
  /** Share of the tile across and down, 0 to 1, and the distance beyond it in pixels: gaps do not scale. */
  readonly across: number;
  readonly down: number;
  readonly beyond: Point;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

const beyondTile = ({ x, y, width, height }: PlacedTile, at: Point): Point => ({
  x: outside(at.x, x, width),
  y: outside(at.y, y, height),
});

/** The tile nearest to a point, and where on it the point lies; null on a stage without tiles. */
export function anchorAt({ lanes }: StageLayout, at: Point): Anchor | null {
  let best: Anchor | null = null;
  let least = Infinity;
  // No tile is nearer than its lane, so most lanes can be skipped.
  const distanceTo = (box: Box): number =>
    Math.hypot(outside(at.x, box.x, box.width), outside(at.y, box.y, box.height));
  const byDistance = lanes.map((lane) => ({ lane, bound: distanceTo(lane) })).sort((a, b) => a.bound - b.bound);
  for (const { lane, bound } of byDistance) {
    if (bound >= least) break;
    const { layer } = lane;
    for (const tile of lane.tiles) {
      const beyond = beyondTile(tile, at);
      const distance = Math.hypot(beyond.x, beyond.y);
      if (distance >= least) continue;
      least = distance;
      best = {
        layer: layer.id,
        plane: tile.plane,
        across: (at.x - beyond.x - tile.x) / tile.width,
        down: (at.y - beyond.y - tile.y) / tile.height,
        beyond,
      };
    }
  }
  return best;
}

/** The point of an anchor; null if its tile is not on this stage. */
export function anchorPoint({ lanes }: StageLayout, { layer, plane, across, down, beyond }: Anchor): Point | null {
  const lane = lanes.find((each) => each.layer.id === layer);
  const tile = lane?.tiles.find((each) => each.plane === plane);
  return tile ? { x: tile.x + across * tile.width + beyond.x, y: tile.y + down * tile.height + beyond.y } : null;
}
