/**
 * The start-up self-check: every kernel a plan uses, with its activation and kind, computes tiny cases on the backend
 * and is compared with its twin. A driver that miscomputes is caught here and not on the page.
 */
import { EngineError } from '../../core/errors';
import { Random } from '../../core/random';
import { gpuPassesOf } from '../../kernels/gpu';
import type { AnyKernelDef, KernelCall, LooseCall, Target } from '../../kernels/kernel';
import { callPlan, portsOf } from '../callPlan';
import type { Backend, Plan } from '../types';
import { specialCases, type TinyCase } from './selfCheckCases';

/** Error, relative to 1 + the largest expected |value|, still attributed to rounding. */
const TOLERANCE = 1e-4;

/** Parameters that determine what a kernel does, rather than how much of it. */
const BEHAVIOUR = ['activation', 'alpha', 'beta', 'kind', 'mode', 'log', 'countIncludePad'];

/** A small call of each kernel, by kernel name. */
export type SampleCalls = ReadonlyMap<string, LooseCall>;

/** A kernel's tiny calls: those listed, otherwise its sample. Throws EngineError('graph') for a kernel without any. */
export function casesOf(kernel: AnyKernelDef, samples: SampleCalls): readonly LooseCall[] {
  const sample = samples.get(kernel.name);
  const special: { readonly [name: string]: readonly TinyCase[] | undefined } = specialCases;
  const cases = special[kernel.name]?.map((tiny) => ({ kernel, ...tiny })) ?? (sample ? [sample] : []);
  if (cases.length === 0) throw new EngineError('graph', `nothing to check the kernel ${kernel.name} with`);
  return cases;
}

const targets: readonly Target[] = ['hardware', 'software', 'quads'];

/** The shaders of a call for any target, each by pass name and the tile size it is made for. */
function shadersOf(
  { kernel, params }: Pick<KernelCall, 'kernel' | 'params'>,
  connected: readonly boolean[],
): readonly string[] {
  return targets.flatMap((target) =>
    gpuPassesOf(kernel, params, connected, target).map(({ name, constants }) => `${name} ${constants?.threadsM ?? ''}`),
  );
}

/**
 * Tiny calls for each distinct behaviour among the plan's calls, in every form (direct or tiled convolution, ...) that
 * the plan's own calls take on some target.
 */
export function checksFor(plan: Plan, samples: SampleCalls): readonly LooseCall[] {
  const calls = Object.values(plan.phases).flat();
  const used = new Set(
    calls.flatMap((call) =>
      shadersOf(
        call,
        portsOf(call).map((id) => id !== null),
      ),
    ),
  );
  const checks = new Map<string, LooseCall[]>();
  for (const { kernel, params } of calls) {
    const own = Object.entries(params).filter(([name]) => BEHAVIOUR.includes(name));
    const key = `${kernel.name} ${JSON.stringify(own)}`;
    if (checks.has(key)) continue;
    const behaviour = Object.fromEntries(own);
    const tiny = casesOf(kernel, samples).map(({ params: size, lengths }) => ({
      kernel,
      params: { ...size, ...behaviour },
      lengths,
    }));
    const inUse = ({ lengths, ...call }: LooseCall): boolean =>
      shadersOf(
        call,
        lengths.map((length) => length !== null),
      ).some((shader) => used.has(shader));
    checks.set(key, tiny.filter(inUse));
  }
  return [...checks.values()].flat();
}

/** A step's scalars (kernels/hyper.ts), the clip being below the norm of what is checked. */
const scalars = [3, 0, 0.01, 0.1, 0.2, 0.9, 0.8, 0.1, 1.5, 1.25, 0.5, 0.1];

/**
 * Values fit for a port: variances and second moments positive, step scalars small, pixels integers, others about ±2.
 */
function valuesFor(port: string, length: number, random: Random): Float32Array {
  if (port === 'hyper') return Float32Array.from(scalars);
  // Row 0, its scalars, and samples 2 and 1.
  if (port === 'table') return Float32Array.from([0, ...scalars, 2, 1]);
  if (port === 'pixels') return Float32Array.from({ length }, () => random.below(2 ** 24));
  const positive = ['variance', 'v', 'runningVariance', 'inverseDeviation', 'target'].includes(port);
  return Float32Array.from({ length }, () => (positive ? random.uniform(0.1, 1) : random.normal()));
}

function errorOf(got: Float32Array, expected: Float32Array): number {
  let worst = 0;
  let largest = 0;
  for (const [i, value] of expected.entries()) {
    const error = Math.abs((got[i] as number) - value);
    worst = Number.isNaN(error) ? Infinity : Math.max(worst, error);
    largest = Math.max(largest, Math.abs(value));
  }
  return worst / (1 + largest);
}

interface Check {
  readonly call: KernelCall;
  readonly kernel: AnyKernelDef;
  readonly values: readonly (Float32Array | null)[];
}

/**
 * Null when every kernel of the plan agrees with its twin on this backend, otherwise the first that does not and its
 * error (relative to 1 + the largest value; Infinity for an unexpected NaN). Rejects only as load and run do.
 */
export async function selfCheck(
  backend: Backend,
  plan: Plan,
  samples: SampleCalls,
): Promise<null | { kernel: string; error: number }> {
  const loose = checksFor(plan, samples);
  if (loose.length === 0) return null;
  const checkPlan = callPlan(loose);
  const random = new Random(1);
  const weights = new Map<string, Float32Array>();
  const checks = checkPlan.phases.forward.map((call): Check => {
    const { kernel } = call;
    const ports = [...kernel.ins, ...kernel.outs];
    const values = portsOf(call).map((id, k) => {
      const tensor = id === null ? undefined : checkPlan.tensors[id];
      if (!tensor) return null;
      const made = valuesFor(ports[k]?.name ?? '', tensor.length, random);
      if (ports[k]?.constant) weights.set(tensor.name, made);
      return made;
    });
    return { call, kernel, values };
  });
  const program = await backend.load(checkPlan, weights);
  try {
    for (const { call, kernel, values } of checks) {
      for (const [k, id] of portsOf(call).entries()) {
        const value = values[k];
        const isWeight = [...kernel.ins, ...kernel.outs][k]?.constant;
        if (id !== null && value && !isWeight) program.write(id, value);
      }
    }
    await program.run();
    for (const { call, kernel, values } of checks) {
      const outs = values.slice(kernel.ins.length).map((v) => v?.slice() ?? null);
      kernel.twin(call.params, values.slice(0, kernel.ins.length), outs);
      for (const [k, id] of call.outs.entries()) {
        const expected = outs[k];
        if (id === null || !expected) continue;
        const error = errorOf(await program.read(id), expected);
        if (!(error <= TOLERANCE)) return { kernel: kernel.name, error };
      }
    }
    return null;
  } finally {
    program.dispose();
  }
}
