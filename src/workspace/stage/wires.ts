/**
 * Connections at rest: which are drawn between the maps on the stage, and how strongly. Each stands for a share of the
 * lead: a gutter takes its strongest connections until they make up most of the sum of |share|; the lines within a lane
 * and from the input have their map's share; what a dense layer votes is drawn whole. Pure.
 */
import { INPUT } from '../../graph/model';
import type { Link, Shares } from './shares';
import { type End, type Place, type Stop, Stops } from './stops';
import { laid } from './wirePaths';

export type { End, Place } from './stops';

export interface Wire {
  readonly from: End;
  readonly to: End;
  readonly share: number;
  /** CSS pixels. */
  readonly width: number;
  readonly opacity: number;
  /** A point, then curves one after the other: two control points and an end point each, as x, y. */
  readonly path: readonly number[];
  /** Which of the curves pass beside other lanes, and are paler. */
  readonly passing: readonly number[];
}

export interface WireOptions {
  /** Which way the network flows. */
  readonly direction: 'across' | 'down';
  /** Pixels between two rows of lanes. */
  readonly gap?: number | undefined;
  /** Layers that stand on the stage: others are not asked for their places. Absent: any may. */
  readonly shown?: ReadonlySet<string> | undefined;
  /** The map that is pointed at: all its connections are drawn, the others fade. */
  readonly pointed?: End | null;
}

/** A wire without its path. */
export interface Planned extends Omit<Wire, 'path' | 'passing'> {
  readonly from: Stop;
  readonly to: Stop;
}

/** Widths and opacities of the weakest and the strongest wire. */
interface Look {
  readonly width: readonly [number, number];
  readonly opacity: readonly [number, number];
}

const plain: Look = { width: [0.5, 3.5], opacity: [0.2, 0.62] };
const forWinner: Look = { width: [0.8, 7], opacity: [0.35, 0.85] };
const forOthers: Look = { width: [0.4, 3.4], opacity: [0.05, 0.26] };

/** A gutter's share of its sum of |share|, and the most wires; more of them into a dense layer, fewer on a phone. */
const COVERED = 0.85;
const MOST = 40;
const MOST_DENSE = 56;
const MOST_DOWN = 30;
/** Most wires into one lane that stands behind another of its block. */
const MOST_BEHIND = 3;
/** More votes than this hide each other: only the strongest for the shown class are drawn. */
const MOST_VOTES = 1500;
const FADED = 0.15;
/** Down a page, maps are smaller and wires finer. */
const FINE = { across: 1, down: 0.72 } as const;

/** A connection whose ends both stand on the stage. */
interface Found {
  readonly from: Stop;
  readonly to: Stop;
  readonly share: number;
}

/** The wires of a stage, the weakest of each kind first. */
export function wiresOf(shares: Shares, place: Place, options: WireOptions): readonly Wire[] {
  const { direction, pointed = null, shown } = options;
  const stops = new Stops(shares, direction === 'down' ? turned(place) : place);
  const stands = (layer: string): boolean => !shown || stops.laneOf(layer).some((id) => shown.has(id));
  const links = shares.links.filter(({ to }) => stands(to));
  const touches = (from: End, to: End): boolean =>
    pointed !== null && (stops.isSame(from, pointed) || stops.isSame(to, pointed));
  const planned: Planned[] = [];
  const add = (all: readonly Found[], look: Look, most: number): void => {
    for (const { from, to, share } of [...all].sort((a, b) => Math.abs(a.share) - Math.abs(b.share))) {
      const t = Math.min(1, Math.abs(share) / most);
      const faded = pointed && !touches(from, to) ? FADED : 1;
      const [width, opacity] = [FINE[direction] * between(look.width, t), faded * between(look.opacity, Math.sqrt(t))];
      planned.push({ from, to, share, width, opacity });
    }
  };

  const lines = [...inputLines(links, shares, stops), ...laneLines(shares, stops, stands)];
  add(lines, plain, largest(lines));
  for (const gutter of gutters(links)) {
    const limit = direction === 'down' ? MOST_DOWN : isStrip(gutter, shares) ? MOST_DENSE : MOST;
    const { found, most } = choose(gutter, stops, { limit, competes: () => true, isKept: touches });
    add(found, plain, most);
  }
  if (shares.votes) {
    const isOwn = ({ channel }: End): boolean => channel === shares.of;
    const isFew = shares.votes.values.length <= MOST_VOTES;
    const rules = { limit: MOST_DENSE, competes: isOwn, isKept: isFew ? () => true : touches };
    const { found, most } = choose([shares.votes], stops, rules);
    const [own, others] = [true, false].map((is) => found.filter(({ to }) => isOwn(to) === is));
    add(others ?? [], forOthers, most);
    add(own ?? [], forWinner, most);
  }
  return laid(planned, stops, options);
}

const between = ([least, most]: readonly [number, number], part: number): number => least + (most - least) * part;

/** The same places with x and y exchanged. */
const turned =
  (place: Place): Place =>
  (layer, channel) => {
    const box = place(layer, channel);
    return box && { x: box.y, y: box.x, width: box.height, height: box.width };
  };

const largest = (all: readonly Found[]): number =>
  all.reduce((most, { share }) => Math.max(most, Math.abs(share)), Number.MIN_VALUE);

/** Whether the layer read into has no maps: as many values as channels. */
const isStrip = ([link]: readonly Link[], { flow }: Shares): boolean =>
  flow.readers.some(({ node, by }) => node.id === link?.to && by === 'weights' && node.shape.length === 2);

/** Links into one layer belong to one gutter; those from the input are lines of their own. */
function gutters(links: readonly Link[]): readonly (readonly Link[])[] {
  const byReader = new Map<string, Link[]>();
  for (const link of links) {
    if (link.from !== INPUT) byReader.set(link.to, [...(byReader.get(link.to) ?? []), link]);
  }
  return [...byReader.values()];
}

const counts = (share: number): boolean => share !== 0 && Number.isFinite(share);

/** Calls back for every connection of a link whose ends are on the stage and whose share counts. */
function visit(
  { from, to, values, toChannels, groups, first }: Link,
  stops: Stops,
  act: (from: Stop, to: Stop, share: number) => void,
): void {
  const perChannel = values.length / toChannels;
  const starts = Array.from({ length: perChannel * groups }, (_, channel) => stops.outOf(from, channel));
  for (let k = 0; k < toChannels; k++) {
    const end = stops.into(to, first + k);
    if (!end) continue;
    const group = Math.floor((k * groups) / toChannels);
    for (let c = 0; c < perChannel; c++) {
      const start = starts[group * perChannel + c];
      const share = values[k * perChannel + c] ?? 0;
      if (start && counts(share)) act(start, end, share);
    }
  }
}

interface Rules {
  /** The most connections that are drawn for their strength. */
  readonly limit: number;
  /** Whether those into this end may be among them. */
  competes(to: Stop): boolean;
  /** Whether a connection is drawn in any case. */
  isKept(from: Stop, to: Stop): boolean;
}

/**
 * The strongest connections until they cover most of the sum, no more than a few into a lane that stands behind another,
 * and those kept in any case; and the largest |share| of all. Looks at each once: a wide layer has many.
 */
function choose(links: readonly Link[], stops: Stops, rules: Rules): { found: readonly Found[]; most: number } {
  const kept: Found[] = [];
  // The strongest, largest first, and some to take the places of those that are too many into one lane.
  const room = rules.limit * (1 + MOST_BEHIND);
  const ranked: Found[] = [];
  let [sum, most] = [0, Number.MIN_VALUE];
  const look = (from: Stop, to: Stop, share: number): void => {
    const size = Math.abs(share);
    most = Math.max(most, size);
    if (rules.isKept(from, to)) kept.push({ from, to, share });
    if (!rules.competes(to)) return;
    sum += size;
    if (ranked.length === room && size <= Math.abs(ranked.at(-1)?.share ?? 0)) return;
    if (ranked.length === room) ranked.pop();
    ranked.splice(rankIn(ranked, size), 0, { from, to, share });
  };
  for (const link of links) visit(link, stops, look);
  const chosen = covering(ranked, COVERED * sum, rules.limit, stops);
  return { found: [...kept, ...chosen.filter(({ from, to }) => !rules.isKept(from, to))], most };
}

/** Where a size belongs in a list that descends; behind its equals. */
function rankIn(ranked: readonly Found[], size: number): number {
  let [low, high] = [0, ranked.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Math.abs(ranked[middle]?.share ?? 0) >= size) low = middle + 1;
    else high = middle;
  }
  return low;
}

function covering(ranked: readonly Found[], wanted: number, limit: number, stops: Stops): readonly Found[] {
  const intoBehind = new Map<string, number>();
  const chosen: Found[] = [];
  let covered = 0;
  for (const each of ranked) {
    if (chosen.length >= limit || covered >= wanted) break;
    covered += Math.abs(each.share);
    if (stops.isBehind(each.to)) {
      const key = `${each.to.channel} ${each.to.layer}`;
      const count = intoBehind.get(key) ?? 0;
      intoBehind.set(key, count + 1);
      if (count >= MOST_BEHIND) continue;
    }
    chosen.push(each);
  }
  return chosen;
}

/** Lines from the input to what reads it, with the share of the map they lead to. */
function inputLines(links: readonly Link[], { maps }: Shares, stops: Stops): readonly Found[] {
  const from = stops.outOf(INPUT, 0);
  if (!from) return [];
  return links
    .filter((link) => link.from === INPUT)
    .flatMap(({ to }) =>
      [...(maps.get(to) ?? [])].flatMap((share, channel) => {
        const end = stops.into(to, channel);
        return end && counts(share) ? [{ from, to: end, share }] : [];
      }),
    );
}

/** Lines from map to map within a lane. */
function laneLines({ flow, maps }: Shares, stops: Stops, stands: (layer: string) => boolean): readonly Found[] {
  return flow.lanes.flatMap((lane) => {
    if (!stands(lane[0] ?? INPUT)) return [];
    const shares = maps.get(lane[0] ?? INPUT);
    return [...(shares ?? [])].flatMap((share, channel) => {
      if (!counts(share)) return [];
      const placed = stops.along(lane, channel);
      return placed.slice(1).flatMap((to, i): Found[] => {
        const from = placed[i];
        return from ? [{ from, to, share }] : [];
      });
    });
  });
}
