/** Maps on their way from one layout to another: those shown in both move and grow, others appear where they belong. */
import type { Tile } from '../../backend/types';

const keyOf = ({ tensor, plane, rows, columns }: Tile): string => `${tensor} ${plane} ${rows} ${columns}`;

/** Slows down towards the end. */
const eased = (part: number): number => 1 - (1 - part) ** 3;

/** The tiles after a part, 0 to 1, of the way. */
export function movingTiles(before: readonly Tile[], after: readonly Tile[]): (part: number) => readonly Tile[] {
  const from = new Map(before.map((tile) => [keyOf(tile), tile]));
  const ways = after.map((to) => {
    const { x, y, width, height } = to;
    const own = from.get(keyOf(to));
    return { to, from: own ?? { x: x + width / 2, y: y + height / 2, width: 0, height: 0 } };
  });
  return (part) => {
    const t = eased(Math.min(1, Math.max(0, part)));
    const at = (a: number, b: number): number => a + (b - a) * t;
    return ways.map(({ to, from: { x, y, width, height } }) => ({
      ...to,
      x: at(x, to.x),
      y: at(y, to.y),
      width: Math.max(1, at(width, to.width)),
      height: Math.max(1, at(height, to.height)),
    }));
  };
}
