/**
 * The stage as one drawing, from the pad to the answer: blocks in columns by depth, each with its maps in lanes (a map,
 * what the activation keeps of it, what pooling leaves), so that a channel is one line to the eye. It fits the room
 * (rule.ts); on a phone the same drawing runs down the page. Pure geometry in CSS pixels of the stage's content, with the
 * origin at its unscrolled top left corner.
 */
import { type Arrangement, unarranged } from './arrangement';
import type { StageBlock } from './blocks';
import { type PlacedTile, withTiles } from './grid';
import {
  boxOf,
  type Direction,
  type Frame,
  type Lane,
  PLANES,
  placeAnswer,
  placeInput,
  placeMaps,
  placeUnits,
  TAG,
} from './lanes';
import type { MapView } from './layers';
import type { Box } from './pointer';
import { breadthOf, type Choice, chooseTiles, gaps, pitchOf, type Stack, TAGGED } from './rule';

export { type Lane, type PlacedTile, TAG };

export interface BlockPlace extends Box {
  readonly block: StageBlock;
  /** Where its caption stands; null if there is no room for one. */
  readonly head: Box | null;
  /** How many maps are folded away, and where that is said; null if it has no more than are shown. */
  readonly more: { readonly count: number; readonly at: Box } | null;
}

/** Lanes with their tiles, wherever they lie: what can be painted, pointed at, outlined and written on. */
export interface LaneLayout {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly Lane[];
}

export interface StageLayout extends LaneLayout {
  readonly direction: Direction;
  /** Scale of text and spaces: 1, or more on a projector. */
  readonly unit: number;
  /** Longer side of a block's first maps. */
  readonly tile: number;
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
  /** No pad beside it: what the network sees is drawn on. */
  readonly isAlone?: boolean;
  /** No answer at its end. */
  readonly isUnanswered?: boolean;
  /** Height of what stands above the pad, where the drawing runs down the page. */
  readonly tools?: number;
}

const SIDE = { across: 20, down: 16 } as const;
/** A block's caption in two lines and the tags; in a low room the caption is one short line; down a page it is inline. */
const HEAD = { across: 74, low: 44, down: 30, given: 44, answer: 58 } as const;
const FOOT = 24;
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
const directionIn = ({ width, height }: Room): Direction => (width < NARROW || width < height ? 'down' : 'across');

const unitIn = (room: Room): number =>
  directionIn(room) === 'down' ? 1 : Math.min(1.6, Math.max(1, Math.min(room.width / 1366, room.height / 680)));

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
  readonly isAlone: boolean;
}

/** The pad, and what the network sees of it. */
function placeGiven({ room, direction, top, breadth, blocks, planes, tools, isAlone }: Asked): Given {
  if (isAlone) {
    const across = direction === 'across';
    const side = Math.min(240, Math.round(across ? Math.min(breadth * 0.6, room.width * 0.16) : room.width * 0.5));
    const height = seenHeight(side, planes);
    const x = across ? SIDE.across : Math.round((room.width - side) / 2);
    const y = across ? top + Math.round((breadth - height) / 2) : top;
    const seen = { x, y, width: side, height };
    return { pad: { ...seen, height: side }, seen, end: across ? x + side : y + height };
  }
  if (direction === 'down') {
    const side = SIDE.down;
    const pad = Math.min(260, Math.round((room.width - 3 * side) * 0.5));
    const seen = Math.round(pad * (planes > 1 ? 0.5 : 0.55));
    const height = seenHeight(seen, planes);
    // The tools stand above: nothing lies between what the network sees and its connections.
    const y = top + tools;
    // At the right; in the middle of a wide page.
    const x = Math.min(room.width - side - seen, Math.max((room.width - seen) / 2, 2 * side + pad + seen));
    return {
      pad: { x: side, y, width: pad, height: pad },
      seen: { x: Math.round(x), y: y + pad - height, width: seen, height },
      end: y + pad,
    };
  }
  const x = SIDE.across;
  if (room.height < LOW) {
    const pad = Math.min(breadth - 40, Math.round(room.width * 0.24));
    const seen = Math.round(Math.min(84, pad * 0.5));
    const height = seenHeight(seen, planes);
    return {
      pad: { x, y: top, width: pad, height: pad },
      seen: { x: x + pad + 20, y: top + pad - height, width: seen, height },
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
  const { view, arrangement = unarranged, zoom = 1, tools = 52, isAlone = false, isUnanswered = false } = options;
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
    isAlone,
  });
  const answerBlock = isUnanswered ? undefined : blocks.find(({ form }) => form === 'answer');
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
  // What ends without an answer has room for its last caption.
  const after = unitBlocks * (gaps.gutter + unitLength) + gaps.gutter + answerLength;
  const choice = chooseTiles(blocks, view, {
    across: breadth,
    along: isAcross ? room.width - given.end - after - side : Number.POSITIVE_INFINITY,
    wanted: WANTED[direction],
    mostColumns: isAcross ? Number.POSITIVE_INFINITY : 2,
    whole: arrangement.whole,
  });
  const tile = Math.max(4, Math.round(choice.tile * zoom));
  // Zoomed maps need more room across; the rest of the drawing keeps its size.
  const tall = Math.max(breadth, ...choice.stacks.map((stack) => breadthOf(stack, tile)));
  const measured = { direction, arrangement, tile, top: isAcross ? head : side, breadth: tall, reach: 0 };
  const groups = groupsOf(blocks, choice);
  const lengthOf = (group: Group): number =>
    'stack' in group
      ? Math.max(...group.stack.blocks.map((_, place) => placeMaps(group.stack, place, 0, measured).length))
      : unitLength;
  const headed = isAcross ? 0 : HEAD.down;
  const afar = isAcross && tile < TAGGED;
  const count = groups.length + 1;
  const used = given.end + groups.reduce((sum, group) => sum + lengthOf(group), 0) + answerLength + side;
  const spare = isAcross ? (room.width - used) / count : 0;
  // Rounded tiles may take a pixel or two of a gutter.
  const gutter = isAcross ? Math.max(0.8 * choice.gutter, spare) : gaps.gutter - 14;
  const frame: Frame = { ...measured, reach: gutter - 2 };

  const lanes: Lane[] = [];
  const places: BlockPlace[] = [];
  if (input) lanes.push(...placeInput(input, given.seen));
  let along = given.end;
  for (const group of groups) {
    along += gutter + headed;
    const length = lengthOf(group);
    const headBox = (across: number, width: number): Box | null =>
      afar
        ? null
        : boxOf(
            direction,
            along - headed,
            isAcross ? 0 : across,
            isAcross ? length + gutter - 8 : headed,
            isAcross ? head - TAG : width,
          );
    if ('units' in group) {
      const { units: block } = group;
      lanes.push(...placeUnits(block, along, length, frame));
      places.push({
        block,
        ...boxOf(direction, along, frame.top, length, tall),
        head: headBox(frame.top, breadth),
        more: null,
      });
    } else {
      for (const [place, { block }] of group.stack.blocks.entries()) {
        const placed = placeMaps(group.stack, place, along, frame);
        lanes.push(...placed.lanes);
        const box = boxOf(direction, along, placed.across, placed.length, placed.rows * (tile + gaps.row) - gaps.row);
        // Down the page, blocks of a stack stand side by side.
        const own =
          group.stack.blocks.length > 1 ? Math.min(pitchOf(group.stack, tile) - 4, side + tall - box.x) : breadth;
        const more = isAcross
          ? { x: box.x, y: box.y + box.height + 2, width: box.width + gutter - 2, height: FOOT - 4 }
          : { x: box.x, y: box.y + box.height, width: Math.min(own, 90), height: FOOT };
        const isWhole = arrangement.whole.has(block.units[0] ?? -1);
        places.push({
          block,
          ...box,
          head: isAcross && place > 0 ? null : headBox(placed.across, own),
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
  } else along += gutter;
  const whole = boxOf(
    direction,
    0,
    0,
    along + (isAcross ? side : FOOT),
    isAcross ? head + tall + FOOT : tall + 2 * side,
  );
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
