/** Jobs in a browser: what takes long is done in workers, gives the same there, and ends when it is called off. */
import { expect, test } from 'vitest';
import { openBeside } from '../../../src/backend';
import { EngineError } from '../../../src/core/errors';
import type { Answerer } from '../../../src/core/thread';
import { INPUT, type ModelSpec } from '../../../src/graph/model';
import { planModel } from '../../../src/graph/plan';
import { portable } from '../../../src/kernels/portable';
import { type CallAnswer, type CallQuestion, checkCall } from '../../../src/workspace/glass/checkCall';
import { Jobs } from '../../../src/workspace/jobs/jobs';
import { answerOf, input } from '../../helpers/jobs';
import { chain, stored } from '../../helpers/models';

const setUp = () =>
  new Jobs({ open: openBeside, failed: (name, _, detail) => expect.fail(`${name}: ${detail}`), network: () => null });

/** Some 100 million multiply-accumulates, which take the twins seconds, and a dense layer of 38 MB. */
const large: ModelSpec = {
  ...chain,
  name: 'large',
  input: { shape: [3, 56, 56] },
  nodes: [
    { id: 'a', type: 'conv2d', inputs: [INPUT], attributes: { outChannels: 64, pad: [1, 1, 1, 1] } },
    { id: 'b', type: 'conv2d', inputs: ['a'], attributes: { outChannels: 48, pad: [1, 1, 1, 1] } },
    { id: 'pool', type: 'averagePool2d', inputs: ['b'], attributes: { window: [8, 8], stride: [8, 8] } },
    { id: 'flat', type: 'flatten', inputs: ['pool'] },
    { id: 'dense', type: 'dense', inputs: ['flat'], attributes: { outFeatures: 4000 } },
  ],
  output: 'dense',
  labels: [],
};

/** The longest task of the page's thread in milliseconds while something is done; 0: none takes 50. */
async function longestTask(work: () => Promise<void>): Promise<number> {
  let longest = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  });
  // What is being done now is not of it.
  await new Promise((resolve) => setTimeout(resolve, 100));
  observer.observe({ type: 'longtask' });
  await work();
  await new Promise((resolve) => setTimeout(resolve, 100));
  observer.disconnect();
  return longest;
}

test('the twins in a worker give what they give here, to the bit, also with other weights', async () => {
  const jobs = setUp();
  const { spec, weights } = stored(chain, 4);
  const changed = new Map([['conv.bias', Float32Array.of(5, 4, 3, 2, 1)]]);
  const results = await jobs.start({
    subject: { spec, weights },
    backend: 'reference',
    work: async ({ run }) => [
      await run({ input, read: ['conv.bias'] }),
      await run({ input, weights: changed, read: ['conv.bias'] }),
    ],
  });
  expect(results?.map(({ info }) => info.name)).toEqual(['reference', 'reference']);
  expect(results?.[0]?.output).toEqual(await answerOf(spec, weights, input));
  expect(results?.[1]?.output).toEqual(await answerOf(spec, new Map([...weights, ...changed]), input));
  expect(results?.map(({ tensors }) => tensors[0])).toEqual([weights.get('conv.bias'), changed.get('conv.bias')]);
  const short = jobs.start({
    subject: { spec, weights },
    backend: 'reference',
    work: ({ run }) => run({ input: input.subarray(1) }),
  });
  await expect(short).rejects.toThrow(EngineError);
  jobs.dispose();
});

test('the twins of a large network do not hold up the page', async () => {
  const jobs = setUp();
  const weights = new Map(
    planModel(large)
      .tensors.filter(({ name }) => /weight|bias/.test(name))
      .map(({ name, length }) => [name, new Float32Array(length).fill(1 / 1024)] as const),
  );
  const values = new Float32Array(3 * 56 * 56).fill(1);
  const zeros = new Float32Array(weights.get('dense.weight')?.length ?? 0);
  const compute = async (): Promise<void> => {
    const result = await jobs.start({
      subject: { spec: large, weights },
      backend: 'reference',
      work: async ({ run }) => [
        await run({ input: values, read: ['b'] }),
        await run({ input: values, weights: new Map([['dense.weight', zeros]]) }),
      ],
    });
    expect(result?.[0]?.output[0]).toBeGreaterThan(1 / 1024);
    expect(new Set(result?.[1]?.output)).toEqual(new Set([1 / 1024]));
  };
  // The code of a backend comes with its first job.
  await compute();
  jobs.close();
  const began = performance.now();
  const longest = await longestTask(compute);
  // On a quiet machine there is no long task; one that is busy with others takes the processor away now and then.
  expect(longest).toBeLessThan((performance.now() - began) / 8);
  jobs.dispose();
});

const checker: Answerer<CallQuestion, CallAnswer> = {
  open: () =>
    new Worker(new URL('../../../src/workspace/glass/agreementWorker.ts', import.meta.url), { type: 'module' }),
  here: async () => expect.fail('not in a worker'),
};

test('a call is checked in a worker as it is here; one that is called off ends the worker, and the next is answered', async () => {
  const jobs = setUp();
  const { spec, weights } = stored(chain, 4);
  const plan = planModel(spec);
  const call = plan.phases.forward[0] ?? expect.fail('no call');
  const ids = [...call.ins, ...call.outs].filter((id) => id !== null);
  const { tensors = [] } =
    (await jobs.start({ subject: { spec, weights }, work: ({ run }) => run({ input, read: ids }) })) ?? {};
  const question = (): CallQuestion => ({
    call: portable(call),
    values: new Map(ids.map((id, k) => [id, tensors[k]?.slice() ?? expect.fail('no values')])),
    other: new Map([[ids.at(-1) ?? -1, (tensors.at(-1) ?? expect.fail()).map((value) => value + 0.5)]]),
  });
  const ask = (asked: CallQuestion, signal = new AbortController().signal) =>
    jobs.start({ subject: { spec, weights }, signal, work: (tools) => tools.ask(checker, asked) });
  const here = checkCall(question());
  expect(here.worst).toBeLessThan(1);
  expect(here.carried).toBeCloseTo(0.5, 3);
  expect(await ask(question())).toEqual(here);
  // Seconds of work: called off, it is given up at once.
  const slow = planModel({ ...large, input: { shape: [3, 400, 400] }, nodes: large.nodes.slice(0, 1), output: 'a' });
  const [endless = expect.fail('no call')] = slow.phases.forward;
  const all = [...endless.ins, ...endless.outs].filter((id) => id !== null);
  const zeros = new Map(all.map((id) => [id, new Float32Array(slow.tensors[id]?.length ?? 0)]));
  const off = new AbortController();
  const under = ask({ call: portable(endless), values: zeros, other: null }, off.signal);
  setTimeout(() => off.abort(), 50);
  expect(await under).toBeNull();
  expect(await ask(question())).toEqual(here);
  await expect(ask({ ...question(), call: { ...portable(call), kernel: 'none' } })).rejects.toThrow('no kernel none');
  jobs.dispose();
});
