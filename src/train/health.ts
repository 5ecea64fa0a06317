/**
 * How a run fares, from what every step records anyway: the sizes of each layer's gradient and change, a layer that has
 * died, and where numbers first broke.
 */
import type { Plan, Program } from '../backend/types';
import { EngineError } from '../core/errors';
import { SIZES } from '../kernels/optimiser';
import type { Checkpoint, StepReport, TrainingRun } from './loop';

/** Norms over all parameters of a layer, in one step. */
export interface LayerSizes {
  readonly node: string;
  readonly gradient: number;
  readonly change: number;
  /** Before the step. */
  readonly weight: number;
}

/**
 * The sizes of every layer with parameters, in the order of the network. `sizes`: a step's, as it reports them, or the
 * sums of several steps'.
 */
export function layerSizes({ nodes, training }: Plan, sizes: ArrayLike<number>): readonly LayerSizes[] {
  const sums = new Map<string, [number, number, number]>();
  for (const { node, first, chunks } of training?.parts ?? []) {
    const sum = sums.get(node) ?? [0, 0, 0];
    for (let i = first * SIZES; i < (first + chunks) * SIZES; i++) {
      const k = (i % SIZES) as 0 | 1 | 2;
      sum[k] += sizes[i] as number;
    }
    sums.set(node, sum);
  }
  return nodes.flatMap(({ id }) => {
    const sum = sums.get(id);
    if (!sum) return [];
    const [gradient, change, weight] = sum;
    return { node: id, gradient: Math.sqrt(gradient), change: Math.sqrt(change), weight: Math.sqrt(weight) };
  });
}

/** Batches after which a layer without any gradient counts as dead. */
export const DEAD_AFTER = 20;

/** Whether anything that a step reports is not a finite number. */
export const isBroken = ({ loss, sizes }: StepReport): boolean =>
  !Number.isFinite(loss) || !sizes.every(Number.isFinite);

/** Follows a run's reports, in order. */
export class HealthWatch {
  private readonly silent = new Map<string, number>();
  /** The first step in which a number broke, or null. */
  brokenAt: number | null = null;

  constructor(private readonly plan: Plan) {}

  take(report: StepReport): void {
    if (this.brokenAt === null && isBroken(report)) this.brokenAt = report.step;
    for (const { node, gradient } of layerSizes(this.plan, report.sizes)) {
      this.silent.set(node, gradient === 0 ? (this.silent.get(node) ?? 0) + 1 : 0);
    }
  }

  /**
   * Whether a layer has been dead for the last DEAD_AFTER batches, its output zero for every sample: nothing flows back
   * through such a layer, so it and all before it have no gradient at all. `findDead` names it. Where not even the last
   * layer has a gradient, there is nothing left to learn, and no layer is dead.
   */
  get isDead(): boolean {
    const counts = [...this.silent.values()];
    return counts.at(-1) === 0 && counts.some((steps) => steps >= DEAD_AFTER);
  }

  /** Forgets everything: the run goes on from another moment. */
  reset(): void {
    this.silent.clear();
    this.brokenAt = null;
  }
}

/** The first node whose output is zero throughout the last batch, or null. */
export async function findDead(program: Pick<Program, 'plan' | 'look'>): Promise<string | null> {
  const { nodes } = program.plan;
  const maps = await program.look(nodes.map(({ output }) => output));
  return nodes.find((_, k) => maps[k]?.every((value) => value === 0))?.id ?? null;
}

export interface Break {
  readonly step: number;
  /** The first layer whose output is not finite or, where every output is, the last one whose gradient is not. */
  readonly node: string;
  readonly where: 'output' | 'gradient';
}

/**
 * Replays a run from a checkpoint up to the step in which a number breaks, and finds the layer. The run stands behind
 * that step afterwards, its maps those of that step's batch. Throws EngineError('input') when nothing breaks before
 * step `until`.
 */
export async function findBreak(run: TrainingRun, from: Checkpoint, until: number): Promise<Break> {
  const { program } = run;
  const { nodes } = program.plan;
  run.restore(from);
  while (run.step < until) {
    const [report] = await run.steps();
    if (!report || !isBroken(report)) continue;
    const maps = await program.look(nodes.map(({ output }) => output));
    const first = nodes.find((_, k) => !maps[k]?.every(Number.isFinite));
    if (first) return { step: report.step, node: first.id, where: 'output' };
    const broken = layerSizes(program.plan, report.sizes).findLast(({ gradient }) => !Number.isFinite(gradient));
    return { step: report.step, node: broken?.node ?? nodes.at(-1)?.id ?? '', where: 'gradient' };
  }
  throw new EngineError('input', 'no number breaks', { expected: `before step ${until}`, got: 'finite numbers' });
}
