/**
 * Where everything lies on the stage: units in columns by depth, a header and tiles per layer. Pure geometry in CSS
 * pixels of the stage's content, whose origin is its top left corner before any scrolling.
 */
import { isVisible, type MapView, type StageLayer, type StageUnit } from './layers';

export interface PlacedTile {
  /** As in the engine's Tile: plane `plane` of `columns` x `rows` floats. */
  readonly plane: number;
  readonly columns: number;
  readonly rows: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One layer on the stage. The header is HEADER pixels high and starts at (x, y); tiles lie below it. */
export interface Block {
  readonly layer: StageLayer;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly tiles: readonly PlacedTile[];
  /** Class names beside the cells of a strip, by the middle of each cell. */
  readonly labels: readonly { readonly text: string; readonly x: number; readonly y: number }[];
}

export interface StageLayout {
  readonly width: number;
  readonly height: number;
  readonly blocks: readonly Block[];
}

export interface LayoutOptions {
  /** Longer side of a map's tile. */
  readonly tile: number;
  /** Room on the screen: rows of tiles are chosen to fit this height where they can. */
  readonly height: number;
  readonly view: MapView;
  /** Layers of many maps may have smaller tiles than `tile`, so that they take fewer columns. */
  readonly shrink?: boolean;
  /** Less space between layers. */
  readonly tight?: boolean;
}

export const HEADER = 62;
const PADDING = 18;
const TILE_GAP = 6;
const STACK_GAP = 22;
const roomy = { pair: 14, unit: 26 } as const;
const tight = { pair: 6, unit: 16 } as const;
/** Width of a character of a header's bold name, and of its numbers; headers never overlap. */
const NAME_CHARACTER = 7.9;
const NUMBER_CHARACTER = 7.3;
const LABEL_CHARACTER = 7;
const LABEL_GAP = 8;

/** A tile is never shrunk below this share of the full size, nor below what shows each of a map's pixels. */
const SMALLEST_SHARE = 0.42;
const SCREEN_PIXELS = 1.25;

export const SMALLEST_TILE = 24;
export const LARGEST_TILE = 160;

type Grid = Pick<Block, 'tiles' | 'labels' | 'width' | 'height'>;

/** How many rows of tiles of a size fit. */
const rowsFitting = (room: number, size: number): number =>
  Math.max(1, Math.floor((room + TILE_GAP) / (size + TILE_GAP)));

/** Columns and longer side of a layer's tiles. */
function mapSize(layer: StageLayer, room: number, { tile, shrink }: LayoutOptions): readonly [number, number] {
  const longer = Math.max(layer.rows, layer.columns);
  // Tiles that are wider than high take less height than their longer side.
  const high = layer.rows / longer;
  const least = shrink ? Math.min(tile, Math.max(SMALLEST_TILE, SMALLEST_SHARE * tile, SCREEN_PIXELS * longer)) : tile;
  const columns = Math.ceil(layer.planes / rowsFitting(room, least * high));
  const rows = Math.ceil(layer.planes / columns);
  const fitting = Math.floor(((room + TILE_GAP) / rows - TILE_GAP) / high);
  return [columns, Math.max(least, Math.min(tile, fitting))];
}

function mapGrid(layer: StageLayer, room: number, options: LayoutOptions): Grid {
  const [columns, tile] = mapSize(layer, room, options);
  const longer = Math.max(layer.rows, layer.columns);
  const width = Math.max(2, Math.round((tile * layer.columns) / longer));
  const height = Math.max(2, Math.round((tile * layer.rows) / longer));
  const rows = Math.ceil(layer.planes / columns);
  const tiles = Array.from({ length: layer.planes }, (_, plane) => ({
    plane,
    columns: layer.columns,
    rows: layer.rows,
    x: Math.floor(plane / rows) * (width + TILE_GAP),
    y: (plane % rows) * (height + TILE_GAP),
    width,
    height,
  }));
  return {
    tiles,
    labels: [],
    width: columns * (width + TILE_GAP) - TILE_GAP,
    height: rows * (height + TILE_GAP) - TILE_GAP,
  };
}

/** Cells with the class names beside them. */
function labelledStrip(layer: StageLayer, room: number): Grid {
  const count = layer.rows;
  const cell = Math.min(28, Math.max(16, Math.floor(room / count)));
  const longest = Math.max(...layer.labels.map((label) => label.length));
  return {
    tiles: [{ plane: 0, columns: 1, rows: count, x: 0, y: 0, width: cell, height: cell * count }],
    labels: layer.labels.map((text, i) => ({ text, x: cell + LABEL_GAP, y: cell * (i + 0.5) })),
    width: cell + LABEL_GAP + longest * LABEL_CHARACTER,
    height: cell * count,
  };
}

/** How many columns a strip is folded into: as few as fit, and a divisor of the count where one is near. */
function foldColumns(count: number, mostRows: number): number {
  const fewest = Math.ceil(count / Math.max(1, mostRows));
  for (let columns = fewest; columns <= fewest * 1.6; columns++) if (count % columns === 0) return columns;
  return fewest;
}

/** Cells in rows, read like text. A last row that is not full is drawn cell by cell. */
function foldedStrip(layer: StageLayer, room: number, { tile }: LayoutOptions): Grid {
  const count = layer.rows;
  const cell = Math.min(14, Math.max(6, Math.round(tile / 6)));
  const columns = foldColumns(count, Math.floor(room / cell));
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
  return { tiles, labels: [], width: columns * cell, height: (full + (rest > 0 ? 1 : 0)) * cell };
}

function gridOf(layer: StageLayer, room: number, options: LayoutOptions): Grid {
  if (layer.form === 'maps') return mapGrid(layer, room, options);
  return layer.labels.length > 0 ? labelledStrip(layer, room) : foldedStrip(layer, room, options);
}

function headerWidth(layer: StageLayer): number {
  return Math.ceil(Math.max(layer.id.length * NAME_CHARACTER, layer.shape.join('×').length * NUMBER_CHARACTER));
}

function placeBlock(layer: StageLayer, x: number, y: number, room: number, options: LayoutOptions): Block {
  const grid = gridOf(layer, room, options);
  const top = y + HEADER;
  return {
    layer,
    x,
    y,
    width: Math.max(grid.width, headerWidth(layer)),
    height: HEADER + grid.height,
    tiles: grid.tiles.map((place) => ({ ...place, x: place.x + x, y: place.y + top })),
    labels: grid.labels.map((label) => ({ ...label, x: label.x + x, y: label.y + top })),
  };
}

/** Lays the network out. Units of equal depth (the branches of a graph) are stacked. */
export function layOutStage(units: readonly StageUnit[], options: LayoutOptions): StageLayout {
  const { height, view } = options;
  const gap = options.tight ? tight : roomy;
  const byDepth = new Map<number, (readonly StageLayer[])[]>();
  for (const unit of units) {
    const shown = unit.layers.filter((layer) => isVisible(layer, view));
    if (shown.length > 0) byDepth.set(unit.depth, [...(byDepth.get(unit.depth) ?? []), shown]);
  }
  const blocks: Block[] = [];
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
        const block = placeBlock(layer, left, y, room, options);
        blocks.push(block);
        left += block.width + gap.pair;
        tallest = Math.max(tallest, block.height);
      }
      right = Math.max(right, left - gap.pair);
      y += tallest + STACK_GAP;
    }
    bottom = Math.max(bottom, y - STACK_GAP);
    x = right + gap.unit;
  }
  return { width: Math.ceil(x - gap.unit + PADDING), height: Math.ceil(bottom + PADDING), blocks };
}

const SMALLEST_FITTING = 40;
const LARGEST_FITTING = 128;
/** Where the whole network does not fit at a size that can be read, tiles take this size and the stage scrolls. */
const COMFORTABLE_TILE = 60;

/** The layout with the largest tiles at which the whole network is seen at once, or a comfortable one that scrolls. */
export function fittingLayout(
  units: readonly StageUnit[],
  room: { readonly width: number; readonly height: number },
  view: MapView,
): StageLayout & { readonly tile: number } {
  const lay = (tile: number, isTight: boolean): StageLayout =>
    layOutStage(units, { tile, height: room.height, view, shrink: true, tight: isTight });
  const fits = (tile: number): (StageLayout & { readonly tile: number }) | null => {
    for (const isTight of [false, true]) {
      const layout = lay(tile, isTight);
      if (layout.width <= room.width && layout.height <= room.height) return { ...layout, tile };
    }
    return null;
  };
  // Halving finds the largest size because a larger tile never needs less room (but for a few pixels of rounding).
  let best = fits(SMALLEST_FITTING);
  if (best) {
    let [low, high] = [SMALLEST_FITTING, LARGEST_FITTING + 1];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      const layout = fits(middle);
      if (layout) [best, low] = [layout, middle];
      else high = middle;
    }
    return best;
  }
  return { ...lay(COMFORTABLE_TILE, false), tile: COMFORTABLE_TILE };
}

/** One step of the zoom buttons: a quarter larger or smaller, within the limits. */
export function resizedTile(tile: number, step: 1 | -1): number {
  return Math.min(LARGEST_TILE, Math.max(SMALLEST_TILE, Math.round(tile * 1.25 ** step)));
}
