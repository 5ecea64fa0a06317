/**
 * The whole network as a strip: every layer as a row of small tiles, in the order of the network. Layers that do not
 * fit show fewer of their maps; if even one each is too much, the strip shows the neighbours of one layer. Pure.
 */
import type { PlacedTile } from './grid';
import type { StageLayer, StageUnit } from './layers';
import type { Lane } from './layout';
import type { Box } from './pointer';

/** Two rows of tiles. */
const TILE = 20;
const GAP = 2;
export const STRIP_HEIGHT = 2 * TILE + GAP;
const BETWEEN = { least: 8, most: 36 } as const;
const NAME_CHARACTER = 6.6;
/** The largest side of a cell of a layer without maps, and the width they fill together. */
const CELL = 8;
const CELLS_WIDTH = 56;
/** Maps a layer shows at most, from the first that fits. */
const MOST_MAPS = [Infinity, 64, 32, 16, 8, 4, 2, 1] as const;

export interface LabelledLane extends Lane {
  /** Class names beside the cells, at the middle of each. */
  readonly labels: readonly { readonly text: string; readonly x: number; readonly y: number }[];
}

/** A lane around tiles that lie anywhere. */
export function laneAround(
  layer: StageLayer,
  tiles: readonly PlacedTile[],
  labels: LabelledLane['labels'] = [],
): LabelledLane {
  const [x, y] = [Math.min(...tiles.map((tile) => tile.x)), Math.min(...tiles.map((tile) => tile.y))];
  return {
    layer,
    drawn: 'colours',
    tiles,
    labels,
    tags: [],
    count: tiles.length,
    pixel: tiles[0] ? tiles[0].width / tiles[0].columns : null,
    x,
    y,
    width: Math.max(...tiles.map((tile) => tile.x + tile.width)) - x,
    height: Math.max(...tiles.map((tile) => tile.y + tile.height)) - y,
  };
}

/** The cells of a layer without maps in rows of `columns`, in reading order; an incomplete last row cell by cell. */
export function cellTiles(count: number, columns: number, cell: number, { x, y }: Pick<Box, 'x' | 'y'>): PlacedTile[] {
  const full = Math.floor(count / columns);
  const tiles: PlacedTile[] = [];
  if (full > 0) tiles.push({ plane: 0, columns, rows: full, x, y, width: columns * cell, height: full * cell });
  for (let plane = full * columns; plane < count; plane++) {
    const left = x + (plane % columns) * cell;
    tiles.push({ plane, columns: 1, rows: 1, x: left, y: y + full * cell, width: cell, height: cell });
  }
  return tiles;
}

/** A layer's tiles from (0, 0). */
function tilesOf(layer: StageLayer, most: number): readonly PlacedTile[] {
  const { form, planes, rows, columns } = layer;
  if (form === 'strip') {
    const cell = Math.max(1.5, Math.min(CELL, Math.floor(Math.sqrt((STRIP_HEIGHT * CELLS_WIDTH) / rows))));
    return cellTiles(rows, Math.ceil(rows / Math.floor(STRIP_HEIGHT / cell)), cell, { x: 0, y: 0 });
  }
  const count = Math.min(planes, most);
  const inRows = count === 1 ? 1 : 2;
  const height = inRows === 1 ? STRIP_HEIGHT : TILE;
  const width = Math.max(4, Math.min(3 * height, Math.round((height * columns) / rows)));
  return Array.from({ length: count }, (_, plane) => ({
    plane,
    rows,
    columns,
    x: Math.floor(plane / inRows) * (width + GAP),
    y: (plane % inRows) * (height + GAP),
    width,
    height,
  }));
}

export interface StripLane extends LabelledLane {
  /** Width available for the layer's name below it; 0: none is written. */
  readonly name: number;
}

/** The lanes of the strip within a box whose height is STRIP_HEIGHT. */
export function stripLanes(units: readonly StageUnit[], opened: string, box: Box): readonly StripLane[] {
  const layers = units.flatMap((unit) => unit.layers);
  const sized = (most: number, isNamed: boolean) =>
    layers.map((layer) => {
      const tiles = tilesOf(layer, most);
      const own = Math.max(...tiles.map((tile) => tile.x + tile.width));
      return { layer, tiles, width: isNamed ? Math.max(own, layer.id.length * NAME_CHARACTER) : own };
    });
  const widthOf = (all: ReturnType<typeof sized>): number =>
    all.reduce((sum, { width }) => sum + width, (all.length - 1) * BETWEEN.least);
  let [all, isNamed] = [sized(1, false), false];
  for (const named of [true, false]) {
    const fitting = MOST_MAPS.map((most) => sized(most, named)).find((each) => widthOf(each) <= box.width);
    if (!fitting) continue;
    [all, isNamed] = [fitting, named];
    break;
  }
  while (all.length > 1 && widthOf(all) > box.width) {
    // The end that lies further from the opened layer goes.
    const at = Math.max(
      0,
      all.findIndex(({ layer }) => layer.id === opened),
    );
    all = at > all.length - 1 - at ? all.slice(1) : all.slice(0, -1);
  }
  const spare = all.length > 1 ? (box.width - widthOf(all)) / (all.length - 1) : 0;
  const between = Math.min(BETWEEN.most, BETWEEN.least + Math.max(0, spare));
  let { x } = box;
  return all.map(({ layer, tiles, width }) => {
    const left = x;
    x += width + between;
    const placed = tiles.map((tile) => ({ ...tile, x: tile.x + left, y: tile.y + box.y }));
    return { ...laneAround(layer, placed), name: isNamed ? width + between : 0 };
  });
}
