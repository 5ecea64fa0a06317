/** Where a map, a cell or a class stands on the stage. Pure geometry. */
import type { Lane, StageLayout } from './layout';
import { type Box, pixelBox } from './pointer';

/** Between the rows of the answer; with it, each is large enough to point at where there is room. */
export const ROW_GAP = 2;
const LEAST_ROW = { wanted: 22, small: 19 } as const;
/** Left for the likeliest class before the others are larger. */
const LIKELIEST = 60;

/** More classes than this do not stand one below the other; the likeliest of them do. */
export const MOST_ROWS = 24;

/** The least height of a row of the answer, in pixels. */
export function leastRow(height: number, count: number, unit: number): number {
  const fitting = (height - LIKELIEST * unit - (count - 1) * ROW_GAP) / Math.max(1, count);
  return Math.max(LEAST_ROW.small * unit, Math.min(LEAST_ROW.wanted * unit, fitting));
}

const lanesOf = new WeakMap<StageLayout, ReadonlyMap<string, Lane>>();

/** The place of a layer, in time that does not grow with their number. */
function laneIn(layout: StageLayout, layer: string): Lane | undefined {
  let lanes = lanesOf.get(layout);
  if (!lanes) {
    lanes = new Map(layout.lanes.map((lane) => [lane.layer.id, lane]));
    lanesOf.set(layout, lanes);
  }
  return lanes.get(layer);
}

/** The box of a channel of a layer, or of a cell of one without maps; null if it is folded away. */
export function placeIn(
  layout: StageLayout,
  layer: string,
  channel: number,
  answer: readonly number[] | null,
): Box | null {
  const lane = laneIn(layout, layer);
  if (!lane || lane.count === 0) return null;
  // A picture's planes are read together.
  if (lane.layer.kind === 'input') return layout.seen;
  // Down the page the rows lie one behind the other: only the likeliest is voted for in sight.
  const isBehind = layout.direction === 'down' && answer !== null && channel !== answer.indexOf(Math.max(...answer));
  if (lane.drawn === 'rows') return isBehind ? null : classRow(layout, lane.layer.rows, channel, answer);
  if (lane.layer.form === 'maps') return lane.tiles.find(({ plane }) => plane === channel) ?? null;
  return pixelBox(layout, { layer, channel: 0, row: channel, column: 0, index: channel });
}

const likeliest = new WeakMap<readonly number[], readonly number[]>();

/** The classes that have a row, in order. */
export function shownClasses(count: number, answer: readonly number[] | null): readonly number[] {
  const known = answer && likeliest.get(answer);
  if (known) return known;
  const all = Array.from({ length: count }, (_, index) => index);
  const ranked = answer && count > MOST_ROWS ? all.sort((a, b) => (answer[b] ?? 0) - (answer[a] ?? 0) || a - b) : all;
  const shown = ranked.slice(0, MOST_ROWS).sort((a, b) => a - b);
  if (answer) likeliest.set(answer, shown);
  return shown;
}

/** The row of a class; null for one of many that has none. */
export function classRow(
  layout: StageLayout,
  count: number,
  index: number,
  answer: readonly number[] | null,
): Box | null {
  if (count <= MOST_ROWS) return rowOf(layout, count, index, answer);
  const shown = shownClasses(count, answer);
  const row = shown.indexOf(index);
  return row < 0 ? null : rowOf(layout, shown.length, row, answer && shown.map((each) => answer[each] ?? 0));
}

/** The row of a class in the answer: its least height and its share of the rest. */
export function rowOf(
  { answer: box, unit }: StageLayout,
  count: number,
  row: number,
  answer: readonly number[] | null,
): Box | null {
  if (!box) return null;
  const [gap, least] = [ROW_GAP, leastRow(box.height, count, unit)];
  const rest = Math.max(0, box.height - (count - 1) * gap - count * least);
  const share = (index: number): number => (answer ? (answer[index] ?? 0) : 1 / count);
  let before = 0;
  for (let index = 0; index < row; index++) before += share(index);
  return { ...box, y: box.y + row * (least + gap) + before * rest, height: least + share(row) * rest };
}
