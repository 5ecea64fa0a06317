/**
 * The contract of a backend: for any layer and any shapes, in inference (with a fused activation, and with gradients)
 * and in training, every tensor equals what the twins compute in float64 on the same float32 values, within
 *
 *   2 K 2^-24 sum |a| |b|   (K products summed; the sum found by running the same calls on absolute values)
 *   + 4e-6 |value| + 2e-6   (exp and the like: a few units in the last place)
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Backend, Plan, Program } from '../../src/backend/types';
import type { Kind } from '../../src/graph/alone';
import type { KernelCall, TensorId } from '../../src/kernels/kernel';
import { isLayerType, layers } from '../../src/layers';
import { memory64, runCalls, type Values64 } from '../helpers/float64';
import { describeGradients } from './gradients';
import { casesOf, type LayerCase, type LayerPlan, layerPlan, samplesOf, valuesFor } from './layerCase';
import { describePacked } from './packed';
import { describePadding } from './padding';

const kinds: readonly Kind[] = ['infer', 'gradients', 'train'];

/** Whether a call only sums products of what it reads, or moves it, so that absolute values bound its rounding. */
const isLinear = ({ kernel, params }: KernelCall): boolean => kernel.rounding(params) !== 'function';

function oracle({ plan }: LayerPlan, values: ReadonlyMap<TensorId, Float32Array>, absolute: boolean): Values64 {
  const memory = memory64(plan);
  for (const [id, array] of values) memory(id).set(absolute ? array.map(Math.abs) : array);
  const plain = (call: Plan['phases']['forward'][number]) =>
    absolute && 'activation' in call.params ? { ...call, params: { ...call.params, activation: 0 } } : call;
  runCalls(plan.phases.forward.map(plain), memory);
  runCalls(plan.phases.backward, memory);
  return memory;
}

/** Weights by name and other tensors by id, as a backend takes them. */
async function loaded(
  backend: Backend,
  { plan }: LayerPlan,
  values: ReadonlyMap<TensorId, Float32Array>,
): Promise<Program> {
  const weights = new Map<string, Float32Array>();
  const rest: [TensorId, Float32Array][] = [];
  for (const [id, array] of values) {
    const tensor = plan.tensors[id];
    if (tensor && plan.arenas[tensor.arena]?.kind !== 'map') weights.set(tensor.name, array);
    else rest.push([id, array]);
  }
  const program = await backend.load(plan, weights);
  for (const [id, array] of rest) program.write(id, array);
  return program;
}

/** The worst error of a case on a backend, in units of its bound; at most 1 when the contract holds. */
export async function worstError(backend: Backend, layerCase: LayerCase, kind: Kind): Promise<number> {
  const made = layerPlan(layerCase, kind);
  if (made.checked.length === 0) return 0;
  const values = valuesFor(made, layerCase.seed);
  const want = oracle(made, values, false);
  const calls = [...made.plan.phases.forward, ...made.plan.phases.backward];
  const bound = calls.every(isLinear) ? oracle(made, values, true) : null;
  const program = await loaded(backend, made, values);
  try {
    await program.run(kind === 'infer' ? ['forward'] : ['forward', 'backward']);
    let worst = 0;
    const looked = (await program.look(made.checked)).map((values) => values.slice());
    for (const [k, id] of made.checked.entries()) {
      const got = await program.read(id);
      if (!got.every((value, i) => Object.is(value, looked[k]?.[i]))) return Infinity;
      const exact = want(id);
      const sums = bound?.(id);
      got.forEach((value, i) => {
        const wanted = exact[i] as number;
        if (Object.is(value, Math.fround(wanted))) return;
        const scale = sums ? (sums[i] as number) : Math.abs(wanted) + 1;
        const allowed = 2 * made.terms * 2 ** -24 * scale + 4e-6 * Math.abs(wanted) + 2e-6;
        const error = Math.abs(value - wanted) / allowed;
        worst = Math.max(worst, Number.isNaN(error) ? Infinity : error);
      });
    }
    return worst;
  } finally {
    program.dispose();
  }
}

/** Declares the tests of one backend. */
export function describeContract(name: string, create: () => Promise<Backend>, runs: number): void {
  describe(`${name} keeps the contract of`, () => {
    let backend: Promise<Backend> | undefined;
    const get = () => {
      backend ??= create();
      return backend;
    };
    it.each(Object.keys(layers).filter(isLayerType))(
      '%s',
      async (type) => {
        const engine = await get();
        for (const layerCase of samplesOf(type)) {
          for (const kind of kinds) {
            expect(
              await worstError(engine, layerCase, kind),
              `${kind} ${JSON.stringify(layerCase)}`,
            ).toBeLessThanOrEqual(1);
          }
        }
        await fc.assert(
          fc.asyncProperty(casesOf(type), fc.constantFrom(...kinds), async (layerCase, kind) => {
            expect(await worstError(engine, layerCase, kind)).toBeLessThanOrEqual(1);
          }),
          { numRuns: runs },
        );
      },
      300_000,
    );
    describePadding(get);
    describePacked(get);
    describeGradients(get, Math.ceil(runs / 3));
  });
}
