/**
 * The stage's layout: units in columns by depth, with a header and tiles per layer. Pure geometry in CSS pixels of the
 * stage's content, with the origin at the unscrolled top left corner.
 */
import { type Arrangement, channelsShown, unarranged } from './arrangement';
import { type Grid, type GridOptions, gridOf, type PlacedTile, SMALLEST_TILE, withTiles } from './grid';
import { isVisible, type MapView, type StageLayer, type StageUnit } from './layers';

export type { PlacedTile };

/** One layer on the stage. Its header starts at (x, y) and is HEADER pixels high; tiles lie below it. */
export interface Lane extends Grid {
  readonly layer: StageLayer;
  readonly x: number;
  readonly y: number;
}

export interface StageLayout {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly Lane[];
}

export interface LayoutOptions extends GridOptions {
  /** Height available on screen: rows of tiles are chosen to fit it if possible. */
  readonly height: number;
  readonly view: MapView;
  readonly arrangement?: Arrangement;
  /** Less space between layers. */
  readonly tight?: boolean;
}

export const HEADER = 62;
const PADDING = 18;
const STACK_GAP = 22;
const roomy = { pair: 14, unit: 26 } as const;
const tight = { pair: 6, unit: 16 } as const;
/** Character widths in a header, of the bold name and of the numbers; headers never overlap. */
const NAME_CHARACTER = 7.9;
const NUMBER_CHARACTER = 7.3;
/** Beside the name: the fold control. */
const FOLD_SIGN = 14;

/** A layer's shape in its header: `16/128×8×8` if 16 of 128 maps are shown. */
export function headerShape({ form, planes, shape }: StageLayer, shown: number): string {
  const text = shape.join('×');
  return form === 'maps' && shown > 0 && shown < planes ? `${shown}/${text}` : text;
}

function headerWidth(layer: StageLayer, shown: number): number {
  const name = layer.id.length * NAME_CHARACTER + FOLD_SIGN;
  return Math.ceil(Math.max(name, headerShape(layer, shown).length * NUMBER_CHARACTER));
}

function placeLane(layer: StageLayer, x: number, y: number, room: number, options: LayoutOptions): Lane {
  const channels = channelsShown(layer, options.arrangement ?? unarranged);
  const grid = gridOf(layer, channels, room, options);
  const top = y + HEADER;
  const lane = {
    layer,
    x,
    y,
    count: grid.count,
    pixel: grid.pixel,
    width: Math.max(grid.width, headerWidth(layer, channels.length)),
    height: HEADER + grid.height,
    labels: grid.labels.map((label) => ({ ...label, x: label.x + x, y: label.y + top })),
  };
  return withTiles(lane, () => grid.tiles.map((place) => ({ ...place, x: place.x + x, y: place.y + top })));
}

/** Lays out the network. Units of equal depth (a graph's branches) are stacked. */
export function layOutStage(units: readonly StageUnit[], options: LayoutOptions): StageLayout {
  const { height, view } = options;
  const gap = options.tight ? tight : roomy;
  const byDepth = new Map<number, (readonly StageLayer[])[]>();
  for (const unit of units) {
    const shown = unit.layers.filter((layer) => isVisible(layer, view));
    if (shown.length > 0) byDepth.set(unit.depth, [...(byDepth.get(unit.depth) ?? []), shown]);
  }
  const lanes: Lane[] = [];
  let x = PADDING;
  let bottom = 0;
  for (const [, stack] of [...byDepth].sort(([a], [b]) => a - b)) {
    const room = (height - 2 * PADDING - (stack.length - 1) * STACK_GAP) / stack.length - HEADER;
    let y = PADDING;
    let right = x;
    for (const unit of stack) {
      let left = x;
      let tallest = 0;
      for (const layer of unit) {
        const lane = placeLane(layer, left, y, room, options);
        lanes.push(lane);
        left += lane.width + gap.pair;
        tallest = Math.max(tallest, lane.height);
      }
      right = Math.max(right, left - gap.pair);
      y += tallest + STACK_GAP;
    }
    bottom = Math.max(bottom, y - STACK_GAP);
    x = right + gap.unit;
  }
  return { width: Math.ceil(x - gap.unit + PADDING), height: Math.ceil(bottom + PADDING), lanes };
}

const SMALLEST_FITTING = 40;
const LARGEST_FITTING = 128;
/** If the whole network does not fit at a legible size, tiles get this size and the stage scrolls. */
const COMFORTABLE_TILE = 60;

/** The options with the largest tiles that fit the whole network, or comfortable ones that scroll. */
export function fitting(
  units: readonly StageUnit[],
  room: { readonly width: number; readonly height: number },
  view: MapView,
  arrangement = unarranged,
): LayoutOptions {
  const options = (tile: number, isTight: boolean): LayoutOptions => ({
    tile,
    height: room.height,
    view,
    arrangement,
    shrink: true,
    tight: isTight,
  });
  const fits = (tile: number): LayoutOptions | undefined =>
    [false, true]
      .map((isTight) => options(tile, isTight))
      .find((tried) => {
        const { width, height } = layOutStage(units, tried);
        return width <= room.width && height <= room.height;
      });
  // Bisection works because a larger tile never needs less room, apart from a few pixels of rounding.
  let best = fits(SMALLEST_FITTING);
  if (!best) return options(COMFORTABLE_TILE, false);
  let [low, high] = [SMALLEST_FITTING, LARGEST_FITTING + 1];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const found = fits(middle);
    if (found) [best, low] = [found, middle];
    else high = middle;
  }
  return best;
}

/** Size of a map's pixel at the largest zoom, with room for its number. */
const LARGEST_PIXEL = 56;

/** Smallest and largest tile size for a network in this layout. */
export function tileLimits(
  units: readonly StageUnit[],
  options: LayoutOptions,
): readonly [least: number, most: number] {
  const { lanes } = layOutStage(units, { ...options, zoom: 1 });
  const zooms = lanes.flatMap(({ pixel }) => (pixel === null ? [] : [LARGEST_PIXEL / pixel]));
  return [Math.min(SMALLEST_TILE, options.tile), Math.max(options.tile, ...zooms.map((zoom) => zoom * options.tile))];
}

/** One zoom step: a quarter larger or smaller, within the limits. */
export function resizedTile(tile: number, step: 1 | -1, [least, most]: readonly [number, number]): number {
  return Math.min(most, Math.max(least, Math.round(tile * 1.25 ** step)));
}
