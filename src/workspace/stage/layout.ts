/**
 * The stage as one drawing, from the pad to the answer: blocks in columns by depth, each with its maps in lanes (a map,
 * what the activation keeps of it, what pooling leaves), so that a channel is one line to the eye. It fits the room
 * (rule.ts); on a phone the same drawing runs down the page. Pure geometry in CSS pixels of the stage's content, with the
 * origin at its unscrolled top left corner.
 */
import { type Arrangement, channelsShown, unarranged } from './arrangement';
import type { StageBlock } from './blocks';
import { type PlacedTile, stripTiles, withTiles } from './grid';
import type { MapView, StageLayer } from './layers';
import type { Box } from './pointer';
import { type Choice, chooseTiles, gaps, mapsOf, type Stack, shareOf } from './rule';

export type { PlacedTile };

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

export interface BlockPlace extends Box {
  readonly block: StageBlock;
  /** Where its caption stands; null if there is no room for one. */
  readonly head: Box | null;
  /** How many maps are folded away, and where that is said; null if it has no more than are shown. */
  readonly more: { readonly count: number; readonly at: Box } | null;
}

export interface StageLayout {
  readonly width: number;
  readonly height: number;
  /** From left to right, or down the page. */
  readonly direction: 'across' | 'down';
  /** Scale of text and spaces: 1, or more on a projector. */
  readonly unit: number;
  /** Longer side of a block's first maps. */
  readonly tile: number;
  readonly lanes: readonly Lane[];
  readonly blocks: readonly BlockPlace[];
  readonly pad: Box;
  /** What the network sees. */
  readonly seen: Box;
  readonly answer: Box | null;
}

export interface Room {
  readonly width: number;
  readonly height: number;
}

export interface LayoutOptions {
  readonly view: MapView;
  readonly arrangement?: Arrangement;
  /** Scale factor of the tiles; 1 fits the room. */
  readonly zoom?: number;
  /** Height of what stands below the pad, where the drawing runs down the page. */
  readonly tools?: number;
}

/** Height of a layer's tag. */
export const TAG = 18;

const SIDE = { across: 20, down: 16 } as const;
/** A block's caption in two lines and the tags; in a low room the caption is one short line; down a page it is inline. */
const HEAD = { across: 74, low: 44, down: 30, given: 44, answer: 58 } as const;
const FOOT = 24;
/** Between the planes of a picture. */
const PLANES = 3;
/** Length of a block of units, and of the answer. */
const UNITS = { across: 120, down: 64 } as const;
const ANSWER = { wide: 188, narrow: 132, row: 26, rest: 110 } as const;
/** A room lower than this has the pad beside what the network sees. */
const LOW = 470;
const LEAST = { width: 480, height: 260 } as const;
/** The narrowest room in which the drawing runs across. */
const NARROW = 560;
/** Wanted tiles: a lane down the page is also one target for a finger. */
const WANTED = { across: 56, down: 38 } as const;
/** The tag of a block's last lane may reach into the gutter. */
const LONGEST = 52;
/** Tags are written from this tile size on. */
const TAGGED = 28;
/** The least length of a bar's row. */
const LEAST_BAR = 2;

type Direction = StageLayout['direction'];

const directionIn = ({ width, height }: Room): Direction => (width < NARROW || width < height ? 'down' : 'across');

const unitIn = (room: Room): number =>
  directionIn(room) === 'down' ? 1 : Math.min(1.6, Math.max(1, Math.min(room.width / 1366, room.height / 680)));

/** A box from a place along the drawing and across it. */
const boxOf = (direction: Direction, along: number, across: number, length: number, breadth: number): Box =>
  direction === 'across'
    ? { x: along, y: across, width: length, height: breadth }
    : { x: across, y: along, width: breadth, height: length };

interface Frame {
  readonly direction: Direction;
  readonly arrangement: Arrangement;
  readonly tile: number;
  /** Where rows of maps begin, and the room for them. */
  readonly top: number;
  readonly breadth: number;
}

/** Width and height of a layer's tile whose longer side is `side`. */
function tileSize({ rows, columns, form }: StageLayer, side: number): readonly [width: number, height: number] {
  const longer = form === 'maps' ? Math.max(rows, columns) : 1;
  const [width, height] = form === 'maps' ? [columns, rows] : [1, 1];
  return [Math.max(2, Math.round((side * width) / longer)), Math.max(2, Math.round((side * height) / longer))];
}

/** A block of maps from `along` on; `place` is its place in its stack. */
function placeMaps(stack: Stack, place: number, along: number, frame: Frame) {
  const { direction, arrangement, tile, top } = frame;
  const { block, lanes } = stack.blocks[place] as Stack['blocks'][number];
  const [unit = 0] = block.units;
  const [first] = block.layers;
  const count = first ? mapsOf(first) : 0;
  const pitch = tile + gaps.row;
  const across = top + place * (stack.rows + 0.5) * pitch;
  const most = stack.rows * stack.columns;
  const channels = channelsShown(unit, count, most, arrangement);
  const columns = Math.max(1, Math.ceil(channels.length / stack.rows));
  const rows = Math.ceil(channels.length / columns);
  const sides = lanes.map((layer) => Math.max(2, Math.round(tile * shareOf(layer, lanes[0]))));
  const length = sides.reduce((sum, side) => sum + side + gaps.lane, -gaps.lane);
  const starts = sides.map((_, i) => sides.slice(0, i).reduce((sum, side) => sum + side + gaps.lane, 0));
  const column = (k: number): number => along + k * (length + gaps.column);
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
              i === lanes.length - 1 ? Math.max(side + gaps.lane, LONGEST) : side + gaps.lane,
              TAG,
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
    hidden: count - channels.length,
  };
}

/** A block of units: bars about an axis, one a row; too many for bars are cells. */
function placeUnits(
  block: StageBlock,
  along: number,
  length: number,
  { direction, top, breadth, arrangement }: Frame,
): readonly Lane[] {
  const tagged = (lane: Box): readonly Box[] =>
    direction === 'across' ? [{ x: lane.x, y: lane.y - TAG, width: lane.width, height: TAG }] : [];
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
function placeAnswer(block: StageBlock, box: Box): readonly Lane[] {
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
function placeInput(block: StageBlock, box: Box): readonly Lane[] {
  return block.layers.map((layer): Lane => {
    const gap = layer.planes > 1 ? PLANES : 0;
    const [width, height] = tileSize(layer, (box.width - gap * (layer.planes - 1)) / layer.planes);
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

interface Given {
  readonly pad: Box;
  readonly seen: Box;
  /** Where the input ends, along the drawing. */
  readonly end: number;
}

/** Height of what the network sees: a picture stands whole above its three planes. */
const seenHeight = (width: number, planes: number): number =>
  width + (planes > 1 ? Math.round(width / planes) + PLANES : 0);

interface Asked {
  readonly room: Room;
  readonly direction: Direction;
  /** Where rows of maps begin, and the room for them. */
  readonly top: number;
  readonly breadth: number;
  /** How many blocks of maps follow. */
  readonly blocks: number;
  readonly planes: number;
  readonly tools: number;
}

/** The pad, and what the network sees of it. */
function placeGiven({ room, direction, top, breadth, blocks, planes, tools }: Asked): Given {
  if (direction === 'down') {
    const side = SIDE.down;
    const pad = Math.min(220, Math.round((room.width - 3 * side) * 0.5));
    const seen = Math.round(pad * (planes > 1 ? 0.5 : 0.6));
    const height = seenHeight(seen, planes);
    return {
      pad: { x: side, y: top, width: pad, height: pad },
      seen: { x: room.width - side - seen, y: top + pad - height, width: seen, height },
      end: top + pad + tools,
    };
  }
  const x = SIDE.across;
  if (room.height < LOW) {
    const pad = Math.min(breadth - 40, Math.round(room.width * 0.24));
    const seen = Math.round(Math.min(84, pad * 0.5));
    const height = seenHeight(seen, planes);
    return {
      pad: { x, y: top, width: pad, height: pad },
      seen: { x: x + pad + 20, y: top + Math.round((pad - height) / 2), width: seen, height },
      end: x + pad + 20 + seen,
    };
  }
  const side = Math.min(blocks > 3 ? 150 : 196, Math.round(room.width * 0.15), Math.round((breadth - 150) / 2));
  const height = seenHeight(side, planes);
  return {
    pad: { x, y: top, width: side, height: side },
    seen: { x, y: top + breadth - height, width: side, height },
    end: x + side,
  };
}

/** A group of blocks at one depth: of maps, or of units. */
type Group = { readonly stack: Stack } | { readonly units: StageBlock };

function groupsOf(blocks: readonly StageBlock[], { stacks }: Choice): readonly Group[] {
  const depthOf = (group: Group): number =>
    'stack' in group ? (group.stack.blocks[0]?.block.depth ?? 0) : group.units.depth;
  const units = blocks.flatMap((block): Group[] => (block.form === 'units' ? [{ units: block }] : []));
  return [...stacks.map((stack): Group => ({ stack })), ...units].sort((a, b) => depthOf(a) - depthOf(b));
}

/** Lays out a network's blocks in a room. */
export function layOutStage(blocks: readonly StageBlock[], asked: Room, options: LayoutOptions): StageLayout {
  const { view, arrangement = unarranged, zoom = 1, tools = 52 } = options;
  const direction = directionIn(asked);
  const unit = unitIn(asked);
  const isAcross = direction === 'across';
  const room = isAcross
    ? { width: Math.max(LEAST.width, asked.width / unit), height: Math.max(LEAST.height, asked.height / unit) }
    : { width: Math.max(240, asked.width), height: asked.height };
  const head = isAcross ? (room.height < LOW ? HEAD.low : HEAD.across) : HEAD.down;
  const side = SIDE[direction];
  const breadth = isAcross ? room.height - head - FOOT : room.width - 2 * side;
  const inner = blocks.filter(({ form }) => form === 'maps').length;
  const [input] = blocks;
  const given = placeGiven({
    room,
    direction,
    top: isAcross ? head : HEAD.given,
    breadth,
    blocks: inner,
    planes: input?.layers[0]?.planes ?? 1,
    tools,
  });
  const answerBlock = blocks.find(({ form }) => form === 'answer');
  const answers = answerBlock?.layers.at(-1)?.rows ?? 0;
  const answerLength = !answerBlock
    ? 0
    : isAcross
      ? room.width < 1100
        ? ANSWER.narrow
        : ANSWER.wide
      : Math.min(answers, 10) * ANSWER.row + ANSWER.rest;
  const unitBlocks = blocks.filter(({ form }) => form === 'units').length;
  const unitLength = isAcross && room.width < 1000 ? 70 : UNITS[direction];
  const after = unitBlocks * (gaps.gutter + unitLength) + (answerBlock ? gaps.gutter + answerLength : 0);
  const choice = chooseTiles(blocks, view, {
    across: breadth,
    along: isAcross ? room.width - given.end - after - side : Number.POSITIVE_INFINITY,
    wanted: WANTED[direction],
    mostColumns: isAcross ? Number.POSITIVE_INFINITY : 2,
    whole: arrangement.whole,
  });
  const tile = Math.max(4, Math.round(choice.tile * zoom));
  // Zoomed maps need more room across; the rest of the drawing keeps its size.
  const rows = Math.max(0, ...choice.stacks.map((stack) => stack.blocks.length * (stack.rows + 0.5) - 0.5));
  const tall = Math.max(breadth, Math.round(rows * (tile + gaps.row)) - gaps.row);
  const frame: Frame = { direction, arrangement, tile, top: isAcross ? head : side, breadth: tall };
  const groups = groupsOf(blocks, choice);
  const lengthOf = (group: Group): number =>
    'stack' in group
      ? Math.max(...group.stack.blocks.map((_, place) => placeMaps(group.stack, place, 0, frame).length))
      : unitLength;
  const headed = isAcross ? 0 : HEAD.down;
  const afar = isAcross && choice.tile < TAGGED;
  const count = groups.length + (answerBlock ? 1 : 0);
  const used = given.end + groups.reduce((sum, group) => sum + lengthOf(group), 0) + answerLength + side;
  const spare = isAcross ? (room.width - used) / Math.max(1, count) : 0;
  // Rounded tiles may take a pixel or two of it.
  const gutter = isAcross ? Math.max(0.8 * choice.gutter, spare) : gaps.gutter - 14;

  const lanes: Lane[] = [];
  const places: BlockPlace[] = [];
  if (input) lanes.push(...placeInput(input, given.seen));
  let along = given.end;
  for (const group of groups) {
    along += gutter + headed;
    const length = lengthOf(group);
    const headBox = (across: number): Box | null =>
      afar
        ? null
        : boxOf(
            direction,
            along - headed,
            isAcross ? 0 : side,
            isAcross ? length + gutter - 8 : headed,
            isAcross ? head - TAG : breadth - (across - frame.top),
          );
    if ('units' in group) {
      const { units: block } = group;
      lanes.push(...placeUnits(block, along, length, frame));
      places.push({ block, ...boxOf(direction, along, frame.top, length, tall), head: headBox(frame.top), more: null });
    } else {
      for (const [place, { block }] of group.stack.blocks.entries()) {
        const placed = placeMaps(group.stack, place, along, frame);
        lanes.push(...placed.lanes);
        const box = boxOf(direction, along, placed.across, placed.length, placed.rows * (tile + gaps.row) - gaps.row);
        const more = isAcross
          ? { x: box.x, y: box.y + box.height + 2, width: Math.max(box.width, 60), height: FOOT - 4 }
          : { x: box.x + box.width - 90, y: box.y + box.height, width: 90, height: FOOT };
        const isWhole = arrangement.whole.has(block.units[0] ?? -1);
        places.push({
          block,
          ...box,
          head: place === 0 ? headBox(placed.across) : null,
          more: afar || (placed.hidden <= 0 && !isWhole) ? null : { count: placed.hidden, at: more },
        });
      }
    }
    along += length;
  }
  let answer: Box | null = null;
  if (answerBlock) {
    along += gutter + (isAcross ? 0 : HEAD.answer);
    answer = boxOf(direction, along, isAcross ? head : side, answerLength, isAcross ? breadth : room.width - 2 * side);
    along += answerLength;
    lanes.push(...placeAnswer(answerBlock, answer));
    places.push({
      block: answerBlock,
      ...answer,
      head: boxOf(
        direction,
        along - answerLength - headed,
        isAcross ? 0 : side,
        isAcross ? answerLength : headed,
        isAcross ? head - TAG : breadth,
      ),
      more: null,
    });
  }
  const whole = boxOf(direction, 0, 0, along + side, isAcross ? head + tall + FOOT : room.width);
  return scaled({ ...whole, direction, unit, tile, lanes, blocks: places, ...given, answer }, unit, asked);
}

const scaledBox = <B extends Box>(box: B, by: number): B => ({
  ...box,
  x: box.x * by,
  y: box.y * by,
  width: box.width * by,
  height: box.height * by,
});

/** The layout in pixels, at least as large as the room asked for. */
function scaled(layout: StageLayout, by: number, asked: Room): StageLayout {
  const place = <B extends Box>(box: B): B => scaledBox(box, by);
  const [width, height] = [Math.ceil(layout.width * by - 0.5), Math.ceil(layout.height * by - 0.5)];
  return {
    ...layout,
    width: Math.max(width, asked.width),
    height: layout.direction === 'across' ? Math.max(height, asked.height) : height,
    tile: layout.tile * by,
    pad: place(layout.pad),
    seen: place(layout.seen),
    answer: layout.answer && place(layout.answer),
    blocks: layout.blocks.map((block) => ({
      ...place(block),
      head: block.head && place(block.head),
      more: block.more && { ...block.more, at: place(block.more.at) },
    })),
    lanes: layout.lanes.map((lane) => {
      const { layer, drawn, count, pixel, tags, x, y, width: length, height: breadth } = lane;
      const box = place({ x, y, width: length, height: breadth });
      const whole = { layer, drawn, count, pixel: pixel && pixel * by, tags: tags.map(place), ...box };
      return withTiles(whole, () => lane.tiles.map(place));
    }),
  };
}
