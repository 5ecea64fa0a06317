/**
 * How each pooling's error grows with the strength of a noise, or with the distance of a shift: the network that stands
 * is run at every strength by a second program beside the frame.
 */
import { breather } from '../../../core/breathe';
import { elements } from '../../../core/shapes';
import { createShadow, type Shadow } from '../../shadow';
import type { Difference } from './difference';
import { differenceIn } from './measures';
import type { Pooling, Standing } from './pooling';
import { MOST_SHIFT, strongest } from './settings';
import type { RowKind } from './spec';

export interface CurvePoint {
  /** The noise's strength, or the pixels of the shift. */
  readonly at: number;
  readonly differences: ReadonlyMap<RowKind, Difference>;
}
export type Curve = readonly CurvePoint[];

/** Steps of a curve over the strength of a noise. */
const STEPS = 10;

/** What is asked: everything that the answer depends on, so that the same question is the same curve. */
export interface CurveQuestion {
  readonly standing: Standing;
  /** Grows with every change of the picture. */
  readonly inputVersion: number;
  readonly channel: number;
}

export class Curves {
  private readonly shadow: Shadow;

  constructor(private readonly pooling: Pooling) {
    this.shadow = pooling.lab.part(createShadow);
  }

  /** Null when there is no picture, or when another network has taken over meanwhile. */
  async curve({ standing, channel }: CurveQuestion): Promise<Curve | null> {
    const input = this.pooling.lab.inputValues();
    // After another size was chosen, the input of before stands until the next frame.
    if (input?.length !== elements(standing.network.spec.input.shape)) return null;
    // The input may be prepared anew while the runs go on: all are to be of the same.
    const picture = input.slice();
    const { experiment, over } = this.pooling.settings.getState();
    const { kinds } = standing.pooling;
    const read = kinds.flatMap((kind) => [
      this.pooling.tensor(standing, 'clean', kind),
      this.pooling.tensor(standing, 'changed', kind),
    ]);
    const places =
      experiment === 'noise'
        ? Array.from({ length: STEPS + 1 }, (_, i) => (strongest[over] * i) / STEPS)
        : Array.from({ length: MOST_SHIFT + 1 }, (_, i) => i);
    const points: CurvePoint[] = [];
    const rest = breather();
    for (const at of places) {
      if (standing !== this.pooling.standing.getState().now) return null;
      const change = experiment === 'noise' ? { [over]: at } : { across: at, down: 0 };
      const weights = await this.pooling.weightsFor(standing, change);
      const result = await this.shadow.run(picture, { network: standing.network, weights, read });
      if (!result || standing !== this.pooling.standing.getState().now) return null;
      const differences = new Map<RowKind, Difference>();
      for (const [i, kind] of kinds.entries()) {
        const [clean, changed] = [result.tensors[2 * i], result.tensors[2 * i + 1]];
        differences.set(kind, differenceIn(standing, channel, clean, changed));
        await rest();
      }
      points.push({ at, differences });
    }
    return points;
  }
}
