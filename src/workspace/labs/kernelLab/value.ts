/**
 * One value of a filter's map in numbers: from the picture and the design at hand, without waiting for the engine; with
 * the engine's result as soon as it is known. Products and sums are recomputed in float64 and rounded so that their
 * digits add up.
 */
import { elements } from '../../../core/shapes';
import type { ResolvedModel } from '../../../graph/model';
import { explainFrom } from '../../../insight/equation';
import { activationOf } from '../../../kernels/activation';
import { layerOf } from '../../../layers';
import { type Step, stepFrom } from '../../player/figures';
import { type Sweep, sweepOf } from '../../player/sweep';
import type { KernelLayer } from './design';

/** The sweep over one map of a convolution; of 1 x 1 maps too, which as such would be a vector of all of them. */
export function mapSweep(model: ResolvedModel, id: string, map: number): Sweep | null {
  const sweep = sweepOf(model, id, map);
  return sweep?.isVector ? { ...sweep, isVector: false, first: map, count: 1, rows: 1, columns: 1 } : sweep;
}

export type Parameters = ReadonlyMap<string, Float32Array>;

/** A layer's weights and biases by name; null if the network is not (or not yet) of this design. */
export function parametersOf(layer: KernelLayer | undefined, { weights }: Sweep['node']): Parameters | null {
  if (!layer) return null;
  const parameters = new Map([
    ['weight', new Float32Array(layer.weights)],
    ['bias', new Float32Array(layer.biases)],
  ]);
  const isSame = weights.every(({ name, shape }) => parameters.get(name)?.length === elements(shape));
  return isSame ? parameters : null;
}

/** The engine's results; null while they are unknown. */
export interface Results {
  readonly result: number | null;
  readonly activated: number | null;
}

/** Digits of the largest number: enough to follow, few enough to add up along with it. */
const DIGITS = 3;

export function stepIn(
  sweep: Sweep,
  source: Float32Array,
  parameters: Parameters,
  position: number,
  results: Results,
): Step {
  const explanation = explainFrom(sweep.node, [source], parameters, sweep.first + position);
  const result = results.result ?? Math.fround(explanation.result);
  const { activation } = sweep;
  if (!activation) return stepFrom(sweep, position, explanation, result, null, DIGITS);
  const applied = layerOf(activation.type).activation?.(activation.attributes);
  const f = applied && activationOf(applied.activation).f;
  const activated = results.activated ?? (f ? Math.fround(f(result, applied.alpha, applied.beta)) : Number.NaN);
  return stepFrom(sweep, position, explanation, result, activated, DIGITS);
}

/** Places looked at a side. */
const LOOKED_AT = 16;

/** A place worth looking at first: the strongest of a few hundred, away from the border; null if all are the same. */
export function liveliest(sweep: Sweep, source: Float32Array, parameters: Parameters): number | null {
  const { rows, columns, node, first } = sweep;
  const places = Array.from({ length: LOOKED_AT ** 2 }, (_, i) => {
    const inner = (at: number, size: number): number => Math.floor(size * (0.2 + (0.6 * (at + 0.5)) / LOOKED_AT));
    return inner(Math.floor(i / LOOKED_AT), rows) * columns + inner(i % LOOKED_AT, columns);
  });
  let [best, most, least] = [0, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const place of new Set(places)) {
    const { result } = explainFrom(node, [source], parameters, first + place);
    if (result > most) [best, most] = [place, result];
    least = Math.min(least, result);
  }
  return most > least ? best : null;
}

interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** The same place on a map of another size. */
export function relocated(position: number, before: Size, now: Size): number {
  const along = (at: number, from: number, to: number): number =>
    Math.min(to - 1, Math.floor(((at + 0.5) * to) / from));
  const row = along(Math.floor(position / before.columns), before.rows, now.rows);
  return row * now.columns + along(position % before.columns, before.columns, now.columns);
}
