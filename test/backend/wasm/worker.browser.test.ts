/**
 * The WASM backend in a page: large networks run in a worker with a team of threads, give what they give in line, and a
 * surface paints them; a small one stays in line.
 */
import { describe, expect, it } from 'vitest';
import { callPlan } from '../../../src/backend/callPlan';
import { createReferenceBackend } from '../../../src/backend/reference';
import type { Program } from '../../../src/backend/types';
import { createWasmBackend } from '../../../src/backend/wasm';
import { Random } from '../../../src/core/random';
import { checkModel, type ModelSpec } from '../../../src/graph/model';
import { planModel } from '../../../src/graph/plan';
import { copy } from '../../../src/kernels/copy';
import { initialWeights } from '../../../src/train/initialise';
import { Engine } from '../../../src/workspace/engine';
import { networkOf } from '../../../src/workspace/network';
import { sceneOf } from '../../helpers/digitsNet';
import { expectProfile } from '../../helpers/profileCase';

/** 3 x 32 x 32 through two convolutions of many filters: about 30 million multiply-accumulates. */
const large: ModelSpec = checkModel({
  name: 'large',
  input: { shape: [3, 32, 32] },
  nodes: [
    { id: 'conv1', type: 'conv2d', inputs: ['input'], attributes: { outChannels: 48, pad: [1, 1, 1, 1] } },
    { id: 'relu1', type: 'relu', inputs: ['conv1'] },
    { id: 'conv2', type: 'conv2d', inputs: ['relu1'], attributes: { outChannels: 64, pad: [1, 1, 1, 1] } },
    { id: 'relu2', type: 'relu', inputs: ['conv2'] },
    { id: 'average', type: 'globalAveragePool', inputs: ['relu2'] },
    { id: 'dense', type: 'dense', inputs: ['average'] },
    { id: 'softmax', type: 'softmax', inputs: ['dense'] },
  ],
  output: 'softmax',
});

const picture = { kind: 'picture', size: [32, 32], mean: [0.5, 0.5, 0.5], deviation: [1, 1, 1] };
const weights = initialWeights(large, 3);
const plan = planModel(large);
const random = new Random(1);
const inputs = [0, 1].map(() => Float32Array.from({ length: 3 * 32 * 32 }, () => random.normal()));

async function everyTensor(program: Program, input: Float32Array): Promise<Float32Array[]> {
  program.write(plan.input, input);
  await program.run();
  return Promise.all(plan.nodes.map(({ output }) => program.read(output)));
}

/** The pixels of a canvas. */
function pixelsOf(canvas: HTMLCanvasElement): Uint8ClampedArray {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the canvas has no 2-D context');
  return context.getImageData(0, 0, canvas.width, canvas.height).data;
}

/** Calls `check` until it holds, for at most ten seconds. */
async function soon(check: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 500; tries++) {
    if (check()) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

describe.each([1, 2])('a network in a worker, on %i thread(s)', (threads) => {
  it('gives the same bits as in line', async () => {
    const inline = await (await createWasmBackend({ threads: 1, inline: 'always' })).load(plan, weights);
    const remote = await (await createWasmBackend({ threads, inline: 'never' })).load(plan, weights);
    for (const input of inputs) expect(await everyTensor(remote, input)).toEqual(await everyTensor(inline, input));
    remote.dispose();
    inline.dispose();
  });

  it('takes the last values written before each run, however many runs wait', async () => {
    const program = await (await createWasmBackend({ threads, inline: 'never' })).load(plan, weights);
    const outputs = inputs.map((input) => {
      program.write(plan.input, input);
      return program.run().then(({ output }) => output);
    });
    const [first, second] = await Promise.all(outputs);
    expect(first).not.toEqual(second);
    program.write(plan.input, inputs[0] ?? new Float32Array());
    expect((await program.run()).output).toEqual(first);
    program.dispose();
  });

  it('takes values as they were when written, lent or not, and of two writes the last', async () => {
    const program = await (await createWasmBackend({ threads, inline: 'never' })).load(plan, weights);
    const [a = new Float32Array(), b = new Float32Array()] = inputs;
    const answerTo = async (write: () => void): Promise<Float32Array> => {
      write();
      return (await program.run()).output;
    };
    const [first, second] = [
      await answerTo(() => program.write(plan.input, a)),
      await answerTo(() => program.write(plan.input, b, true)),
    ];
    expect(first).not.toEqual(second);
    const changing = Float32Array.from(a);
    const whileIdle = answerTo(() => {
      program.write(plan.input, b, true);
      program.write(plan.input, changing);
      changing.fill(0);
    });
    changing.set(b);
    program.write(plan.input, changing);
    changing.fill(0);
    expect([await whileIdle, (await program.run()).output]).toEqual([first, second]);
    program.dispose();
  });

  it('paints the same picture as in line after each run, and a new scene without one', async () => {
    const inline = await (await createWasmBackend({ threads: 1, inline: 'always' })).load(plan, weights);
    const remote = await (await createWasmBackend({ threads, inline: 'never' })).load(plan, weights);
    const sides = [inline, remote].map((program) => {
      const canvas = document.createElement('canvas');
      return { program, canvas, surface: program.surface(canvas) };
    });
    for (const { surface } of sides) surface.setScene(sceneOf(plan, 'layer'));
    const reports = [];
    for (const { program } of sides) {
      program.write(plan.input, inputs[0] ?? new Float32Array());
      await program.run();
      program.write(plan.input, inputs[1] ?? new Float32Array());
      reports.push(await program.run());
    }
    const [here, there] = sides;
    if (!here || !there) throw new Error('two programs were made');
    expect(reports[1]?.ranges.size).toBeGreaterThan(5);
    expect(reports[1]?.ranges).toEqual(reports[0]?.ranges);
    expect(pixelsOf(there.canvas)).toEqual(pixelsOf(here.canvas));

    // A scene with other tensors than before: their values are there, or are fetched and painted then.
    const all = sceneOf(plan, 'layer');
    const shownFirst = { ...all, tiles: all.tiles.filter(({ tensor }) => tensor === plan.input) };
    for (const { surface } of sides) {
      surface.setScene(shownFirst);
      surface.paint();
    }
    await remote.run();
    await inline.run();
    for (const { surface } of sides) {
      surface.setScene(all);
      surface.paint();
    }
    const wanted = pixelsOf(here.canvas);
    expect(await soon(() => pixelsOf(there.canvas).every((value, i) => value === wanted[i]))).toBe(true);
    for (const { surface, program } of sides) {
      surface.dispose();
      program.dispose();
    }
  });

  it('rejects what is under way and declares itself lost when the worker fails', async () => {
    const backend = await createWasmBackend({ threads, inline: 'never' });
    const far = { outer: 1, inner: 2 ** 28, inOffset: 0, inStride: 0, outOffset: 0, outStride: 0 };
    const program = await backend.load(callPlan([{ kernel: copy, params: far, lengths: [8, 8] }]), new Map());
    const [first, second] = [program.run(), program.run()];
    await expect(first).rejects.toMatchObject({ code: 'device' });
    await expect(second).rejects.toMatchObject({ code: 'device' });
    expect(await backend.lost).toMatch(/memory|unreachable/);
    await expect(program.read(0)).rejects.toMatchObject({ code: 'device' });
    program.dispose();
  });
});

/** A Worker whose every message to it is first shown to `seen`, which may swallow it. */
function workersThat(seen: (worker: Worker, message: unknown) => 'deliver' | 'swallow'): () => void {
  const { postMessage } = Worker.prototype;
  Reflect.set(Worker.prototype, 'postMessage', function (this: Worker, ...given: unknown[]) {
    if (seen(this, given[0]) === 'deliver') Reflect.apply(postMessage, this, given);
  });
  return () => Reflect.set(Worker.prototype, 'postMessage', postMessage);
}

const isRun = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && Reflect.get(message, 'kind') === 'run';

/** What the reference backend answers to the first input. */
async function trueAnswer(): Promise<Float32Array> {
  const program = await createReferenceBackend().load(plan, weights);
  program.write(plan.input, inputs[0] ?? new Float32Array());
  return (await program.run()).output;
}

describe('a worker that dies', () => {
  it.each(['with an error', 'in silence'])(
    '%s in the middle of a run: another backend gives the answer',
    async (how) => {
      const wanted = await trueAnswer();
      const restore = workersThat((worker, message) => {
        if (!isRun(message)) return 'deliver';
        if (how === 'with an error') worker.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
        else worker.terminate();
        return 'swallow';
      });
      const messages: string[] = [];
      const answers: Float32Array[] = [];
      // Only the clock that gives a silent run up is hurried.
      const { setInterval } = globalThis;
      if (how === 'in silence') {
        Reflect.set(globalThis, 'setInterval', (work: () => void, time: number) => setInterval(work, time / 30));
      }
      const engine = new Engine<null>(
        {
          open: async (_, failed) => {
            if (failed.some(({ name }) => name === 'wasm'))
              return { backend: createReferenceBackend(), refused: failed };
            return { backend: await createWasmBackend({ inline: 'never' }), refused: [] };
          },
          check: async () => null,
          schedule: (frame) => void requestAnimationFrame(frame),
          canvas: () => document.createElement('canvas'),
        },
        {
          prepare: () => ({ values: inputs[0] ?? new Float32Array(), shown: null }),
          reported: ({ output }) => answers.push(output),
          computing: () => {},
          failed: (name, code) => messages.push(`${name} ${code}`),
          stopped: (error) => messages.push(String(error)),
        },
      );
      try {
        void engine.use('auto');
        const stored = { spec: { ...large, preprocessing: picture }, weights, provenance: {} };
        await engine.load(stored, networkOf(stored));
        expect(await soon(() => answers.length > 0)).toBe(true);
        expect(messages).toEqual(['wasm backend-lost', 'wasm backend-lost']);
        const error = answers[0]?.map((value, i) => Math.abs(value - (wanted[i] ?? 0))) ?? [];
        expect(Math.max(...error)).toBeLessThan(1e-6);
      } finally {
        restore();
        Reflect.set(globalThis, 'setInterval', setInterval);
        engine.dispose();
      }
    },
  );
});

it('chooses the worker by size, and answers after it is disposed of with an error', async () => {
  expect(plan.macs).toBeGreaterThan(20e6);
  const program = await (await createWasmBackend()).load(plan, weights);
  program.write(plan.input, inputs[0] ?? new Float32Array());
  const running = program.run();
  program.dispose();
  await expect(running).rejects.toThrow(/disposed/);
});

it('shares a network in line with a team, which serves its successor too', async () => {
  const one = await (await createWasmBackend({ threads: 1, inline: 'always' })).load(plan, weights);
  const backend = await createWasmBackend({ threads: 3, inline: 'always' });
  for (let round = 0; round < 3; round++) {
    const team = await backend.load(plan, weights);
    expect(team.view(plan.output)?.buffer).toBeInstanceOf(SharedArrayBuffer);
    for (const input of inputs) expect(await everyTensor(team, input)).toEqual(await everyTensor(one, input));
    team.dispose();
  }
  one.dispose();
});

it('gives up a network in line whose kernel fails on any thread of its team, and no other', async () => {
  const backend = await createWasmBackend({ threads: 2, inline: 'always' });
  const program = await backend.load(plan, weights);
  const far = { outer: 50000, inner: 2 ** 16, inOffset: 0, inStride: 0, outOffset: 0, outStride: 2 ** 16 };
  const wild = await backend.load(callPlan([{ kernel: copy, params: far, lengths: [8, 8] }]), new Map());
  await expect(wild.run()).rejects.toMatchObject({ code: 'device' });
  // Its team is gone; others are as they were.
  expect(await everyTensor(program, inputs[0] ?? new Float32Array())).toHaveLength(plan.nodes.length);
  wild.dispose();
  program.dispose();
});

it('profiles in the worker', async () => {
  const backend = await createWasmBackend({ inline: 'never' });
  await expectProfile(backend);
  backend.dispose();
});
