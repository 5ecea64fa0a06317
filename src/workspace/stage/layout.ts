/**
 * The stage as one drawing, from the pad to the answer: blocks in columns by depth, each with its maps in lanes (a map,
 * what the activation keeps of it, what pooling leaves), so that a channel is one line to the eye. It fits the room
 * (rule.ts); a network too large for that is an overview of its modules (overview.ts), of which one may be open. On a
 * phone the same drawing runs down the page. Pure geometry in CSS pixels of the stage's content, with the origin at its
 * unscrolled top left corner.
 */
import { type Arrangement, unarranged } from './arrangement';
import type { StageBlock } from './blocks';
import { type BlockPlace, FOOT, groupsOf, lengthOf, placeGroups } from './columns';
import { LOW, placeGiven, SIDE } from './given';
import { type PlacedTile, withTiles } from './grid';
import { boxOf, type Direction, type Lane, placeAnswer, placeInput, TAG } from './lanes';
import type { MapView } from './layers';
import { modulesOf } from './modules';
import { layOutOverview, type Overview } from './overview';
import { MOST_ROWS } from './place';
import type { Box } from './pointer';
import { breadthOf, type Choice, chooseTiles, gaps, LEGIBLE, TAGGED } from './rule';

export { type BlockPlace, type Lane, type PlacedTile, TAG };

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
  /** Blocks whose layers are all shown: in an overview, those of the open module and the answer. */
  readonly blocks: readonly BlockPlace[];
  readonly overview: Overview | null;
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
  /** Scale factor of the tiles; 1 fits the room. An overview always fits. */
  readonly zoom?: number;
  /** The module that stands open in an overview, by its key. */
  readonly opened?: number | null;
  /** No pad beside it: what the network sees is drawn on. */
  readonly isAlone?: boolean;
  /** No answer at its end. */
  readonly isUnanswered?: boolean;
  /** Height of what stands above the pad, where the drawing runs down the page. */
  readonly tools?: number;
}

/** A block's caption in two lines and the tags; in a low room the caption is one short line; down a page it is inline. */
const HEAD = { across: 74, low: 44, down: 30, given: 44, answer: 58 } as const;
/** Length of a block of units, and of the answer. */
const UNITS = { across: 120, down: 64 } as const;
const ANSWER = { wide: 188, narrow: 132, row: 26, least: 21, rest: 110 } as const;
/** The least room that is drawn in. */
export const LEAST = { width: 480, height: 260 } as const;
/** The narrowest room in which the drawing runs across. */
const NARROW = 560;
/** Wanted tiles: a lane down the page is also one target for a finger. */
const WANTED = { across: 56, down: 38 } as const;
/** So many modules are an overview where their maps would not be legible, or the page too long. */
const MANY = { across: 6, down: 9 } as const;
/** Below an overview, and below what is larger than its room, the network as a strip; an overview in a low room has none. */
const STRIP = { high: 58, low: 38 } as const;

const directionIn = ({ width, height }: Room): Direction => (width < NARROW || width < height ? 'down' : 'across');

const unitIn = (room: Room): number =>
  directionIn(room) === 'down' ? 1 : Math.min(1.6, Math.max(1, Math.min(room.width / 1366, room.height / 680)));

/** Height of the strip in pixels; down the page it lies outside the drawing. */
export function stripHeight(room: Room, isOverview: boolean): number {
  const unit = unitIn(room);
  const isLow = directionIn(room) === 'across' && room.height / unit < LOW;
  return Math.round(unit * (isLow ? (isOverview ? 0 : STRIP.low) : STRIP.high));
}

/** A room in the stage's units, with what stands at its ends. */
interface Ends {
  readonly room: Room;
  readonly direction: Direction;
  readonly unit: number;
  /** Where maps begin across the drawing, and the room for them. */
  readonly top: number;
  readonly breadth: number;
  readonly answerBlock: StageBlock | undefined;
  readonly answerLength: number;
}

/** What stands between the input and the answer. */
type Middle = Pick<StageLayout, 'lanes' | 'blocks' | 'overview' | 'tile'> & {
  /** Where it ends along the drawing with the space after it, and what it takes across. */
  readonly end: number;
  readonly tall: number;
};

function endsIn(asked: Room, answerBlock: StageBlock | undefined): Ends {
  const direction = directionIn(asked);
  const unit = unitIn(asked);
  const isAcross = direction === 'across';
  const room = isAcross
    ? { width: Math.max(LEAST.width, asked.width / unit), height: Math.max(LEAST.height, asked.height / unit) }
    : { width: Math.max(240, asked.width), height: asked.height };
  const head = room.height < LOW ? HEAD.low : HEAD.across;
  const answers = answerBlock?.layers.at(-1)?.rows ?? 0;
  const long = isAcross
    ? room.width < 1100
      ? ANSWER.narrow
      : ANSWER.wide
    : Math.max(Math.min(answers, 10) * ANSWER.row, Math.min(answers, MOST_ROWS) * ANSWER.least) + ANSWER.rest;
  return {
    room,
    direction,
    unit,
    top: isAcross ? head : SIDE.down,
    breadth: isAcross ? room.height - head - FOOT : room.width - 2 * SIDE.down,
    answerBlock,
    answerLength: answerBlock ? long : 0,
  };
}

/** Lays out a network's blocks in a room. */
export function layOutStage(blocks: readonly StageBlock[], asked: Room, options: LayoutOptions): StageLayout {
  const { view, arrangement = unarranged, tools = 52, isAlone = false, isUnanswered = false } = options;
  const ends = endsIn(asked, isUnanswered ? undefined : blocks.find(({ form }) => form === 'answer'));
  const { room, direction, unit, answerLength } = ends;
  const isAcross = direction === 'across';
  const side = SIDE[direction];
  const [input] = blocks;
  const givenIn = (breadth: number) =>
    placeGiven({
      room,
      direction,
      top: isAcross ? ends.top : HEAD.given,
      breadth,
      blocks: blocks.filter(({ form }) => form === 'maps').length,
      planes: input?.layers[0]?.planes ?? 1,
      tools,
      isAlone,
    });
  const modules = modulesOf(blocks);
  const unitBlocks = blocks.filter(({ form }) => form === 'units').length;
  const units = isAcross && room.width < 1000 ? 70 : UNITS[direction];
  // What ends without an answer has room for its last caption.
  const after = unitBlocks * (gaps.gutter + units) + gaps.gutter + answerLength;
  let given = givenIn(ends.breadth);
  const along = isAcross ? room.width - given.end - after - side : Number.POSITIVE_INFINITY;
  const isMany = modules.length >= MANY[direction];
  // Without trying: not even a column each is legible.
  const isSurely = isMany && (!isAcross || along / new Set(blocks.map(({ depth }) => depth)).size < LEGIBLE / 2);
  const choice = isSurely
    ? null
    : chooseTiles(blocks, view, {
        across: ends.breadth,
        along,
        wanted: WANTED[direction],
        mostColumns: isAcross ? Number.POSITIVE_INFINITY : 2,
        whole: arrangement.whole,
      });
  let middle: Middle;
  if (!choice || (isMany && (choice.depth === 'last' || choice.tile < LEGIBLE))) {
    const breadth = ends.breadth - (isAcross ? stripHeight(asked, true) / unit : 0);
    given = givenIn(breadth);
    const gutter = isAcross ? 28 : 20;
    const to = isAcross ? room.width - side - answerLength - 30 : 0;
    const opened = modules.find(({ key }) => key === options.opened) ?? null;
    const space = { direction, from: given.end + gutter, to, top: ends.top, breadth, view, arrangement, opened };
    const { places, end, ...placed } = layOutOverview(modules, space);
    middle = { ...placed, blocks: places, end: Math.max(to, end) + (isAcross ? 30 : 10), tall: breadth };
  } else middle = plainMiddle(blocks, ends, choice, given.end, units, options);
  const { lanes, blocks: places, overview, tile, tall } = middle;
  const answer = ends.answerBlock ? placeEnd(ends.answerBlock, ends, middle) : null;
  const until = answer ? (isAcross ? answer.box.x + answer.box.width : answer.box.y + answer.box.height) : middle.end;
  const whole = boxOf(
    direction,
    0,
    0,
    until + (isAcross ? side : FOOT),
    isAcross ? ends.top + tall + FOOT : tall + 2 * side,
  );
  const layout: StageLayout = {
    ...whole,
    direction,
    unit,
    tile,
    lanes: [...(input ? placeInput(input, given.seen) : []), ...lanes, ...(answer?.lanes ?? [])],
    blocks: [...places, ...(answer ? [answer.place] : [])],
    overview,
    pad: given.pad,
    seen: given.seen,
    answer: answer?.box ?? null,
  };
  return scaled(layout, unit, asked);
}

/** All blocks, with the tiles of a choice. */
function plainMiddle(
  blocks: readonly StageBlock[],
  { room, direction, top, breadth, answerLength }: Ends,
  choice: Choice,
  from: number,
  units: number,
  { arrangement = unarranged, zoom = 1 }: LayoutOptions,
): Middle {
  const isAcross = direction === 'across';
  const tile = Math.max(4, Math.round(choice.tile * zoom));
  // Zoomed maps need more room across; the rest of the drawing keeps its size.
  const tall = Math.max(breadth, ...choice.stacks.map((stack) => breadthOf(stack, tile)));
  const measured = { direction, arrangement, tile, top, breadth: tall, reach: 0 };
  const groups = groupsOf(blocks, choice);
  const used = from + groups.reduce((sum, group) => sum + lengthOf(group, measured, units), 0) + answerLength;
  const spare = isAcross ? (room.width - used - SIDE.across) / (groups.length + 1) : 0;
  // Rounded tiles may take a pixel or two of a gutter.
  const gutter = isAcross ? Math.max(0.8 * choice.gutter, spare) : gaps.gutter - 14;
  const { lanes, places, end } = placeGroups(groups, {
    frame: { ...measured, reach: gutter - 2 },
    from,
    gutter,
    units,
    breadth,
    head: { y: 0, height: isAcross ? top - TAG : HEAD.down },
    isAfar: isAcross && tile < TAGGED,
  });
  return { lanes, blocks: places, overview: null, tile, end: end + gutter, tall };
}

/** The answer after what stands in the middle. */
function placeEnd(block: StageBlock, { room, direction, top, answerLength }: Ends, { end, overview, tall }: Middle) {
  const isAcross = direction === 'across';
  const along = end + (isAcross ? 0 : HEAD.answer);
  const breadth = isAcross ? room.height - top - FOOT : room.width - 2 * SIDE.down;
  const box = boxOf(direction, along, top, answerLength, overview && isAcross ? tall : breadth);
  const head = boxOf(
    direction,
    along - (isAcross ? 0 : HEAD.down),
    isAcross ? 0 : top,
    isAcross ? answerLength : HEAD.down,
    isAcross ? top - TAG : breadth,
  );
  return { box, lanes: placeAnswer(block, box), place: { block, ...box, head, more: null } };
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
    overview: layout.overview && scaledOverview(layout.overview, place),
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

const scaledOverview = ({ heads, parts, ...rest }: Overview, place: <B extends Box>(box: B) => B): Overview => {
  const scaledParts = parts.map((lines) => lines.map((line) => line.map(place)));
  return { ...rest, heads: heads.map(place), parts: scaledParts, modules: scaledParts.flat(2) };
};
