/**
 * The lanes of one block: where each of its layers lies, with one tile a map, bars or cells for values without height and
 * width, and columns in the answer. Pure geometry in the stage's units.
 */
import { type Arrangement, channelsShown } from './arrangement';
import type { StageBlock } from './blocks';
import { type PlacedTile, stripTiles, withTiles } from './grid';
import type { StageLayer } from './layers';
import type { Box } from './pointer';
import { gaps, mapsOf, pitchOf, type Stack, shareOf, TAGGED } from './rule';

/** One layer on the stage; its box holds all of its tiles. */
export interface Lane extends Box {
  readonly layer: StageLayer;
  /** How its values are drawn: as colours by the engine, as bars about an axis, or in the rows of the answer. */
  readonly drawn: 'colours' | 'bars' | 'rows';
  /** Made on first access: most layers of a large network are never visible. */
  readonly tiles: readonly PlacedTile[];
  /** Number of maps shown; 1 for a visible layer without height and width. */
  readonly count: number;
  /** Width of a map's pixel; null if no map is shown. */
  readonly pixel: number | null;
  /** Where its name stands, once a column; empty if it stands in the block's head or nowhere. */
  readonly tags: readonly Box[];
}

/** From left to right, or down the page. */
export type Direction = 'across' | 'down';

/** Height of a layer's tag with the space below it, in which connections pass over the first row of maps. */
export const TAG = 22;
const CLEAR = 4;

/** The tag of a block's last lane may reach into the gutter. */
const LONGEST = 52;
/** Between the planes of a picture. */
export const PLANES = 3;
/** The least length of a bar's row. */
const LEAST_BAR = 2;

/** A box from a place along the drawing and across it. */
export const boxOf = (direction: Direction, along: number, across: number, length: number, breadth: number): Box =>
  direction === 'across'
    ? { x: along, y: across, width: length, height: breadth }
    : { x: across, y: along, width: breadth, height: length };

export interface Frame {
  readonly direction: Direction;
  readonly arrangement: Arrangement;
  readonly tile: number;
  /** Where rows of maps begin, and the room for them. */
  readonly top: number;
  readonly breadth: number;
  /** How far a tag may reach into the space after its block. */
  readonly reach: number;
}

/** Width and height of a layer's tile whose longer side is `side`. */
export function tileSize({ rows, columns, form }: StageLayer, side: number): readonly [width: number, height: number] {
  const longer = form === 'maps' ? Math.max(rows, columns) : 1;
  const [width, height] = form === 'maps' ? [columns, rows] : [1, 1];
  return [Math.max(2, Math.round((side * width) / longer)), Math.max(2, Math.round((side * height) / longer))];
}

/** A block of maps from `along` on; `place` is its place in its stack. */
export function placeMaps(stack: Stack, place: number, along: number, frame: Frame) {
  const { direction, arrangement, tile, top, reach } = frame;
  const { block, lanes } = stack.blocks[place] as Stack['blocks'][number];
  const [unit = 0] = block.units;
  const [first] = block.layers;
  const count = first ? mapsOf(first) : 0;
  const pitch = tile + gaps.row;
  const across = top + place * pitchOf(stack, tile);
  const most = stack.rows * stack.columns;
  const channels = channelsShown(unit, count, most, arrangement);
  const columns = Math.max(1, Math.ceil(channels.length / stack.rows));
  const rows = Math.max(1, Math.ceil(channels.length / columns));
  const sides = lanes.map((layer) => Math.max(2, Math.round(tile * shareOf(layer, lanes[0]))));
  const length = sides.reduce((sum, side) => sum + side + gaps.lane, -gaps.lane);
  const starts = sides.map((_, i) => sides.slice(0, i).reduce((sum, side) => sum + side + gaps.lane, 0));
  const column = (k: number): number => along + k * (length + gaps.column);
  const tagLength = (side: number, isLast: boolean): number =>
    Math.max(side + gaps.lane, isLast ? Math.min(LONGEST, side + reach) : 0);
  const isTagged = direction === 'across' && tile >= TAGGED;
  const placed = lanes.map((layer, i): Lane => {
    const [side = 0, start = 0] = [sides[i], starts[i]];
    const shown = arrangement.folded.has(layer.id) ? [] : channels;
    const [width, height] = tileSize(layer, side);
    const pixels = layer.form === 'maps' ? { columns: layer.columns, rows: layer.rows } : { columns: 1, rows: 1 };
    const box = boxOf(
      direction,
      column(0) + start,
      across,
      (columns - 1) * (length + gaps.column) + side,
      rows * pitch - gaps.row,
    );
    const lane = {
      layer,
      ...box,
      drawn: 'colours' as const,
      count: shown.length,
      pixel: width / pixels.columns,
      tags: isTagged
        ? Array.from({ length: columns }, (_, k) =>
            boxOf(
              direction,
              column(k) + start,
              across - TAG,
              tagLength(side, i === lanes.length - 1 && k === columns - 1),
              TAG - CLEAR,
            ),
          )
        : [],
    };
    return withTiles(lane, () =>
      shown.map((plane, k) => {
        const at = boxOf(direction, column(Math.floor(k / rows)) + start, across + (k % rows) * pitch, side, tile);
        return {
          plane,
          ...pixels,
          x: at.x + Math.round((at.width - width) / 2),
          y: at.y + Math.round((at.height - height) / 2),
          width,
          height,
        };
      }),
    );
  });
  return {
    lanes: placed,
    rows,
    across,
    length: columns * (length + gaps.column) - gaps.column,
    hidden: (arrangement.channels.get(unit)?.length ?? count) - channels.length,
  };
}

/** A block of units: bars about an axis, one a row; too many for bars are cells. */
export function placeUnits(
  block: StageBlock,
  along: number,
  length: number,
  { direction, top, breadth, arrangement }: Frame,
): readonly Lane[] {
  const tagged = (lane: Box): readonly Box[] =>
    direction === 'across' ? [{ x: lane.x, y: lane.y - TAG, width: lane.width, height: TAG - CLEAR }] : [];
  return block.layers.map((layer, i): Lane => {
    const isShown = !arrangement.folded.has(layer.id);
    const share = length / block.layers.length;
    const box = boxOf(direction, along + i * share, top, share, breadth);
    const pitch = breadth / layer.rows;
    const count = isShown ? 1 : 0;
    if (pitch < LEAST_BAR) {
      const cells = stripTiles(layer.rows, box);
      const lane = { layer, ...box, drawn: 'colours' as const, count, pixel: cells.cell, tags: tagged(box) };
      return withTiles(lane, () => (isShown ? cells.tiles : []));
    }
    const lane = { layer, ...box, drawn: 'bars' as const, count, pixel: pitch, tags: tagged(box) };
    return withTiles(lane, () =>
      isShown
        ? Array.from({ length: layer.rows }, (_, plane) => ({
            plane,
            rows: 1,
            columns: 1,
            ...boxOf(direction, along + i * share, top + plane * pitch, share, pitch),
          }))
        : [],
    );
  });
}

/** The scores and the shares, in a column each at the end of the answer's rows. */
export function placeAnswer(block: StageBlock, box: Box): readonly Lane[] {
  const width = box.width / (block.layers.length + 1);
  return block.layers.map((layer, i): Lane => {
    const lane = { ...box, x: box.x + (i + 1) * width, width };
    const { x, y, height } = lane;
    return withTiles({ layer, ...lane, drawn: 'rows' as const, count: 1, pixel: width, tags: [] }, () => [
      { plane: 0, rows: layer.rows, columns: 1, x, y, width, height },
    ]);
  });
}

/** The input's planes side by side in their box: one map, or red, green and blue. */
export function placeInput(block: StageBlock, box: Box): readonly Lane[] {
  return block.layers.map((layer): Lane => {
    const gap = layer.planes > 1 ? PLANES : 0;
    const [width, height] = tileSize(layer, Math.floor((box.width - gap * (layer.planes - 1)) / layer.planes));
    const lane = {
      layer,
      ...box,
      drawn: 'colours' as const,
      count: layer.planes,
      pixel: width / layer.columns,
      tags: [],
    };
    return withTiles(lane, () =>
      Array.from({ length: layer.planes }, (_, plane) => ({
        plane,
        columns: layer.columns,
        rows: layer.rows,
        x: box.x + plane * (width + gap),
        y: box.y + box.height - height,
        width,
        height,
      })),
    );
  });
}
