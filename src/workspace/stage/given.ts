/** Where the drawing begins: the pad, and what the network sees of it. Pure geometry in the stage's units. */
import { type Direction, PLANES } from './lanes';
import type { Box } from './pointer';

export const SIDE = { across: 20, down: 16 } as const;
/** A room lower than this has the pad beside what the network sees. */
export const LOW = 470;

/** Height of a picture's tools with the words below them. */
const TOOLS = 248;

export interface Given {
  readonly pad: Box;
  readonly seen: Box;
  /** Where the input ends, along the drawing. */
  readonly end: number;
}

/** Height of what the network sees: a picture stands whole above its three planes. */
const seenHeight = (width: number, planes: number): number =>
  width + (planes > 1 ? Math.round(width / planes) + PLANES : 0);

export interface GivenSpace {
  readonly room: { readonly width: number; readonly height: number };
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
export function placeGiven({ room, direction, top, breadth, blocks, planes, tools, isAlone }: GivenSpace): Given {
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
    // Above it stand its name and how the input gets there: three lines for a picture, five for a drawing.
    const most = planes > 1 ? (3 * (pad - 74 - PLANES)) / 4 : pad - 102;
    const seen = Math.round(Math.min(84, pad * 0.5, most));
    const height = seenHeight(seen, planes);
    return {
      pad: { x, y: top, width: pad, height: pad },
      seen: { x: x + pad + 20, y: top + pad - height, width: seen, height },
      end: x + pad + 20 + seen,
    };
  }
  const side = Math.min(blocks > 3 ? 150 : 196, Math.round(room.width * 0.15), Math.round((breadth - 150) / 2));
  // A picture's tools stand between it and what the network sees with its planes, and take more room than a pen's.
  const seen = planes > 1 ? Math.min(side, Math.max(84, Math.floor((3 * (breadth - side - TOOLS)) / 4))) : side;
  const height = seenHeight(seen, planes);
  return {
    pad: { x, y: top, width: side, height: side },
    seen: { x, y: top + breadth - height, width: seen, height },
    end: x + side,
  };
}
