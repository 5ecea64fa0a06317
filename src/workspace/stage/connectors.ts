/**
 * Lines between layer headers that show which unit reads which, for networks that are not a chain. They run between and
 * below the columns, never over a map. Pure geometry.
 */
import type { Point } from './anchor';
import type { StageUnit } from './layers';
import type { Lane, StageLayout } from './layout';

/** Centre of a layer's name, from the top of its lane. */
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

const around = (lanes: readonly Lane[]): Column => ({
  left: Math.min(...lanes.map(({ x }) => x)),
  right: Math.max(...lanes.map(({ x, width }) => x + width)),
  bottom: Math.max(...lanes.map(({ y, height }) => y + height)),
});

/** Things by what they have in common, in their order. */
function grouped<K, T>(all: readonly T[], keyOf: (one: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

/** Tracks below the columns; one that has come up again may be taken by a line that begins where it ended. */
function createTracks(): (from: number, to: number) => number {
  const ends: number[] = [];
  return (from, to) => {
    const free = ends.findIndex((end) => end <= from);
    const track = free < 0 ? ends.length : free;
    ends[track] = to;
    return track;
  };
}

/** The corners of a line for each pair of units in which the second reads the first. */
export function connectors(units: readonly StageUnit[], { lanes }: StageLayout): readonly (readonly Point[])[] {
  const depthOf = (unit: number): number => units[unit]?.depth ?? 0;
  const lanesOf = grouped(lanes, ({ layer }) => layer.unit);
  const lanesAt = grouped(lanes, ({ layer }) => depthOf(layer.unit));
  const depths = [...new Set(units.map(({ depth }) => depth))].sort((a, b) => a - b);
  const columnAt = new Map(depths.map((depth, column) => [depth, column]));
  const columns = depths.map((depth) => around(lanesAt.get(depth) ?? []));
  const stacked = grouped(units, ({ depth }) => depth);
  const trackFor = createTracks();
  return units.flatMap(({ reads, depth }, index) =>
    [...new Set(reads)].flatMap((source): (readonly Point[])[] => {
      const [from = [], to = []] = [lanesOf.get(source), lanesOf.get(index)];
      const [first, last] = [to[0], from[0]];
      const [a = 0, b = 0] = [columnAt.get(depthOf(source)), columnAt.get(depth)];
      const [before, after] = [columns[a], columns[b]];
      const unit = units[source];
      if (!first || !last || !before || !after || !unit) return [];
      const start: Point = { x: around(from).right + ARROW, y: last.y + NAME };
      const end: Point = { x: first.x - ARROW, y: first.y + NAME };
      const place = stacked.get(unit.depth)?.indexOf(unit) ?? 0;
      const down = Math.min(before.right + BESIDE + place * APART, (columns[a + 1]?.left ?? Infinity) - BESIDE);
      if (b === a + 1) return [[start, { x: down, y: start.y }, { x: down, y: end.y }, end]];
      const lowest = Math.max(...columns.slice(a + 1, b).map(({ bottom }) => bottom));
      const track = lowest + BESIDE + trackFor(a, b) * APART;
      const up = after.left - BESIDE - ARROW;
      const below = [down, up].map((x) => ({ x, y: track }));
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
