/** From a plan's calls to the passes a program compiles: which ones, their bindings, and their complete text. */
import { EngineError } from '../../core/errors';
import { gpuPassesOf } from '../../kernels/gpu';
import type { GpuPass, KernelCall, Target } from '../../kernels/kernel';
import type { Phase, Plan, ShaderSource } from '../types';
import { type FittedPlan, fitPlan } from './fit';
import { type Binding, bindingsOf, passText } from './wgsl';

const PHASES: readonly Phase[] = ['unpack', 'forward', 'backward', 'update'];

export interface PlannedPass {
  readonly phase: Phase;
  /** Index of its call in the phase. */
  readonly call: number;
  readonly pass: GpuPass;
  readonly bindings: readonly Binding[];
  readonly text: string;
}

/**
 * Lanes of a reducing workgroup on a software adapter: the width of its vectors. It runs a workgroup on one core, so
 * more lanes would only add switches at every barrier.
 */
export const SOFTWARE_LANES = 4;

/** The passes of a call for this target. */
export function passesOf({ kernel, ins, outs, params }: KernelCall, target: Target): readonly GpuPass[] {
  const connected = [...ins, ...outs].map((id) => id !== null);
  const passes = gpuPassesOf(kernel, params, connected, target);
  if (target === 'hardware') return passes;
  return passes.map((pass) =>
    pass.constants && 'lanes' in pass.constants
      ? { ...pass, constants: { ...pass.constants, lanes: SOFTWARE_LANES } }
      : pass,
  );
}

/**
 * Every pass of a plan in order, and the most floats of scratch any call needs. Throws EngineError('memory') for a call
 * that needs a single binding of more than `most` floats.
 */
export function plannedPasses(
  plan: Plan,
  target: Target,
  fitted = fitPlan(plan, Infinity),
  most = Infinity,
): { readonly planned: readonly PlannedPass[]; readonly scratch: number } {
  const planned: PlannedPass[] = [];
  let neediest = 0;
  for (const phase of PHASES) {
    for (const [index, whole] of plan.phases[phase].entries()) {
      for (const call of fitted.callsOf(whole)) {
        const passes = passesOf(call, target);
        const scratch = Math.max(0, ...passes.map((pass) => pass.scratch ?? 0));
        neediest = Math.max(neediest, scratch);
        const layout = bindingsOf(fitted, call, scratch);
        checkBindings(fitted, call, layout.bindings, most);
        for (const pass of passes) {
          planned.push({ phase, call: index, pass, bindings: layout.bindings, text: passText(call, pass, layout) });
        }
      }
    }
  }
  return { planned, scratch: neediest };
}

function checkBindings(
  { tensors }: FittedPlan,
  { kernel, ins, outs }: KernelCall,
  bindings: readonly Binding[],
  most: number,
): void {
  const large = bindings.find(({ length }) => length > most);
  if (!large) return;
  const own = [...ins, ...outs].flatMap((id) => tensors[id ?? -1] ?? []).filter(({ arena }) => arena === large.arena);
  const name = own.sort((a, b) => b.length - a.length)[0]?.name ?? kernel.name;
  throw new EngineError('memory', `${name} is larger than what this graphics device binds at once`, {
    expected: `at most ${Math.floor(most / 2 ** 18)} MiB`,
    got: `${Math.ceil(large.length / 2 ** 18)} MiB`,
  });
}

/** The forward phase's shaders. */
export const shadersOf = (planned: readonly PlannedPass[]): readonly ShaderSource[] =>
  planned
    .filter(({ phase }) => phase === 'forward')
    .map(({ call, pass, text }) => ({ call, name: pass.name, text, workgroups: pass.workgroups }));
