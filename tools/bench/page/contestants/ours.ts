/** This project's engine, as the page uses it, with the requested number of threads. */
import type { Backend } from '../../../../src/backend/types';
import { planModel } from '../../../../src/graph/plan';
import type { ContestantInfo } from '../../contestants';
import { filterOf } from '../../net';
import { keeper, type Open } from '../contestant';
import { trainerOn } from '../trainer';

async function backendOf({ backend, threads }: ContestantInfo): Promise<Backend> {
  if (backend === 'wasm') {
    const { createWasmBackend } = await import('../../../../src/backend/wasm');
    return createWasmBackend({ threads });
  }
  const { createWebGpuBackend } = await import('../../../../src/backend/webgpu');
  return createWebGpuBackend({ allowFallbackAdapter: true });
}

export const open: Open = async (info) => {
  const backend = await backendOf(info);
  return {
    detail: backend.info.detail,
    train: (net, batches) => trainerOn(backend, net, batches),
    async load(net) {
      const plan = planModel(net.spec);
      const program = await backend.load(plan, net.weights);
      const outputs = new Map(plan.nodes.map(({ id, output }) => [id, output]));
      const ids = net.maps.map((id) => outputs.get(id) ?? plan.output);
      const keep = keeper();
      const filter = plan.tensors.find(({ name }) => name === filterOf(net));
      const views = (): readonly Float32Array[] | null => {
        const seen = ids.map((id) => program.view(id));
        return seen.every((view) => view !== null) ? seen : null;
      };
      const run = async (input: Float32Array): Promise<Float32Array> => {
        program.write(plan.input, input);
        return (await program.run()).output;
      };
      return {
        order: 'nchw',
        run,
        async readAll(input) {
          if (views() === null) {
            program.write(plan.input, input);
            // Queue the reads behind the run, without awaiting it.
            const ran = program.run();
            const maps = await program.look(ids);
            await ran;
            return maps;
          }
          await run(input);
          return views() ?? [];
        },
        readKept:
          views() &&
          (async (input) => {
            await run(input);
            return keep(views() ?? []);
          }),
        async runEdited(values) {
          if (!filter) throw new Error('the net has no filter');
          program.write(filter.id, values);
          return (await program.run()).output;
        },
        dispose: () => program.dispose(),
      };
    },
  };
};
