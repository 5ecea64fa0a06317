/** One pixel of a map on the stage: hit testing, arrow keys, outline. Pure geometry. */
import type { Lane, LaneLayout, PlacedTile } from './layout';

export interface StagePixel {
  readonly layer: string;
  /** Channel of a map; 0 for a strip of cells. */
  readonly channel: number;
  readonly row: number;
  readonly column: number;
  /** Index of the value within the layer's tensor. */
  readonly index: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Spot {
  readonly lane: Lane;
  readonly tile: PlacedTile;
  readonly row: number;
  readonly column: number;
}

/** Whether two boxes share more than an edge. */
export const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && a.x + a.width > b.x && a.y < b.y + b.height && a.y + a.height > b.y;

/** How far a coordinate lies outside an interval; 0 inside, negative before it. */
export const outside = (at: number, start: number, size: number): number =>
  at < start ? at - start : Math.max(0, at - start - size);

const within = (at: number, start: number, size: number): boolean => at >= start && at < start + size;

function spotAt(layout: LaneLayout, x: number, y: number): Spot | null {
  for (const lane of layout.lanes) {
    if (!within(x, lane.x, lane.width) || !within(y, lane.y, lane.height)) continue;
    for (const tile of lane.tiles) {
      if (!within(x, tile.x, tile.width) || !within(y, tile.y, tile.height)) continue;
      const column = Math.min(tile.columns - 1, Math.floor(((x - tile.x) / tile.width) * tile.columns));
      const row = Math.min(tile.rows - 1, Math.floor(((y - tile.y) / tile.height) * tile.rows));
      return { lane, tile, row, column };
    }
  }
  return null;
}

function pixelOf({ lane, tile, row, column }: Spot): StagePixel {
  const index = tile.plane * tile.rows * tile.columns + row * tile.columns + column;
  const { layer } = lane;
  if (layer.form === 'strip') return { layer: layer.id, channel: 0, row: index, column: 0, index };
  return { layer: layer.id, channel: tile.plane, row, column, index };
}

/** The pixel at a point of the stage's content; null between maps. */
export function pixelAt(layout: LaneLayout, x: number, y: number): StagePixel | null {
  const spot = spotAt(layout, x, y);
  return spot && pixelOf(spot);
}

function spotOf(layout: LaneLayout, pixel: StagePixel): Spot | null {
  const lane = layout.lanes.find(({ layer }) => layer.id === pixel.layer);
  if (!lane) return null;
  const tile = lane.tiles.find(({ plane, rows, columns }) => {
    const start = plane * rows * columns;
    return pixel.index >= start && pixel.index < start + rows * columns;
  });
  if (!tile) return null;
  const inside = pixel.index - tile.plane * tile.rows * tile.columns;
  return { lane, tile, row: Math.floor(inside / tile.columns), column: inside % tile.columns };
}

function boxOf({ tile, row, column }: Spot): Box {
  const [width, height] = [tile.width / tile.columns, tile.height / tile.rows];
  return { x: tile.x + column * width, y: tile.y + row * height, width, height };
}

/** A pixel's box; null if its layer is not on the stage. */
export function pixelBox(layout: LaneLayout, pixel: StagePixel): Box | null {
  const spot = spotOf(layout, pixel);
  return spot && boxOf(spot);
}

/** The box of the whole map that a pixel belongs to; null if it is not on the stage. */
export const tileBox = (layout: LaneLayout, pixel: StagePixel): Box | null => spotOf(layout, pixel)?.tile ?? null;

export type Direction = 'left' | 'right' | 'up' | 'down';

const steps: { readonly [D in Direction]: readonly [x: number, y: number] } = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** The nearest tile in a direction, by its centre; tiles straight ahead are preferred. */
function tileBeyond(layout: LaneLayout, from: Spot, direction: Direction): Spot | null {
  const [dx, dy] = steps[direction];
  const middle = (tile: PlacedTile): readonly [number, number] => [tile.x + tile.width / 2, tile.y + tile.height / 2];
  const [x, y] = middle(from.tile);
  let best: Spot | null = null;
  let least = Infinity;
  // No tile is nearer than its lane, so most lanes can be skipped.
  const nearest = ({ x: left, y: top, width, height }: Box): number => {
    const [right, bottom] = [left + width - x, top + height - y];
    const [ahead, aside] =
      dx === 0
        ? [dy > 0 ? top - y : -bottom, Math.abs(outside(x, left, width))]
        : [dx > 0 ? left - x : -right, Math.abs(outside(y, top, height))];
    return Math.max(0, ahead) + 2 * aside;
  };
  const lanes = layout.lanes.map((lane) => ({ lane, bound: nearest(lane) })).sort((a, b) => a.bound - b.bound);
  for (const { lane, bound } of lanes) {
    if (bound >= least) break;
    for (const tile of lane.tiles) {
      if (tile === from.tile) continue;
      const [tx, ty] = middle(tile);
      const ahead = (tx - x) * dx + (ty - y) * dy;
      const aside = Math.abs((tx - x) * dy) + Math.abs((ty - y) * dx);
      const distance = ahead + 2 * aside;
      // Sideways, any tile past this tile's edge counts; above and below, only those in the same column.
      const reach = (from.tile.width + tile.width) / 2;
      // What touches is beyond, however sums of its places are rounded.
      const clear = dx === 0 ? ahead > 0 && Math.abs(tx - x) < reach : ahead > reach - 0.5;
      if (clear && distance < least) {
        least = distance;
        best = { lane, tile, row: 0, column: 0 };
      }
    }
  }
  return best;
}

/**
 * The pixel an arrow key moves to: the neighbour in the map, or at its edge the nearest map beyond. `far` skips to the
 * next map. From null, the first pixel of the first map; at the end of the stage, it stays.
 */
export function movePixel(
  layout: LaneLayout,
  pixel: StagePixel | null,
  direction: Direction,
  far = false,
): StagePixel | null {
  const from = pixel && spotOf(layout, pixel);
  if (!from) {
    const lane = layout.lanes.find(({ count }) => count > 0);
    const tile = lane?.tiles[0];
    return lane && tile ? pixelOf({ lane, tile, row: 0, column: 0 }) : null;
  }
  const [dx, dy] = steps[direction];
  const [row, column] = [from.row + dy, from.column + dx];
  const inside = row >= 0 && row < from.tile.rows && column >= 0 && column < from.tile.columns;
  if (inside && !far) return pixelOf({ ...from, row, column });
  const beyond = tileBeyond(layout, from, direction);
  if (!beyond) return pixel;
  const { tile } = beyond;
  // Enter at the near edge, at the same relative height or width.
  const along = (at: number, of: number, into: number): number => Math.floor(((at + 0.5) / of) * into);
  const edge = (step: number, at: number, of: number, into: number): number =>
    far || step === 0 ? along(at, of, into) : step > 0 ? 0 : into - 1;
  return pixelOf({
    ...beyond,
    row: edge(dy, from.row, from.tile.rows, tile.rows),
    column: edge(dx, from.column, from.tile.columns, tile.columns),
  });
}

export const samePixel = (a: StagePixel | null, b: StagePixel | null): boolean =>
  a === b || (a !== null && b !== null && a.layer === b.layer && a.index === b.index);

const CARD_GAP = 10;

/** Places a card beside a box, within sight and not over the box. */
export function besideBox(
  box: Box,
  sight: Box,
  card: { readonly width: number; readonly height: number },
): { readonly left: number; readonly top: number } {
  const within = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));
  const right = box.x + box.width + CARD_GAP;
  const fitsRight = right + card.width <= sight.x + sight.width;
  const left = fitsRight ? right : box.x - CARD_GAP - card.width;
  const below = box.y + box.height + CARD_GAP;
  const top = below + card.height <= sight.y + sight.height ? below : box.y - CARD_GAP - card.height;
  return {
    left: within(left, sight.x, sight.x + sight.width - card.width),
    top: within(top, sight.y, sight.y + sight.height - card.height),
  };
}

/** The nearest scroll position at which a box is fully visible with some margin. */
export function scrollTo(box: Box, sight: Box): { readonly left: number; readonly top: number } {
  const nearest = (at: number, room: number, start: number, length: number): number =>
    Math.max(0, Math.min(start - CARD_GAP, Math.max(at, start + length + CARD_GAP - room)));
  return {
    left: nearest(sight.x, sight.width, box.x, box.width),
    top: nearest(sight.y, sight.height, box.y, box.height),
  };
}

/** The visible part of a scrolling element, in content coordinates. */
export function sightOf(element: Pick<HTMLElement, 'scrollLeft' | 'scrollTop' | 'clientWidth' | 'clientHeight'>): Box {
  const { scrollLeft: x, scrollTop: y, clientWidth: width, clientHeight: height } = element;
  return { x, y, width, height };
}
