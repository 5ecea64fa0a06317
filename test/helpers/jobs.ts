/** Jobs over backends that a test chooses, and what they asked for and said. */
import { expect } from 'vitest';
import { checkBackend, type OpenedBeside, openBackend, type Refusal } from '../../src/backend';
import type { BackendName, Plan, Weights } from '../../src/backend/types';
import type { ModelSpec } from '../../src/graph/model';
import { Jobs, type JobsParts } from '../../src/workspace/jobs/jobs';
import { type Network, networkOf } from '../../src/workspace/network';
import { chain, stored } from './models';

/** Jobs on one backend, for tests in which nothing goes wrong. */
export const jobsOn = (name: BackendName, network: Network | null = null): Jobs =>
  new Jobs({
    async open() {
      const { backend } = await openBackend(name);
      return { backend, check: (plan, samples) => checkBackend(backend, plan, samples) };
    },
    failed: (from, _, detail) => expect.fail(`${from}: ${detail}`),
    network: () => network,
  });

/** Values for an input of `chain`. */
export const input = Float32Array.from({ length: 64 }, (_, i) => Math.sin(i));

/** What a network answers by itself. */
export async function answerOf(
  spec: ModelSpec,
  weights: Weights,
  values: Float32Array,
  name: BackendName = 'reference',
) {
  const { backend } = await openBackend(name);
  const program = await backend.load(networkOf({ spec }).plan, weights);
  program.write(program.plan.input, values);
  const { output } = await program.run();
  const answer = output.slice();
  program.dispose();
  return answer;
}

/** Jobs whose network, backends and their failures the test sets; `reference` first, `wasm` where that was refused. */
export function setUp(parts: Partial<JobsParts> = {}) {
  const model = stored(chain, 1);
  const state = {
    network: networkOf(model) as Network | null,
    opened: [] as BackendName[],
    loaded: [] as Plan[],
    closed: 0,
    disposed: 0,
    /** Names of the tensors that were written. */
    written: [] as string[],
    said: [] as string[],
    /** Awaited by every run before it begins. */
    hold: async (): Promise<void> => {},
  };
  const open = async (_: unknown, failed: readonly Refusal[]): Promise<OpenedBeside> => {
    const { backend } = await openBackend(failed.length === 0 ? 'reference' : 'wasm');
    state.opened.push(backend.info.name);
    return {
      check: async () => null,
      backend: {
        info: backend.info,
        async load(plan, weights) {
          const program = await backend.load(plan, weights);
          state.loaded.push(plan);
          return {
            plan,
            info: program.info,
            bytes: program.bytes,
            write(tensor, values) {
              state.written.push(plan.tensors[tensor]?.name ?? '');
              program.write(tensor, values);
            },
            async run(phases) {
              await state.hold();
              return program.run(phases);
            },
            read: (tensor) => program.read(tensor),
            dispose() {
              state.closed += 1;
              program.dispose();
            },
          };
        },
        dispose() {
          state.disposed += 1;
          backend.dispose();
        },
      },
    };
  };
  const jobs = new Jobs({
    open,
    failed: (name, code, detail) => state.said.push(`${name} ${code} ${detail}`),
    network: () => state.network,
    ...parts,
  });
  const subject = { network: state.network ?? expect.fail('no network'), weights: model.weights };
  return { jobs, state, subject, open };
}
