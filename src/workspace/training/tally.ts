/** What the steps between two moments come to: means over the pictures, and sizes over each layer's parameters. */
import type { Plan, Program } from '../../backend/types';
import type { ResolvedModel } from '../../graph/model';
import { layerOf } from '../../layers';
import { layerSizes } from '../../train/health';
import type { StepReport } from '../../train/loop';

/** A layer with parameters over the steps to a moment: root mean squares of the norms over all its parameters. */
export interface LayerMoment {
  /** Of the gradient; NaN where no step was taken. */
  readonly gradient: number;
  /** Of what a step adds to the weights. */
  readonly step: number;
  /** Of the weights themselves. */
  readonly weight: number;
  /** Its maps or values that are zero for every picture looked at, behind an activation function; else 0. */
  readonly dead: number;
}

export class Tally {
  private steps = 0;
  private loss = 0;
  private right = 0;
  private sums: Float64Array | null = null;

  constructor(private readonly plan: Plan) {}

  take({ loss, accuracy, sizes }: StepReport): void {
    this.steps += 1;
    this.loss += loss;
    this.right += accuracy;
    this.sums ??= new Float64Array(sizes.length);
    for (const [i, value] of sizes.entries()) this.sums[i] = (this.sums[i] as number) + value;
  }

  /** All since the last call, or since the start; `dead`: a count for each layer with parameters, in their order. */
  end(dead: readonly number[]): {
    readonly loss: number;
    readonly accuracy: number;
    readonly layers: readonly LayerMoment[];
  } {
    const { steps, loss, right, sums, plan } = this;
    const scale = 1 / Math.sqrt(steps);
    const layers = layerSizes(plan, sums ?? new Float64Array()).map(({ gradient, change, weight }, k) => ({
      gradient: scale * gradient,
      step: scale * change,
      weight: scale * weight,
      dead: dead[k] ?? 0,
    }));
    this.forget();
    return { loss: loss / steps, accuracy: right / steps, layers };
  }

  forget(): void {
    this.steps = 0;
    this.loss = 0;
    this.right = 0;
    this.sums?.fill(0);
  }
}

/** Values of a batch, sample by sample, `units` maps of `area` values each: how many maps are zero in all samples. */
export function countSilent(values: Float32Array, samples: number, units: number, area: number): number {
  const isSilent = (unit: number): boolean => {
    for (let sample = 0; sample < samples; sample++) {
      const start = (sample * units + unit) * area;
      for (let i = start; i < start + area; i++) if (values[i] !== 0) return false;
    }
    return true;
  };
  return Array.from({ length: units }, (_, unit) => unit).filter(isSilent).length;
}

/**
 * How many units of each layer with parameters are dead in the program's last batch, of which the first `samples` count:
 * zero throughout behind their activation function. A layer without one has none.
 */
export async function deadUnits(
  program: Pick<Program, 'plan' | 'look'>,
  model: ResolvedModel,
  samples: number,
): Promise<readonly number[]> {
  const activated = model.nodes
    .filter(({ weights }) => weights.length > 0)
    .map(({ id }) => model.nodes.find((node) => node.inputs[0] === id && layerOf(node.type).activation) ?? null);
  const outputs = activated.map((node) => program.plan.nodes.find(({ id }) => id === node?.id)?.output ?? null);
  const maps = await program.look(outputs.filter((output) => output !== null));
  let next = 0;
  return activated.map((node, k) => {
    const values = outputs[k] === null ? undefined : maps[next++];
    const [, units = 0, ...area] = node?.shape ?? [];
    return values
      ? countSilent(
          values,
          samples,
          units,
          area.reduce((a, b) => a * b, 1),
        )
      : 0;
  });
}
