/**
 * Lines between layer headers that show which unit reads which, for networks that are not a chain. They run between and
 * below the columns, never over a map. Pure geometry.
 */
import type { Point } from './anchor';
import type { StageUnit } from './layers';
import type { Block, StageLayout } from './layout';

/** Centre of a layer's name, from the top of its block. */
const NAME = 9;
/** From a column to the first line beside it, and between lines. */
const BESIDE = 5;
const APART = 3;
/** Room for the arrow at a line's end, before the name it points at. */
const ARROW = 4;

interface Column {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
}

const around = (blocks: readonly Block[]): Column => ({
  left: Math.min(...blocks.map(({ x }) => x)),
  right: Math.max(...blocks.map(({ x, width }) => x + width)),
  bottom: Math.max(...blocks.map(({ y, height }) => y + height)),
});

/** The corners of a line for each pair of units in which the second reads the first. */
export function connectors(units: readonly StageUnit[], { blocks }: StageLayout): readonly (readonly Point[])[] {
  const blocksOf = (unit: number): readonly Block[] => blocks.filter(({ layer }) => layer.unit === unit);
  const depths = [...new Set(units.map(({ depth }) => depth))].sort((a, b) => a - b);
  const columns = depths.map((depth) => around(blocks.filter(({ layer }) => units[layer.unit]?.depth === depth)));
  let lanes = 0;
  return units.flatMap(({ reads, depth }, index) =>
    [...new Set(reads)].flatMap((source): (readonly Point[])[] => {
      const [from, to] = [blocksOf(source), blocksOf(index)];
      const [first, last] = [to[0], from[0]];
      const [a, b] = [depths.indexOf(units[source]?.depth ?? 0), depths.indexOf(depth)];
      const [before, after] = [columns[a], columns[b]];
      if (!first || !last || !before || !after) return [];
      const start: Point = { x: around(from).right + ARROW, y: last.y + NAME };
      const end: Point = { x: first.x - ARROW, y: first.y + NAME };
      const place = units.filter((unit, i) => i < source && unit.depth === units[source]?.depth).length;
      const down = Math.min(before.right + BESIDE + place * APART, (columns[a + 1]?.left ?? Infinity) - BESIDE);
      if (b === a + 1) return [[start, { x: down, y: start.y }, { x: down, y: end.y }, end]];
      const lane = Math.max(...columns.slice(a + 1, b).map(({ bottom }) => bottom)) + BESIDE + lanes * APART;
      lanes += 1;
      const up = after.left - BESIDE - ARROW;
      const below = [down, up].map((x) => ({ x, y: lane }));
      return [[start, { x: down, y: start.y }, ...below, { x: up, y: end.y }, end]];
    }),
  );
}

const CORNER = 5;

/** The point `length` along the way from one point to another, at most halfway. */
function towards(from: Point, to: Point, length: number): Point {
  const whole = Math.hypot(to.x - from.x, to.y - from.y);
  const share = whole === 0 ? 0 : Math.min(0.5, length / whole);
  return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
}

/** A line with rounded corners and an arrowhead, as an SVG path. */
export function connectorPath(corners: readonly Point[]): string {
  const write = ({ x, y }: Point): string => `${x} ${y}`;
  const [start, ...others] = corners;
  const end = corners.at(-1);
  if (!start || !end) return '';
  const turns = others.slice(0, -1).map((corner, i) => {
    const [before, after] = [corners[i] ?? corner, corners[i + 2] ?? corner];
    const [into, out] = [towards(corner, before, CORNER), towards(corner, after, CORNER)];
    return `L${write(into)}Q${write(corner)} ${write(out)}`;
  });
  return `M${write(start)}${turns.join('')}L${write(end)}m${-ARROW} ${-ARROW + 1}l${ARROW} ${ARROW - 1}l${-ARROW} ${ARROW - 1}`;
}
