/**
 * The beginning of a training step on the device: the step's scalars and its batch, from what lies there. `table` holds
 * the row of the step (the optimiser counts it up) and, for each row, the scalars and the indices of the samples.
 */
import { hyperLength } from './hyper';
import { defineKernel, required } from './kernel';

/** Floats of a table for `rows` steps. */
export const tableLength = (rows: number, batch: number): number => 1 + rows * (hyperLength + batch);

/** Where a row of a table begins: its scalars, then its indices. */
export const tableRow = (row: number, batch: number): number => tableLength(row, batch);

export const gather = defineKernel({
  name: 'gather',
  ins: [{ name: 'data' }, { name: 'targets' }, { name: 'table' }],
  outs: [{ name: 'x' }, { name: 'target' }, { name: 'hyper' }],
  /** Values of a sample, and of its target. */
  params: { batch: 'u32', length: 'u32', classes: 'u32', scalars: 'u32' },
  rounding: () => 'exact',
  twin(p, ins, outs) {
    const [data, targets, table] = [required(ins, 0), required(ins, 1), required(ins, 2)];
    const [x, target, hyper] = [required(outs, 0), required(outs, 1), required(outs, 2)];
    const start = 1 + (table[0] as number) * (p.scalars + p.batch);
    hyper.set(table.subarray(start, start + p.scalars));
    for (let n = 0; n < p.batch; n++) {
      const index = table[start + p.scalars + n] as number;
      x.set(data.subarray(index * p.length, (index + 1) * p.length), n * p.length);
      target.set(targets.subarray(index * p.classes, (index + 1) * p.classes), n * p.classes);
    }
  },
});
