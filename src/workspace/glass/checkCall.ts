/** Compares one kernel call with its twin and with another run: a question that can be sent to a worker. */
import { type Agreement, agreementOf, overall } from '../../insight/agreement';
import type { TensorId } from '../../kernels/kernel';
import { callOf, type PortableCall } from '../../kernels/portable';

export interface CallQuestion {
  readonly call: PortableCall;
  /** Every tensor of the call. */
  readonly values: ReadonlyMap<TensorId, Float32Array>;
  /** Its outputs in another run of the whole network; null if there is none. */
  readonly other: ReadonlyMap<TensorId, Float32Array> | null;
}

export interface CallAnswer extends Agreement {
  /** Largest difference from the other run, including the errors of all earlier layers. */
  readonly carried: number | null;
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const [value, other] = [a[i] ?? Number.NaN, b[i] ?? Number.NaN];
    if (Object.is(value, other)) continue;
    const difference = Math.abs(value - other);
    largest = Number.isFinite(difference) ? Math.max(largest, difference) : Number.POSITIVE_INFINITY;
  }
  return largest;
}

/** Throws EngineError('unsupported') for an unknown kernel. */
export function checkCall({ call, values, other }: CallQuestion): CallAnswer {
  const valuesOf = (id: TensorId): Float32Array => values.get(id) ?? new Float32Array();
  const differences = other && [...other].map(([id, compared]) => largestDifference(valuesOf(id), compared));
  return { ...overall(agreementOf(callOf(call), valuesOf)), carried: differences && Math.max(0, ...differences) };
}
