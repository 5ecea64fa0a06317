/** A kept run beside the one at work: a network of its own, on the same picture, as it was at one of the run's moments. */
import { latestWins } from '../latest';
import { networkOf } from '../network';
import type { Workspace } from '../workspace';
import type { RunRecord } from './kept';
import type { Runs } from './runs';

export class Beside {
  /** The run it has, by id. */
  private shown: string | null = null;
  /** Shows a run as it was at one of its steps; of what is asked meanwhile, the last. */
  readonly show = latestWins((run: RunRecord, step: number) => this.read(run, step));

  constructor(
    readonly workspace: Workspace,
    private readonly runs: Runs,
  ) {}

  private async read(run: RunRecord, step: number): Promise<void> {
    const weights = await this.runs.weightsAt(run, step);
    if (!weights) return;
    if (this.shown === run.id) {
      for (const [name, values] of weights) this.workspace.engine.setWeight(name, values);
      return;
    }
    this.shown = run.id;
    const stored = { spec: run.spec, weights, provenance: {} };
    this.workspace.take(stored, networkOf(stored));
  }
}
