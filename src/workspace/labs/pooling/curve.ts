/**
 * How each pooling's error grows with the strength of a noise or the distance of a shift: a job beside the frame runs
 * the current network at every strength.
 */

import { elements } from '../../../core/shapes';
import { yieldEvery } from '../../../core/yield';
import { createJobs } from '../../jobs/createJobs';
import type { Difference } from './difference';
import { differenceIn } from './measures';
import type { Pooling, Standing } from './pooling';
import { MOST_SHIFT, strongest } from './settings';
import type { RowKind } from './spec';

export interface CurvePoint {
  /** Strength of the noise, or pixels of the shift. */
  readonly at: number;
  readonly differences: ReadonlyMap<RowKind, Difference>;
}
export type Curve = readonly CurvePoint[];

/** Steps of a curve over a noise's strength. */
const STEPS = 10;

/** Everything the answer depends on, so that equal questions have equal curves. */
export interface CurveQuestion {
  readonly standing: Standing;
  /** Increases with every change of the picture. */
  readonly inputVersion: number;
  readonly channel: number;
}

export class Curves {
  constructor(private readonly pooling: Pooling) {}

  /** Null without a picture, or if another network has taken over meanwhile. */
  async curve({ standing, channel }: CurveQuestion): Promise<Curve | null> {
    const { pooling } = this;
    const { engine } = pooling.lab;
    const input = pooling.lab.inputValues();
    const { network } = standing;
    // After a change of size, the old input remains until the next frame.
    if (input?.length !== elements(network.spec.input.shape) || !engine.loaded) return null;
    // The input may be prepared again during the runs; all of them must use the same one.
    const picture = input.slice();
    const { experiment, over } = pooling.settings.getState();
    const { kinds } = standing.pooling;
    const read = kinds.flatMap((kind) => [
      pooling.tensor(standing, 'clean', kind),
      pooling.tensor(standing, 'changed', kind),
    ]);
    const places =
      experiment === 'noise'
        ? Array.from({ length: STEPS + 1 }, (_, i) => (strongest[over] * i) / STEPS)
        : Array.from({ length: MOST_SHIFT + 1 }, (_, i) => i);
    return pooling.lab.part(createJobs).start({
      subject: { network, weights: engine.loaded.stored.weights },
      async work({ run }) {
        const points: CurvePoint[] = [];
        const rest = yieldEvery();
        for (const at of places) {
          const change = experiment === 'noise' ? { [over]: at } : { across: at, down: 0 };
          const weights = await pooling.weightsFor(standing, change);
          const { tensors } = await run({ input: picture, weights, read });
          const differences = new Map<RowKind, Difference>();
          for (const [i, kind] of kinds.entries()) {
            differences.set(kind, differenceIn(standing, channel, tensors[2 * i], tensors[2 * i + 1]));
            await rest();
          }
          points.push({ at, differences });
        }
        return points;
      },
    });
  }
}
