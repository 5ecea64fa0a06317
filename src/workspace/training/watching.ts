/** How a run is watched: the tracks of its timeline, the timeline's axis, and the kernel that is followed. */
import type { PageCodec } from '../address/codec';
import { listText, readList, readNumber } from '../address/text';
import { isChoice } from '../choices';
import type { Film } from './film';

export const trackNames = ['accuracy', 'loss', 'drawing', 'kernel', 'steps', 'gradients'] as const;
export type TrackName = (typeof trackNames)[number];

/** Film time, in which early changes have room; or all steps evenly. */
export const axes = ['film', 'even'] as const;
export type AxisName = (typeof axes)[number];

/** What the colours of kernels end at: the largest weight of the moment, or of the whole run. */
export const ranges = ['moment', 'run'] as const;
export type RangeName = (typeof ranges)[number];

export interface Watching {
  /** In the order of `trackNames`; null: as many as there is room for. */
  readonly tracks: readonly TrackName[] | null;
  readonly axis: AxisName;
  readonly range: RangeName;
  /** A row a class of what the drawing was taken for, instead of one in all. */
  readonly isTall: boolean;
  /** The followed filter of the first layer, by its place. */
  readonly filter: number;
}

export const watchedAtFirst: Watching = { tracks: null, axis: 'film', range: 'moment', isTall: false, filter: 0 };

/** Room for a kernel's number in an address. */
const MOST_FILTERS = 4096;

export const watchingCodec: PageCodec<Watching> = {
  names: ['tracks', 'axis', 'scale', 'rows', 'kernel'],
  read(parameters) {
    const [axis, range, tracks] = [parameters.get('axis'), parameters.get('scale'), parameters.get('tracks')];
    const named = readList(tracks);
    const number = readNumber(parameters.get('kernel'), 1, MOST_FILTERS);
    return {
      tracks: tracks === null ? null : trackNames.filter((name) => named.includes(name)),
      axis: isChoice(axes, axis) ? axis : watchedAtFirst.axis,
      range: isChoice(ranges, range) ? range : watchedAtFirst.range,
      isTall: parameters.get('rows') === 'true',
      filter: Math.round(number ?? 1) - 1,
    };
  },
  write: ({ tracks, axis, range, isTall, filter }) => ({
    // A timeline without any track is a choice, too.
    tracks: tracks && (listText(tracks) ?? 'none'),
    axis: axis === watchedAtFirst.axis ? null : axis,
    scale: range === watchedAtFirst.range ? null : range,
    rows: isTall ? 'true' : null,
    kernel: filter === watchedAtFirst.filter ? null : String(filter + 1),
  }),
};

/** Tracks with one more, or one less. */
export const toggled = (tracks: readonly TrackName[], name: TrackName): readonly TrackName[] =>
  trackNames.filter((each) => tracks.includes(each) !== (each === name));

/** A place along the timeline, 0 to 1, for every step, and back. */
export interface AxisScale {
  shareAt(step: number): number;
  stepAt(share: number): number;
}

export const scaleOf = (film: Film, axis: AxisName): AxisScale =>
  axis === 'even'
    ? { shareAt: (step) => step / film.steps, stepAt: (share) => share * film.steps }
    : {
        shareAt: (step) => film.secondsAt(step) / film.seconds,
        stepAt: (share) => film.stepAt(share * film.seconds),
      };

/** The last place in an ascending list that is not past `share`; -1 before the first. */
export const standingAt = (shares: readonly number[], share: number): number =>
  shares.findLastIndex((each) => each <= share);

/**
 * The moments of a strip of pictures along the timeline, each as wide as all others: the one that stands at the middle
 * of its picture or, until the run has come there, the last. `shares`: where the moments lie.
 */
export function filmStrip(shares: readonly number[], pictures: number): readonly number[] {
  const last = shares.at(-1) ?? -1;
  return Array.from({ length: pictures }, (_, i) => i / pictures)
    .filter((start) => start <= last)
    .map((start) => standingAt(shares, Math.min(last, start + 0.5 / pictures)));
}
