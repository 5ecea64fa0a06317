/** The job service: what a job gives, who shares it, when it ends without an answer, and what is kept and freed. */
import { describe, expect, test } from 'vitest';
import { openBackend } from '../../../src/backend';
import { EngineError } from '../../../src/core/errors';
import { planModel } from '../../../src/graph/plan';
import type { Job, RunRequest, Subject } from '../../../src/workspace/jobs/jobs';
import { networkOf } from '../../../src/workspace/network';
import { hyperOf, sgd } from '../../helpers/hyper';
import { input, jobsOn, setUp } from '../../helpers/jobs';
import { chain, stored } from '../../helpers/models';

const text = (values: Float32Array | undefined): string => [...(values ?? [])].join(' ');

/** A job of one run. */
const once = (subject: Subject, asked: Partial<RunRequest> = {}) => ({
  subject,
  work: ({ run }: Parameters<Job<unknown>['work']>[0]) => run({ input, ...asked }),
});

describe.each(['wasm', 'reference'] as const)('on %s', (name) => {
  const model = stored(chain, 1);
  const network = networkOf(model);
  const subject = { network, weights: model.weights };

  test('a run gives what the network gives, with the tensors asked for by name or by id', async () => {
    const jobs = jobsOn(name, network);
    const { backend } = await openBackend(name);
    const program = await backend.load(network.plan, model.weights);
    program.write(network.plan.input, input);
    const { output } = await program.run();
    const result = await jobs.start(once(subject, { read: ['conv', network.plan.output] }));
    expect(text(result?.output)).toBe(text(output));
    expect(text(result?.tensors[0])).toBe(text(await program.read(network.plan.nodes[0]?.output ?? -1)));
    expect(text(result?.tensors[1])).toBe(text(output));
    expect(result?.info.name).toBe(name);
    jobs.dispose();
    backend.dispose();
  });

  test('other weights hold for one run', async () => {
    const jobs = jobsOn(name, network);
    const length = model.weights.get('conv.weight')?.length ?? 0;
    const weights = new Map([
      ['conv.weight', new Float32Array(length)],
      ['conv.bias', new Float32Array(5)],
    ]);
    const [before, without, after] =
      (await jobs.start({
        subject,
        work: async ({ run }) => [
          await run({ input, read: ['conv'] }),
          await run({ input, read: ['conv'], weights }),
          await run({ input, read: ['conv'] }),
        ],
      })) ?? [];
    expect(new Set(without?.tensors[0])).toEqual(new Set([0]));
    expect(text(before?.tensors[0])).not.toBe(text(without?.tensors[0]));
    expect(text(after?.tensors[0])).toBe(text(before?.tensors[0]));
    jobs.dispose();
  });

  test('phases, and tensors beside the input: a training step changes the weights of its job alone', async () => {
    const jobs = jobsOn(name, network);
    const train = { optimiser: 'sgd' } as const;
    const steps = (count: number) =>
      jobs.start({
        subject,
        plan: { train },
        work: async ({ plan, run }) => {
          const { target, results, hyper } = plan.training ?? expect.fail('no training');
          const losses: number[] = [];
          const write = new Map([
            [target, Float32Array.of(0, 1, 0)],
            [hyper, hyperOf(sgd, 0, 0.001)],
          ]);
          for (let i = 0; i < count; i++) {
            const { tensors } = await run({ input, write, phases: ['forward', 'backward', 'update'], read: [results] });
            losses.push(tensors[0]?.[0] ?? Number.NaN);
          }
          return losses;
        },
      });
    const first = (await steps(4)) ?? [];
    expect(first).toEqual([...first].sort((a, b) => b - a));
    expect(new Set(first).size).toBe(4);
    expect(await steps(4)).toEqual(first);
    jobs.dispose();
  });
});

test('only weights that differ are written, and a program is found again by its plan', async () => {
  const { jobs, state, subject } = setUp();
  await jobs.start(once(subject));
  await jobs.start(once(subject));
  expect(state.written).toEqual(['input', 'input']);
  const bias = new Float32Array(5).fill(1);
  await jobs.start(once(subject, { weights: new Map([['conv.bias', bias]]) }));
  await jobs.start(once({ ...subject, weights: new Map([...subject.weights, ['conv.bias', bias]]) }));
  expect(state.written.slice(2)).toEqual(['conv.bias', 'input', 'input']);
  await jobs.start(once(subject));
  expect(state.written.slice(5)).toEqual(['conv.bias', 'input']);
  // A model of its own that has the same spec, made anew.
  for (const spec of [{ ...chain }, { ...chain }]) await jobs.start(once({ spec, weights: subject.weights }));
  expect([state.loaded.length, state.opened]).toEqual([2, ['reference']]);
  jobs.dispose();
});

test('programs that have not been used for longest are closed', async () => {
  const { jobs, state, subject } = setUp();
  for (let i = 0; i < 10; i++) {
    await jobs.start(once({ spec: { ...chain, name: `chain ${i}` }, weights: subject.weights }));
  }
  expect([state.loaded.length, state.closed]).toEqual([10, 2]);
  await jobs.start(once({ spec: { ...chain, name: 'chain 9' }, weights: subject.weights }));
  expect(state.loaded).toHaveLength(10);
  jobs.dispose();
  await expect.poll(() => state.closed).toBe(10);
});

test('what is more urgent is served between the runs of a long job', async () => {
  const { jobs, subject } = setUp();
  const done: string[] = [];
  const long = jobs.start({
    subject,
    priority: 'background',
    async work({ run }) {
      for (let i = 0; i < 3; i++) {
        await run({ input });
        done.push(`long ${i}`);
        if (i === 0) void jobs.start({ ...once(subject), priority: 'urgent' }).then(() => done.push('urgent'));
      }
    },
  });
  const next = jobs.start({ ...once(subject), priority: 'background' }).then(() => done.push('next'));
  await Promise.all([long, next]);
  expect(done).toEqual(['long 0', 'urgent', 'long 1', 'long 2', 'next']);
  jobs.dispose();
});

test('the same name about the same weights is run once, and its progress and its result are given to both', async () => {
  const { jobs, state, subject } = setUp();
  const heard: string[] = [];
  const job = (listener: string, signal?: AbortSignal) =>
    jobs.start({
      subject,
      id: 'twice',
      ...(signal && { signal }),
      onProgress: (done, count) => heard.push(`${listener} ${done}/${count}`),
      work: ({ batch }) => batch(2, () => input),
    });
  const off = new AbortController();
  const all = [job('a'), job('b', off.signal), job('c')];
  off.abort();
  const [a, b, c] = await Promise.all(all);
  expect([a?.length, b, c]).toEqual([2, null, a]);
  expect(heard).toEqual(['a 2/2', 'c 2/2']);
  expect(await job('d')).toBe(a);
  expect(state.written).toEqual(['input']);
  // Other weights are another question.
  const other = { ...subject, weights: new Map(subject.weights) };
  expect(await jobs.start({ subject: other, id: 'twice', work: async () => 'other' })).toBe('other');
  // The last eight are kept.
  for (let i = 0; i < 8; i++) await jobs.start({ subject, id: `${i}`, work: async () => i });
  expect(await jobs.start({ subject, id: '0', work: async () => 'anew' })).toBe(0);
  expect(await jobs.start({ subject, id: 'twice', work: async () => 'anew' })).toBe('anew');
  jobs.dispose();
});

test('a job ends with null when the last who waits for it leaves, and is begun anew by the next', async () => {
  const { jobs, state, subject } = setUp();
  const off = new AbortController();
  let runs = 0;
  const job = {
    subject,
    id: 'long',
    async work({ run }: Parameters<Job<unknown>['work']>[0]) {
      for (let i = 0; i < 5; i++) {
        await run({ input });
        runs += 1;
        if (runs === 2) off.abort();
      }
      return runs;
    },
  };
  expect(await jobs.start({ ...job, signal: off.signal })).toBeNull();
  expect(await jobs.start({ ...job, signal: off.signal })).toBeNull();
  expect(await jobs.start(job)).toBe(7);
  expect(state.said).toEqual([]);
  jobs.dispose();
});

test('what was asked of a network that another one has replaced ends with null, and its programs are freed', async () => {
  const { jobs, state, subject } = setUp();
  await jobs.start(once(subject));
  await jobs.start({ ...once(subject), plan: { batch: 1 } });
  const own = { spec: { ...chain, name: 'own' }, weights: subject.weights };
  await jobs.start(once(own));
  const waiting = [jobs.start(once(subject)), jobs.start(once(own))];
  const model = stored(chain, 2);
  state.network = networkOf(model);
  expect(await jobs.start(once(subject))).toBeNull();
  jobs.networkChanged();
  expect((await Promise.all(waiting)).map((result) => result !== null)).toEqual([false, true]);
  await expect.poll(() => state.closed).toBe(2);
  expect((await jobs.start(once({ network: state.network, weights: model.weights })))?.output).toHaveLength(3);
  expect([state.loaded.length, state.disposed, state.said]).toEqual([4, 0, []]);
  jobs.dispose();
});

test('a network that is replaced between two runs ends the job also where nobody says so', async () => {
  const { jobs, state, subject } = setUp();
  const result = await jobs.start({
    subject,
    async work({ run }) {
      await run({ input });
      state.network = null;
      await run({ input });
      return 'done';
    },
  });
  expect(result).toBeNull();
  jobs.dispose();
});

test('closed during a run, that run is done, and the next opens a backend anew', async () => {
  const { jobs, state, subject } = setUp();
  let go = (): void => {};
  state.hold = () =>
    new Promise((resolve) => {
      go = resolve;
    });
  const under = jobs.start(once(subject));
  await expect.poll(() => state.written).toEqual(['input']);
  jobs.close();
  state.hold = async () => {};
  go();
  expect((await under)?.output).toHaveLength(3);
  await expect.poll(() => state.disposed).toBe(1);
  expect((await jobs.start(once(subject)))?.output).toHaveLength(3);
  expect(state.opened).toHaveLength(2);
  jobs.dispose();
});

test('two services do not disturb each other, and one that is gone answers null', async () => {
  const [a, b] = [setUp(), setUp()];
  const running = [a, b].map(({ jobs, subject }) =>
    jobs.start({ subject, work: ({ batch }) => batch(300, () => input) }),
  );
  a.jobs.dispose();
  const [gone, stays] = await Promise.all(running);
  expect([gone, stays?.length]).toEqual([null, 300]);
  expect(await a.jobs.start(once(a.subject))).toBeNull();
  await expect.poll(() => a.state.disposed).toBe(a.state.opened.length);
  expect(b.state.disposed).toBe(0);
  b.jobs.dispose();
  await expect.poll(() => b.state.disposed).toBe(1);
});

test('a backend that computes wrongly is passed over for good, is said once, and the same job is done on the next', async () => {
  const { open } = setUp();
  const { jobs, state, subject } = setUp({
    async open(choice, failed) {
      const opened = await open(choice, failed);
      state.opened.push(opened.backend.info.name);
      return { ...opened, check: async () => (failed.length === 0 ? 'conv2d: error 1' : null) };
    },
  });
  const results = await Promise.all([jobs.start(once(subject)), jobs.start(once(subject))]);
  expect(results.map((result) => result?.info.name)).toEqual(['wasm', 'wasm']);
  expect(state.opened).toEqual(['reference', 'wasm']);
  expect(state.said).toEqual(['reference backend-wrong conv2d: error 1']);
  jobs.close();
  await jobs.start(once(subject));
  expect(state.opened).toEqual(['reference', 'wasm', 'reference', 'wasm']);
  jobs.dispose();
});

test('a run that fails is done on the next backend, a training that has begun is not', async () => {
  const { jobs, state, subject } = setUp();
  let runs = 0;
  state.hold = async () => {
    runs += 1;
    if (runs === 2) throw new EngineError('device', 'lost');
  };
  const both = await jobs.start({
    subject,
    work: async ({ run }) => [await run({ input }), await run({ input })],
  });
  expect(both?.map(({ info }) => info.name)).toEqual(['reference', 'wasm']);
  expect(state.said).toEqual(['reference backend-failed lost']);
  await expect.poll(() => state.disposed).toBe(1);
  runs = 0;
  const train = { optimiser: 'sgd' } as const;
  const training = jobs.start({
    subject,
    plan: { train },
    work: async ({ run }) => [await run({ input }), await run({ input })],
  });
  await expect(training).rejects.toThrow('lost');
  jobs.dispose();
});

test('what is wrong with the question is no fault of the backend, and does not stop the next job', async () => {
  const { jobs, state, subject } = setUp();
  await expect(jobs.start(once(subject, { input: new Float32Array(3) }))).rejects.toThrow(EngineError);
  await expect(jobs.start(once(subject, { read: ['nothing'] }))).rejects.toThrow('no such tensor');
  const short = new Map([['conv.bias', new Float32Array(4)]]);
  await expect(jobs.start(once(subject, { weights: short }))).rejects.toThrow(EngineError);
  await expect(jobs.start(once(subject, { weights: new Map([['no', input]]) }))).rejects.toThrow('no such tensor');
  await expect(jobs.start({ ...once(subject), plan: { size: [0, 0] } })).rejects.toThrow(EngineError);
  const result = await jobs.start(once(subject));
  const plan = planModel(chain);
  expect(text(result?.output)).toBe(text(await plainly(subject, plan)));
  expect([state.opened, state.said]).toEqual([['reference'], []]);
  jobs.dispose();
});

async function plainly({ weights }: Subject, plan: ReturnType<typeof planModel>) {
  const { backend } = await openBackend('reference');
  const program = await backend.load(plan, weights);
  program.write(plan.input, input);
  return (await program.run()).output;
}

test('where no backend is left the job says so, and a later one may find one', async () => {
  let isBroken = true;
  const { jobs, subject, open } = setUp({
    async open(choice, failed) {
      if (isBroken) throw new EngineError('device', 'no backend can compute here');
      return open(choice, failed);
    },
  });
  await expect(jobs.start(once(subject))).rejects.toThrow('no backend can compute here');
  isBroken = false;
  expect((await jobs.start(once(subject)))?.output).toHaveLength(3);
  jobs.dispose();
});

test('a worker is asked in turn, and where there are none the same is done here', async () => {
  const { jobs, subject } = setUp();
  const asked: number[] = [];
  const answerer = {
    open: () => expect.fail('there are no workers here'),
    async here(question: number, progress: (done: number, count: number) => void) {
      asked.push(question);
      progress(question, 2);
      return question * 10;
    },
  };
  const heard: number[] = [];
  const answers = await jobs.start({
    subject,
    onProgress: (done) => heard.push(done),
    work: ({ ask }) => Promise.all([ask(answerer, 1), ask(answerer, 2)]),
  });
  expect([answers, asked, heard]).toEqual([
    [10, 20],
    [1, 2],
    [1, 2],
  ]);
  jobs.dispose();
});
