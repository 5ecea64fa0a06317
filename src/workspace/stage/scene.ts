/** The engine's Scene from the stage's layout: which tiles are in sight, where, in which colours and under which range. */
import type { Scene, Tile } from '../../backend/types';
import type { TensorId } from '../../kernels/kernel';
import type { Block, PlacedTile, StageLayout } from './layout';
import type { Box } from './pointer';

/** How to undo the normalisation of the input, per channel: pixel = value * scale + shift. */
export interface PixelScale {
  readonly scale: number;
  readonly shift: number;
}

const primaries = ['red', 'green', 'blue'] as const;

type Needed = readonly [block: Block, tile: PlacedTile];

/** Planes that a person has folded or filtered away still count in the range of their layer: they lie out of sight. */
function putAway({ layer, tiles }: Block, sight: Box): PlacedTile[] {
  const { planes, columns, rows } = layer;
  const place = { x: sight.x - 2, y: sight.y - 2, width: 1, height: 1 };
  if (layer.form === 'strip') return tiles.length === 0 ? [{ plane: 0, columns, rows, ...place }] : [];
  if (tiles.length === planes) return [];
  const shown = new Set(tiles.map(({ plane }) => plane));
  const away = Array.from({ length: planes }, (_, plane) => plane).filter((plane) => !shown.has(plane));
  return away.map((plane) => ({ plane, columns, rows, ...place }));
}

/** Tiles whose range depends on others need those others in the scene too, seen or not: range 'map' has none. */
function needed(layout: StageLayout, sight: Box, range: Scene['range']): readonly Needed[] {
  const seen = ({ x, y, width, height }: PlacedTile): boolean =>
    x < sight.x + sight.width && x + width > sight.x && y < sight.y + sight.height && y + height > sight.y;
  const inSight = new Set(layout.blocks.filter(({ tiles }) => tiles.some(seen)).map(({ layer }) => layer.unit));
  return layout.blocks.flatMap((block) => {
    const all = range === 'network' || (range === 'layer' && inSight.has(block.layer.unit));
    const tiles = all ? [...block.tiles, ...putAway(block, sight)] : block.tiles.filter(seen);
    return tiles.map((tile): Needed => [block, tile]);
  });
}

/**
 * Tiles of the scene, in the coordinates of a canvas that covers what is seen (`sight`, of the stage's content). With
 * `originals`, by layer, maps are shown as their difference from those.
 */
export function sceneTiles(
  layout: StageLayout,
  sight: Box,
  range: Scene['range'],
  input: readonly PixelScale[],
  originals: ReadonlyMap<string, TensorId> | null = null,
): readonly Tile[] {
  return needed(layout, sight, range).map(([{ layer }, tile]) => {
    const place = {
      tensor: layer.tensor,
      plane: tile.plane,
      columns: tile.columns,
      rows: tile.rows,
      x: tile.x - sight.x,
      y: tile.y - sight.y,
      width: tile.width,
      height: tile.height,
      group: layer.unit,
    };
    // What has no original of its own is the same in both.
    const minus = originals ? { minus: originals.get(layer.id) ?? layer.tensor } : {};
    if (layer.colour === 'signed') return { ...place, ...minus, colour: 'signed' };
    const colour = layer.colour === 'ink' ? 'ink' : (primaries[tile.plane] ?? 'red');
    return { ...place, colour, ...(input[tile.plane] ?? { scale: 1, shift: 0 }) };
  });
}
