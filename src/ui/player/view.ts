/** What the parts of a player show: one sweep, one frame's values, one index. */
import type { Palette } from '../../backend/types';
import type { progress, Step } from '../../workspace/player/figures';
import type { PlayerState, PlayerStore } from '../../workspace/player/player';
import type { PlayerSource, SweepValues } from '../../workspace/player/source';
import type { Sweep } from '../../workspace/player/sweep';
import type { Inks } from './draw';

export interface View {
  readonly source: PlayerSource;
  readonly sweep: Sweep;
  /** Which map of the layer. */
  readonly channel: number;
  readonly values: SweepValues;
  readonly player: PlayerStore;
  readonly state: PlayerState;
  /** The step of the shown position. */
  readonly step: Step;
  readonly done: ReturnType<typeof progress>;
  /** The shown part of the sum. */
  readonly part: number;
  readonly palette: Palette;
  readonly inks: Inks;
  /** Milliseconds that a window takes from one position to the next; 0: no animation. */
  readonly glide: number;
}
