/** The open module of an overview: the room it takes among the others, and its layers as in any drawing. Pure geometry. */
import type { Arrangement } from './arrangement';
import { groupsOf, lengthOf, placeGroups } from './columns';
import { type Direction, type Frame, TAG } from './lanes';
import type { MapView } from './layers';
import type { Module } from './modules';
import { breadthOf, chooseTiles } from './rule';

export interface OverviewSpace {
  readonly direction: Direction;
  /** Along the drawing; across it, where captions and maps begin, and the room for maps. */
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly breadth: number;
  readonly view: MapView;
  readonly arrangement: Arrangement;
  readonly opened: Module | null;
}

/** An open module: around it and after it, its name, its captions; the largest share of the room it takes; most columns of a block. */
export const panel = {
  pad: 14,
  end: 32,
  title: 40,
  head: 60,
  share: 0.58,
  columns: 4,
  tile: { across: 42, down: 38 },
} as const;

/** The open module: what it takes along, and how its layers are placed from there on. */
export function openedModule({ blocks }: Module, space: OverviewSpace, length: number) {
  const { direction, arrangement, view, top, breadth } = space;
  const isAcross = direction === 'across';
  // In a low room, without captions.
  const isAfar = isAcross && top < TAG + panel.title;
  const head = isAfar ? 12 : panel.head;
  const taken = isAcross ? head : 2 * panel.pad;
  const choice = chooseTiles(blocks, view, {
    across: breadth - taken,
    along: isAcross ? length * panel.share - 2 * panel.pad : Number.POSITIVE_INFINITY,
    wanted: panel.tile[direction],
    mostColumns: isAcross ? panel.columns : 2,
    whole: arrangement.whole,
  });
  const tile = Math.max(4, Math.round(choice.tile));
  const gutter = isAcross ? 0.8 * choice.gutter : 26;
  const tall = Math.max(breadth - taken, ...choice.stacks.map((stack) => breadthOf(stack, tile)));
  const frame: Frame = {
    direction,
    arrangement,
    tile,
    top: isAcross ? top + head : top + panel.pad,
    breadth: tall,
    reach: gutter - 2,
  };
  const units = isAcross ? 110 : 64;
  const groups = groupsOf(blocks, choice);
  const headed = isAcross ? 0 : 30;
  const own = groups.reduce((sum, group) => sum + lengthOf(group, frame, units) + gutter + headed, 0);
  return {
    length: isAcross ? own - gutter + panel.pad + panel.end : own + panel.title + panel.pad,
    place: (along: number) =>
      placeGroups(groups, {
        frame,
        from: isAcross ? along + panel.pad - gutter : along + panel.title - gutter,
        gutter,
        after: panel.end,
        units,
        breadth: tall,
        head: isAcross ? { y: top - TAG + 4, height: head - 4 } : { y: 0, height: 30 },
        isAfar,
      }),
  };
}
