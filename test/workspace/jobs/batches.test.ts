/** Batches: inputs in one run give what each gives by itself, in order, with its own tensors. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { decodeModel } from '../../../src/formats/model';
import type { ModelSpec } from '../../../src/graph/model';
import { planModel } from '../../../src/graph/plan';
import { batchSize } from '../../../src/workspace/jobs/batches';
import type { RunResult } from '../../../src/workspace/jobs/jobs';
import { answerOf, jobsOn, setUp } from '../../helpers/jobs';
import { branches, chain, stored } from '../../helpers/models';

const file = fileURLToPath(new URL('../../../public/models/digits.safetensors', import.meta.url));
const digits = decodeModel(new Uint8Array(readFileSync(file)));

const inputsOf = ({ input: { shape } }: ModelSpec, count: number): Float32Array[] =>
  Array.from({ length: count }, (_, k) =>
    Float32Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, i) => Math.sin(1 + i * (k + 1))),
  );

/** Largest difference of two lists of results, tensors included, as a share of the largest value. */
function differenceOf(a: readonly RunResult[], b: readonly RunResult[]): number {
  const [all, others] = [a, b].map((results) => results.flatMap(({ output, tensors }) => [output, ...tensors]));
  let [difference, largest] = [0, 0];
  for (const [k, values] of (all ?? []).entries()) {
    const other = others?.[k] ?? new Float32Array();
    expect(values.length).toBe(other.length);
    for (let i = 0; i < values.length; i++) {
      largest = Math.max(largest, Math.abs(values[i] ?? Number.NaN));
      difference = Math.max(difference, Math.abs((values[i] ?? Number.NaN) - (other[i] ?? Number.NaN)));
    }
  }
  return difference / largest;
}

/** The twins add in the same order for each sample; the vector kernels of dense layers in another, which float32 sees. */
const bounds = { reference: 0, wasm: 1e-6 };

test.each([
  ['reference', stored(chain, 3), 'conv', 37],
  ['reference', stored(branches, 3), 'joined', 5],
  ['wasm', stored(chain, 3), 'conv', 37],
  ['wasm', stored(branches, 3), 'joined', 5],
  ['wasm', digits, 'dense2', 70],
] as const)('on %s, inputs of $spec.name give together what they give apart', async (name, model, node, count) => {
  const { spec, weights } = model;
  const inputs = inputsOf(spec, count);
  const input = (i: number): Float32Array => inputs[i] ?? expect.fail(`no input ${i}`);
  const jobs = jobsOn(name);
  const subject = { spec, weights };
  const heard: number[] = [];
  const together = await jobs.start({
    subject,
    onProgress: (done) => heard.push(done),
    work: ({ batch }) => batch(count, input, { read: [node, 'input'] }),
  });
  const apart = await jobs.start({
    subject,
    work: async ({ run }) => {
      const results = [];
      for (const each of inputs) results.push(await run({ input: each, read: [node, 'input'] }));
      return results;
    },
  });
  expect([together?.length, apart?.length]).toEqual([count, count]);
  expect(differenceOf(together ?? [], apart ?? [])).toBeLessThanOrEqual(bounds[name]);
  for (const [i, result] of (together ?? []).entries()) expect(result.tensors[1]).toEqual(input(i));
  expect(heard.at(-1)).toBe(count);
  expect(heard.length).toBeLessThan(count);
  jobs.dispose();
});

test('what is written beside the input, and other weights, hold for every input', async () => {
  const { jobs, subject } = setUp();
  const [first = new Float32Array(), second = new Float32Array()] = inputsOf(chain, 2);
  const weights = new Map([['conv.bias', Float32Array.of(1, 2, 3, 4, 5)]]);
  const inputs = [first, second, first];
  const both = await jobs.start({
    subject,
    work: async ({ batch, run }) => [
      await batch(3, (i) => inputs[i] ?? first, { weights, read: ['conv', 'conv.bias'] }),
      [await run({ input: second, weights, read: ['conv', 'conv.bias'] })],
    ],
  });
  expect(both?.[0]?.[1]).toEqual(both?.[1]?.[0]);
  expect(both?.[0]?.[2]).toEqual(both?.[0]?.[0]);
  await expect(
    jobs.start({ subject, work: ({ batch }) => batch(3, () => first, { write: new Map([['conv', first]]) }) }),
  ).rejects.toThrow('needs 320 values, got 64');
  await expect(jobs.start({ subject, work: ({ batch }) => batch(2, (i) => first.subarray(i)) })).rejects.toThrow(
    'needs 64 values, got 63',
  );
  jobs.dispose();
});

test('a plan that can be made for one input alone is run one by one', async () => {
  const { jobs, state } = setUp();
  const { spec, weights } = stored(branches, 3);
  const inputs = inputsOf(spec, 3);
  const results = await jobs.start({
    subject: { spec, weights },
    plan: { packed: true },
    work: ({ batch }) => batch(3, (i) => inputs[i] ?? expect.fail()),
  });
  expect(state.written).toEqual(['input', 'input', 'input']);
  for (const [i, result] of (results ?? expect.fail()).entries()) {
    expect(result.output).toEqual(await answerOf(spec, weights, inputs[i] ?? expect.fail()));
  }
  jobs.dispose();
});

test('the size of a batch: a power of two, bounded by the work of a run and by the maps', () => {
  const plan = planModel(chain);
  expect([1, 2, 3, 5, 33, 1000].map((count) => batchSize(plan, count))).toEqual([1, 2, 4, 8, 64, 64]);
  expect(batchSize({ ...plan, macs: 60e6 }, 100)).toBe(2);
  expect(batchSize({ ...plan, macs: 60e9 }, 100)).toBe(1);
  expect(batchSize({ ...plan, macs: 0, arenas: [{ kind: 'map', floats: 1e6 }] }, 100)).toBe(4);
});
