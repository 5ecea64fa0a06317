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

/** A connection whose ends both stand on the stage. */
interface Found {
  readonly from: Stop;
  readonly to: Stop;
  readonly share: number;
}

/** The wires of a stage, the weakest of each kind first. */
export function wiresOf(shares: Shares, place: Place, options: WireOptions): readonly Wire[] {
  const { direction } = options;
  const stops = new Stops(shares, direction === 'down' ? turned(place) : place);
  const { pointed = null } = options;
  const touches = ({ from, to }: Found): boolean =>
    pointed !== null && (stops.isSame(from, pointed) || stops.isSame(to, pointed));
  const planned: Planned[] = [];
  const add = (all: readonly Found[], look: Look, most: number): void => {
    const sorted = [...all].sort((a, b) => Math.abs(a.share) - Math.abs(b.share));
    for (const each of sorted) {
      const { from, to, share } = each;
      const t = Math.min(1, Math.abs(share) / most);
      const between = ([least, widest]: readonly [number, number], part: number): number =>
        least + (widest - least) * part;
      const opacity = between(look.opacity, Math.sqrt(t)) * (pointed && !touches(each) ? FADED : 1);
      planned.push({ from, to, share, width: between(look.width, t), opacity });
    }
  };

  const lines = [...inputLines(shares, stops), ...laneLines(shares, stops)];
  add(lines, plain, largest(lines));
  for (const gutter of gutters(shares.links)) {
    const all = gutter.flatMap((link) => connections(link, stops));
    const limit = direction === 'down' ? MOST_DOWN : isStrip(gutter, shares) ? MOST_DENSE : MOST;
    const chosen = new Set(strongest(all, limit, stops));
    add(
      all.filter((each) => chosen.has(each) || touches(each)),
      plain,
      largest(all),
    );
  }
  const votes = shares.votes ? connections(shares.votes, stops) : [];
  const most = largest(votes);
  const isFor = ({ to }: Found): boolean => to.channel === shares.of;
  if (votes.length <= MOST_VOTES)
    add(
      votes.filter((vote) => !isFor(vote)),
      forOthers,
      most,
    );
  const own = votes.filter(isFor);
  add(votes.length <= MOST_VOTES ? own : strongest(own, MOST_DENSE, stops), forWinner, most);
  return laid(planned, stops, options);
}

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

/** All connections of a link whose ends are on the stage. */
function connections({ from, to, values, toChannels, groups, first }: Link, stops: Stops): readonly Found[] {
  const found: Found[] = [];
  const perChannel = values.length / toChannels;
  const starts = new Map<number, Stop | null>();
  for (let k = 0; k < toChannels; k++) {
    const end = stops.into(to, first + k);
    if (!end) continue;
    const group = Math.floor((k * groups) / toChannels);
    for (let c = 0; c < perChannel; c++) {
      const share = values[k * perChannel + c] ?? 0;
      if (!counts(share)) continue;
      const channel = group * perChannel + c;
      const start = starts.get(channel) ?? stops.outOf(from, channel);
      starts.set(channel, start);
      if (start) found.push({ from: start, to: end, share });
    }
  }
  return found;
}

/** The strongest until they cover most of the sum, but no more than a few into a lane that stands behind another. */
function strongest(all: readonly Found[], most: number, stops: Stops): readonly Found[] {
  const sum = all.reduce((total, { share }) => total + Math.abs(share), 0);
  const intoBehind = new Map<string, number>();
  const chosen: Found[] = [];
  let covered = 0;
  for (const each of [...all].sort((a, b) => Math.abs(b.share) - Math.abs(a.share))) {
    if (chosen.length >= most || covered >= COVERED * sum) break;
    covered += Math.abs(each.share);
    const { layer, channel } = each.to;
    const key = `${channel} ${layer}`;
    const count = intoBehind.get(key) ?? 0;
    intoBehind.set(key, count + 1);
    if (count < MOST_BEHIND || !stops.isBehind(each.to)) chosen.push(each);
  }
  return chosen;
}

/** Lines from the input to what reads it, with the share of the map they lead to. */
function inputLines({ links, maps }: Shares, stops: Stops): readonly Found[] {
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
function laneLines({ flow, maps }: Shares, stops: Stops): readonly Found[] {
  return flow.lanes.flatMap((lane) => {
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
