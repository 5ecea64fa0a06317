/** The engine's Scene from the stage's layout: the visible tiles with their places, colours and ranges. */
import type { Scene, Tile } from '../../backend/types';
import type { TensorId } from '../../kernels/kernel';
import { planeColour } from '../input/colour';
import type { StageLayer } from './layers';
import type { LaneLayout } from './layout';
import { type Box, overlap } from './pointer';

/** Undoes the normalisation of an input channel: pixel = value * scale + shift. */
export interface PixelScale {
  readonly scale: number;
  readonly shift: number;
}

/**
 * The visible tiles, in the coordinates of a canvas that covers `sight` (in the stage's content), and the layers that
 * determine the ranges: all of them for the network's range, those of the visible units for a layer's, even if maps are
 * folded or filtered out. With `originals`, by layer, maps are shown as differences from those.
 */
export function stageScene(
  { lanes }: LaneLayout,
  sight: Box,
  range: Scene['range'],
  input: readonly PixelScale[],
  originals: ReadonlyMap<string, TensorId> | null = null,
): Pick<Scene, 'tiles' | 'counted' | 'range'> {
  // A layer without an original is the same in both networks.
  const shown = ({ tensor, id, unit: group }: StageLayer) =>
    originals ? { tensor, minus: originals.get(id) ?? tensor, group } : { tensor, group };
  const tiles = lanes
    .filter((lane) => lane.drawn === 'colours' && overlap(lane, sight))
    .flatMap(({ layer, tiles }) =>
      tiles
        .filter((tile) => overlap(tile, sight))
        .map((tile): Tile => {
          const place = { ...tile, x: tile.x - sight.x, y: tile.y - sight.y };
          if (layer.colour === 'signed') return { ...place, ...shown(layer), colour: 'signed' };
          const colour = planeColour(layer.colour, tile.plane);
          const { tensor, unit: group } = layer;
          return { ...place, tensor, group, colour, ...(input[tile.plane] ?? { scale: 1, shift: 0 }) };
        }),
    );
  const units = new Set(tiles.map(({ group }) => group));
  const counts = ({ colour, unit }: StageLayer): boolean =>
    colour === 'signed' && (range === 'network' || (range === 'layer' && units.has(unit)));
  const counted = lanes.flatMap(({ layer }) => (counts(layer) ? [shown(layer)] : []));
  return { tiles, counted, range };
}
