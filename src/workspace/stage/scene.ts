/** The engine's Scene from the stage's layout: which tiles are in sight, where, in which colours and under which range. */
import type { Scene, Tile } from '../../backend/types';
import type { TensorId } from '../../kernels/kernel';
import type { StageLayer } from './layers';
import type { StageLayout } from './layout';
import { type Box, overlap } from './pointer';

/** How to undo the normalisation of the input, per channel: pixel = value * scale + shift. */
export interface PixelScale {
  readonly scale: number;
  readonly shift: number;
}

const primaries = ['red', 'green', 'blue'] as const;

/**
 * The scene's tiles in sight, in the coordinates of a canvas that covers what is seen (`sight`, of the stage's content),
 * and the layers that count in their ranges: all of them for the network's range, those of the units in sight for a
 * layer's, also where maps are folded or filtered away. With `originals`, by layer, maps are shown as their difference
 * from those.
 */
export function stageScene(
  { blocks }: StageLayout,
  sight: Box,
  range: Scene['range'],
  input: readonly PixelScale[],
  originals: ReadonlyMap<string, TensorId> | null = null,
): Pick<Scene, 'tiles' | 'counted' | 'range'> {
  // What has no original of its own is the same in both.
  const shown = ({ tensor, id, unit: group }: StageLayer) =>
    originals ? { tensor, minus: originals.get(id) ?? tensor, group } : { tensor, group };
  const tiles = blocks
    .filter((block) => overlap(block, sight))
    .flatMap(({ layer, tiles }) =>
      tiles
        .filter((tile) => overlap(tile, sight))
        .map((tile): Tile => {
          const place = { ...tile, x: tile.x - sight.x, y: tile.y - sight.y };
          if (layer.colour === 'signed') return { ...place, ...shown(layer), colour: 'signed' };
          const colour = layer.colour === 'ink' ? 'ink' : (primaries[tile.plane] ?? 'red');
          const { tensor, unit: group } = layer;
          return { ...place, tensor, group, colour, ...(input[tile.plane] ?? { scale: 1, shift: 0 }) };
        }),
    );
  const units = new Set(tiles.map(({ group }) => group));
  const counts = ({ colour, unit }: StageLayer): boolean =>
    colour === 'signed' && (range === 'network' || (range === 'layer' && units.has(unit)));
  const counted = blocks.flatMap(({ layer }) => (counts(layer) ? [shown(layer)] : []));
  return { tiles, counted, range };
}
