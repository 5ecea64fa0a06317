/**
 * What the value under the pointer depends on, as boxes on the stage: its receptive field in every earlier map, for the
 * channels it reads. Pure geometry over insight/receptiveField.
 */
import type { ResolvedModel } from '../../graph/model';
import { channelsRead } from '../../insight/channels';
import { originOf } from '../../insight/origin';
import { type Region, receptiveFields } from '../../insight/receptiveField';
import type { Channels } from '../../layers/channels';
import type { Lane, LaneLayout, PlacedTile } from './layout';
import { type Box, pixelBox, type StagePixel } from './pointer';

/** One value of a layer: its channel, and the pixel of that channel's map. */
interface Value {
  readonly layer: string;
  readonly channel: number;
  readonly region: Region;
}

/** Where a pixel's value was computed. */
function sourceOf(model: ResolvedModel, { layer, index }: StagePixel): Value {
  const source = originOf(model, layer);
  const [, , rows = 1, columns = 1] = model.nodes.find(({ id }) => id === source)?.shape ?? model.input;
  const [row, column] = [Math.floor(index / columns) % rows, index % columns];
  const region = { top: row, left: column, bottom: row, right: column };
  return { layer: source, channel: Math.floor(index / (rows * columns)), region };
}

/** The channels read, for every layer that a value depends on, and its own. */
function channelFields(model: ResolvedModel, { layer, channel }: Value): ReadonlyMap<string, Channels> {
  const fields = new Map<string, Channels>([[layer, { from: channel, to: channel }]]);
  for (const node of [...model.nodes].reverse()) {
    const wanted = fields.get(node.id);
    if (!wanted) continue;
    node.inputs.forEach((id, i) => {
      const read = channelsRead(node, i, wanted);
      const known = fields.get(id);
      if (!read) return;
      fields.set(id, known ? { from: Math.min(known.from, read.from), to: Math.max(known.to, read.to) } : read);
    });
  }
  return fields;
}

/** A region clipped to the map: there is nothing to outline in the padding. */
function regionBox({ x, y, width, height, rows, columns }: PlacedTile, region: Region): Box {
  const [top, left] = [Math.max(0, region.top), Math.max(0, region.left)];
  const [bottom, right] = [Math.min(rows, region.bottom + 1), Math.min(columns, region.right + 1)];
  const [pixelWidth, pixelHeight] = [width / columns, height / rows];
  return {
    x: x + left * pixelWidth,
    y: y + top * pixelHeight,
    width: Math.max(0, right - left) * pixelWidth,
    height: Math.max(0, bottom - top) * pixelHeight,
  };
}

function laneBoxes(layout: LaneLayout, { layer, tiles }: Lane, region: Region, { from, to }: Channels): Box[] {
  if (layer.form === 'maps') {
    return tiles.filter(({ plane }) => plane >= from && plane <= to).map((tile) => regionBox(tile, region));
  }
  if (to > from) return tiles.map(({ x, y, width, height }) => ({ x, y, width, height }));
  const box = pixelBox(layout, { layer: layer.id, channel: 0, row: from, column: 0, index: from });
  return box ? [box] : [];
}

/** Boxes of everything a pixel's value depends on, except in its own layer. */
export function fieldBoxes(model: ResolvedModel, layout: LaneLayout, pixel: StagePixel): readonly Box[] {
  const source = sourceOf(model, pixel);
  const regions = receptiveFields(model, source.layer, source.region);
  const channels = channelFields(model, source);
  return layout.lanes.flatMap((lane) => {
    const { id } = lane.layer;
    const [region, read] = [regions.get(id), channels.get(id)];
    return id !== pixel.layer && region && read ? laneBoxes(layout, lane, region, read) : [];
  });
}

/** Whether a box frames a part of a map: around all of it, a frame says nothing. */
export function isPartOf({ lanes }: LaneLayout): (box: Box) => boolean {
  const keyOf = ({ x, y, width, height }: Box): string => [x, y, width, height].map(Math.round).join();
  const whole = new Set(lanes.flatMap(({ tiles }) => tiles.map(keyOf)));
  return (box) => !whole.has(keyOf(box));
}

/** The boxes as one SVG path. */
export const boxesPath = (boxes: readonly Box[]): string =>
  boxes.map(({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h${-width}z`).join('');
