/**
 * Blocks one after the other along the drawing: those of equal depth in one column, each with its lanes, its caption and
 * how many of its maps are folded away. Pure geometry in the stage's units.
 */
import type { StageBlock } from './blocks';
import { boxOf, type Frame, type Lane, placeMaps, placeUnits } from './lanes';
import type { Box } from './pointer';
import { type Choice, gaps, pitchOf, type Stack } from './rule';

export interface BlockPlace extends Box {
  readonly block: StageBlock;
  /** Where its caption stands; null if there is no room for one. */
  readonly head: Box | null;
  /** How many maps are folded away, and where that is said; null if it has no more than are shown. */
  readonly more: { readonly count: number; readonly at: Box } | null;
}

/** Below the maps. */
export const FOOT = 24;

/** A group of blocks at one depth: of maps, or of units. */
export type Group = { readonly stack: Stack } | { readonly units: StageBlock };

export function groupsOf(blocks: readonly StageBlock[], { stacks }: Choice): readonly Group[] {
  const depthOf = (group: Group): number =>
    'stack' in group ? (group.stack.blocks[0]?.block.depth ?? 0) : group.units.depth;
  const units = blocks.flatMap((block): Group[] => (block.form === 'units' ? [{ units: block }] : []));
  return [...stacks.map((stack): Group => ({ stack })), ...units].sort((a, b) => depthOf(a) - depthOf(b));
}

/** Length of a group along the drawing; of a block of units, `units`. */
export const lengthOf = (group: Group, frame: Frame, units: number): number =>
  'stack' in group
    ? Math.max(...group.stack.blocks.map((_, place) => placeMaps(group.stack, place, 0, frame).length))
    : units;

export interface Course {
  readonly frame: Frame;
  /** Along the drawing: where what stands before ends, and the space before each group. */
  readonly from: number;
  readonly gutter: number;
  /** Room along that the caption of the last group may take beyond it; by default that of any other. */
  readonly after?: number;
  /** Length of a block of units. */
  readonly units: number;
  /** Room across, which a caption down the page may take. */
  readonly breadth: number;
  /** Captions: their place across and their height; down the page they take room along, before their block. */
  readonly head: { readonly y: number; readonly height: number };
  /** Without captions. */
  readonly isAfar: boolean;
}

/** Places groups; `end` is where they end, along. */
export function placeGroups(groups: readonly Group[], course: Course) {
  const { frame, gutter, breadth, head, isAfar, after = gutter } = course;
  const { direction, tile, top: side, breadth: tall } = frame;
  const isAcross = direction === 'across';
  const headed = isAcross ? 0 : head.height;
  const lanes: Lane[] = [];
  const places: BlockPlace[] = [];
  let along = course.from;
  for (const group of groups) {
    const free = (group === groups.at(-1) ? after : gutter) - 8;
    along += gutter + headed;
    const length = lengthOf(group, frame, course.units);
    const headBox = (across: number, width: number): Box | null =>
      isAfar
        ? null
        : boxOf(
            direction,
            along - headed,
            isAcross ? head.y : across,
            isAcross ? length + free : headed,
            isAcross ? head.height : width,
          );
    if ('units' in group) {
      const { units: block } = group;
      lanes.push(...placeUnits(block, along, length, frame));
      const box = boxOf(direction, along, side, length, tall);
      places.push({ block, ...box, head: headBox(side, breadth), more: null });
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
        const isWhole = frame.arrangement.whole.has(block.units[0] ?? -1);
        places.push({
          block,
          ...box,
          head: isAcross && place > 0 ? null : headBox(placed.across, own),
          more: isAfar || (placed.hidden <= 0 && !isWhole) ? null : { count: placed.hidden, at: more },
        });
      }
    }
    along += length;
  }
  return { lanes, places, end: along };
}
