/** Batching many inputs into one run: the batch size, packing the inputs and splitting the results. */
import type { Plan } from '../../backend/types';
import { EngineError } from '../../core/errors';
import type { Progress } from '../../core/thread';
import { yieldEvery } from '../../core/yield';
import { type RunRequest, type RunResult, type TensorRef, tensorOf } from './programs';

/** Inputs per run. Larger batches gain nothing and would delay urgent jobs. */
const MOST = 64;
/** Multiply-accumulates per run, about ten milliseconds on a processor, and floats of its maps. */
const MOST_MACS = 200e6;
const MOST_FLOATS = 4e6;

type Shared = Omit<RunRequest, 'input'>;

interface Means {
  /** The plan for one input. */
  readonly plan: Plan;
  /** Throws EngineError if the model's layers only work for one. */
  planFor(batch: number): Plan;
  run(plan: Plan, asked: RunRequest): Promise<RunResult>;
  readonly progress: Progress;
}

/** How many of `count` inputs go into a run: a power of two, so that a few programs cover every count. */
export function batchSize({ macs, arenas }: Plan, count: number): number {
  const floats = arenas.reduce((sum, { kind, floats }) => sum + (kind === 'map' ? floats : 0), 0);
  const fitting = Math.min(MOST, MOST_MACS / macs, MOST_FLOATS / floats, 2 * count - 1);
  return 2 ** Math.floor(Math.log2(Math.max(1, fitting)));
}

/** Runs every input, in batches if the plan allows them. */
export async function runBatch(
  { plan, planFor, run, progress }: Means,
  count: number,
  input: (index: number) => Float32Array,
  shared: Shared,
): Promise<readonly RunResult[]> {
  const size = batchSize(plan, count);
  const batched = size > 1 ? plannedOrNull(() => planFor(size)) : null;
  const rest = yieldEvery();
  const results: RunResult[] = [];
  if (!batched) {
    while (results.length < count) {
      results.push(await run(plan, { ...shared, input: input(results.length) }));
      progress(results.length, count);
    }
    return results;
  }
  const { length } = tensorOf(plan, plan.input);
  const inputs = new Float32Array(size * length);
  const asked = { ...ofBatch(plan, batched, shared), input: inputs };
  while (results.length < count) {
    const some = Math.min(size, count - results.length);
    for (let k = 0; k < some; k++) {
      const values = input(results.length + k);
      if (values.length !== length) {
        throw new EngineError('shape', 'input', { expected: `${length} values`, got: values.length });
      }
      inputs.set(values, k * length);
      await rest();
    }
    const result = await run(batched, asked);
    for (let k = 0; k < some; k++) results.push(resultOf(plan, result, shared, k));
    progress(results.length, count);
  }
  return results;
}

function plannedOrNull(plan: () => Plan): Plan | null {
  try {
    return plan();
  } catch (error) {
    if (error instanceof EngineError) return null;
    throw error;
  }
}

/** Turns a request for the single-input plan into one for a batch. Written values are repeated for every input. */
function ofBatch(one: Plan, batched: Plan, { write, read, ...rest }: Shared): Shared {
  const nameOf = (ref: TensorRef): string => tensorOf(one, ref).name;
  const written = [...(write ?? [])].map(([ref, values]) => {
    const { name, length } = tensorOf(one, ref);
    if (values.length !== length) {
      throw new EngineError('shape', name, { expected: `${length} values`, got: values.length });
    }
    const spread = new Float32Array(tensorOf(batched, name).length);
    for (let at = 0; at < spread.length; at += values.length) spread.set(values, at);
    return [name, spread] as const;
  });
  return { ...rest, write: new Map(written), read: (read ?? []).map(nameOf) };
}

/** The result of input `k`. Tensors without a batch, such as weights, are shared. */
function resultOf(one: Plan, { output, tensors, info }: RunResult, { read = [] }: Shared, k: number): RunResult {
  const part = (values: Float32Array, ref: TensorRef): Float32Array => {
    const { length } = tensorOf(one, ref);
    return values.length === length ? values : values.slice(k * length, (k + 1) * length);
  };
  return { output: part(output, one.output), tensors: read.map((ref, i) => part(tensors[i] ?? output, ref)), info };
}
