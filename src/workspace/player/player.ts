/**
 * The position of a sweep: one index (the output position, and how many phases of its step are done) determines
 * everything shown. `advanced`, which is pure, moves time on; the clock only supplies the amount.
 */
import { createStore } from 'zustand/vanilla';

/** One product a second, slow enough to be worked out along with it; or whole windows, so many rows a second. */
export const speeds = ['products', 'halfRow', 'row', 'fourRows'] as const;
export type Speed = (typeof speeds)[number];
const rowsPerSecond = { halfRow: 0.5, row: 1, fourRows: 4 } as const;

export interface PlayerState {
  /** Number of output values, how many of them are in a row, and phases of each value's step. */
  readonly count: number;
  readonly columns: number;
  readonly phases: number;
  readonly position: number;
  /** Phases done of this position's step, from 0 to `phases`. */
  readonly phase: number;
  /** Milliseconds since the last tick. */
  readonly since: number;
  readonly speed: Speed;
  readonly isPlaying: boolean;
  /** The position under the pointer, shown instead of the index until the pointer leaves. */
  readonly pointed: number | null;
  /** The part of the sum selected for viewing; null: the one being computed. */
  readonly part: number | null;
}

export const createPlayer = (
  { count, columns }: Pick<PlayerState, 'count' | 'columns'>,
  phases: number,
  position = 0,
) =>
  createStore<PlayerState>()(() => ({
    count,
    columns,
    phases,
    position: Math.min(count - 1, Math.max(0, position)),
    phase: 0,
    since: 0,
    speed: 'products',
    isPlaying: false,
    pointed: null,
    part: null,
  }));

export type PlayerStore = ReturnType<typeof createPlayer>;

/** Milliseconds until the next tick. */
export const tickOf = ({ speed, columns }: Pick<PlayerState, 'speed' | 'columns'>): number =>
  speed === 'products' ? 1000 : 1000 / (rowsPerSecond[speed] * columns);

export const isAtEnd = ({ position, count, phase, phases }: PlayerState): boolean =>
  position >= count - 1 && phase >= phases;

type Index = Pick<PlayerState, 'position' | 'phase'>;

/** The index after one tick; unchanged at the end. */
export function stepped(state: PlayerState): Index {
  const { position, phase, phases, speed, count } = state;
  if (phase < phases) return { position, phase: speed === 'products' ? phase + 1 : phases };
  if (position >= count - 1) return { position, phase };
  return { position: position + 1, phase: speed === 'products' ? 0 : phases };
}

/** The state after some milliseconds of playing; stops at the end. */
export function advanced(state: PlayerState, milliseconds: number): PlayerState {
  let now: PlayerState = { ...state, since: state.since + milliseconds };
  for (let tick = tickOf(now); now.since >= tick && !isAtEnd(now); tick = tickOf(now)) {
    // A selected part is shown for one step.
    const next = stepped(now);
    now = { ...now, ...next, since: now.since - tick, part: next.position === now.position ? now.part : null };
  }
  return isAtEnd(now) ? { ...now, since: 0, isPlaying: false } : now;
}

/** Resumes playing; from the end, restarts. */
export function play(player: PlayerStore): void {
  player.setState((state) => ({
    isPlaying: true,
    pointed: null,
    part: null,
    since: 0,
    ...(isAtEnd(state) ? { position: 0, phase: 0 } : {}),
  }));
}

export const pause = (player: PlayerStore): void => player.setState({ isPlaying: false });

export const toggle = (player: PlayerStore): void => (player.getState().isPlaying ? pause : play)(player);

/** One tick, then pauses. */
export function step(player: PlayerStore): void {
  player.setState((state) => ({ ...stepped(state), isPlaying: false, pointed: null, part: null, since: 0 }));
}

/** Jumps to a position, with its whole step done. */
export function seek(player: PlayerStore, position: number): void {
  player.setState(({ count, phases }) => ({
    position: Math.min(count - 1, Math.max(0, position)),
    phase: phases,
    isPlaying: false,
    pointed: null,
    part: null,
    since: 0,
  }));
}

/** Moves by rows and columns of the output, as arrow keys do; stays on the map. */
export function walk(player: PlayerStore, columns: number, across: number, down: number): void {
  const { position, count } = player.getState();
  const column = (position % columns) + across;
  const next = position + across + down * columns;
  if (column >= 0 && column < columns && next >= 0 && next < count) seek(player, next);
}

/** Back to the start: nothing is computed yet. */
export const reset = (player: PlayerStore): void =>
  player.setState({ position: 0, phase: 0, isPlaying: false, pointed: null, part: null, since: 0 });

export const finish = (player: PlayerStore): void => seek(player, player.getState().count - 1);

/** Shows the position under the pointer, unless the sweep is running. */
export function point(player: PlayerStore, pointed: number | null): void {
  const state = player.getState();
  if (!state.isPlaying && state.pointed !== pointed) player.setState({ pointed });
}

/** The index shown: the pointer's, or the sweep's. */
export const shownIndex = ({ pointed, position, phase, phases }: PlayerState): Index =>
  pointed === null ? { position, phase } : { position: pointed, phase: phases };
