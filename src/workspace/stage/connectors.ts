/**
 * Which block reads which, for networks whose order on the stage does not say it: a curve to the next column, and a line
 * below the maps past columns in between. Pure geometry.
 */
import type { StageBlock } from './blocks';
import type { BlockPlace, StageLayout } from './layout';

/** Whether each block reads only the previous one; then the order says everything. */
export const isChain = (blocks: readonly StageBlock[]): boolean =>
  blocks.every(({ reads }, index) => index === 0 || reads.every((read) => read === index - 1));

/** Between lines that pass below, and how far they keep from a block. */
const APART = 4;
const BESIDE = 5;

/** Two paths in SVG: connections to the next column, and those that pass others. */
export function connectorPaths(all: readonly StageBlock[], layout: StageLayout): readonly [near: string, far: string] {
  const places = new Map<StageBlock, BlockPlace>(layout.blocks.map((place) => [place.block, place]));
  const isAcross = layout.direction === 'across';
  const lowest = Math.max(0, ...layout.blocks.map(({ x, y, width, height }) => (isAcross ? y + height : x + width)));
  /** From places along and across the drawing. */
  const at = (along: number, across: number): string => (isAcross ? `${along} ${across}` : `${across} ${along}`);
  /** Where lines below have come up again. */
  const ends: number[] = [];
  let [near, far] = ['', ''];
  for (const block of all) {
    const to = places.get(block);
    if (!to) continue;
    for (const read of block.reads) {
      const source = all[read];
      const from = source && places.get(source);
      if (!from) continue;
      const [start, end] = isAcross ? [from.x + from.width, to.x] : [from.y + from.height, to.y];
      const [a, b] = isAcross
        ? [from.y + from.height / 2, to.y + to.height / 2]
        : [from.x + from.width / 2, to.x + to.width / 2];
      if (block.depth === source.depth + 1) {
        const middle = (start + end) / 2;
        near += `M${at(start, a)}C${at(middle, a)} ${at(middle, b)} ${at(end, b)}`;
        continue;
      }
      const free = ends.findIndex((last) => last <= start);
      const track = free < 0 ? ends.length : free;
      ends[track] = end;
      const below = lowest + BESIDE + track * APART;
      const [down, up] = [start + BESIDE, end - BESIDE];
      far += `M${at(start, a)}L${at(down, a)}L${at(down, below)}L${at(up, below)}L${at(up, b)}L${at(end, b)}`;
    }
  }
  return [near, far];
}
