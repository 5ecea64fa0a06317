/** This project's trainer, on any of its backends. */
import type { Backend, Phase } from '../../../src/backend/types';
import { planModel } from '../../../src/graph/plan';
import { tableLength, tableRow } from '../../../src/kernels/gather';
import { hyperLength } from '../../../src/kernels/hyper';
import { RESULTS } from '../../../src/kernels/loss';
import { writeHyper } from '../../../src/train/optimiser';
import { oneHot } from '../batches';
import { descent, type Net } from '../net';
import type { Batch, Trainer } from './contestant';

const STEP: readonly Phase[] = ['unpack', 'forward', 'backward', 'update'];

/** All steps in one run of the program, each gathering its batch where the network computes. */
export async function trainerOn(backend: Backend, net: Net, batches: readonly Batch[]): Promise<Trainer> {
  const { rate, momentum } = descent;
  const batch = batches[0]?.labels.length ?? 0;
  const samples = batches.length * batch;
  const plan = planModel(net.spec, { batch, train: { optimiser: 'momentum', samples, steps: batches.length } });
  const { training } = plan;
  if (!training) throw new Error('the plan does not train');
  const program = await backend.load(plan, net.weights);
  const classes = (plan.tensors[training.targets]?.length ?? 0) / samples;
  const data = new Float32Array(plan.tensors[training.data]?.length ?? 0);
  for (const [k, { images }] of batches.entries()) data.set(images, k * images.length);
  program.write(training.data, data);
  const labels = batches.flatMap((one) => one.labels);
  program.write(training.targets, oneHot(labels, classes));
  const table = new Float32Array(tableLength(batches.length, batch));
  for (const row of batches.keys()) {
    const at = tableRow(row, batch);
    const scalars = { done: 0, draw: 0, row, rate, clip: 0, smoothing: 0 };
    writeHyper(table, at, scalars, { kind: 'momentum', momentum, decay: 0 });
    for (let n = 0; n < batch; n++) table[at + hyperLength + n] = row * batch + n;
  }
  return {
    async steps(count) {
      program.write(training.table, table);
      const { output } = await program.run(Array.from({ length: count }, () => STEP).flat());
      return Array.from({ length: count }, (_, row) => {
        const losses = Array.from({ length: batch }, (__, n) => output[(row * batch + n) * RESULTS] ?? Number.NaN);
        return losses.reduce((sum, loss) => sum + loss, 0) / batch;
      });
    },
    dispose: () => program.dispose(),
  };
}
