/** Runs of the lessons' small models, as jobs on the backend chosen for the page. */
import type { BackendChoice } from '../../backend';
import type { TensorId } from '../../kernels/kernel';
import type { Jobs } from '../../workspace/jobs/jobs';
import type { Planes } from './evidence';
import type { SmallModel } from './models';

export interface ModelRuns {
  /**
   * Runs a model on an input of its shape and reads the named nodes, each as its planes; none once the page is gone.
   * Throws EngineError if the model or the input does not fit, or no backend is left.
   */
  run(model: SmallModel, input: Float32Array, nodes: readonly string[]): Promise<readonly Planes[]>;
  /** The same by tensor id in the model's plan, so weights and the input can be read too. */
  read(model: SmallModel, input: Float32Array, ids: readonly TensorId[]): Promise<readonly Float32Array[] | null>;
}

export const modelRuns = (jobs: Pick<Jobs, 'start'>, backend: () => BackendChoice): ModelRuns => ({
  async run(subject, input, nodes) {
    const planes = await jobs.start({
      subject,
      backend: backend(),
      priority: 'urgent',
      async work({ plan, run }) {
        const { tensors } = await run({ input, read: nodes });
        return nodes.map((node, i): Planes => {
          const shape = plan.tensors.find(({ name }) => name === node)?.shape ?? [];
          const [, planes = 1, rows = 1, columns = 1] = shape;
          return { values: tensors[i] ?? new Float32Array(), planes, rows, columns };
        });
      },
    });
    return planes ?? [];
  },
  async read(subject, input, ids) {
    const result = await jobs.start({
      subject,
      backend: backend(),
      priority: 'urgent',
      work: ({ run }) => run({ input, read: ids }),
    });
    return result?.tensors ?? null;
  },
});
