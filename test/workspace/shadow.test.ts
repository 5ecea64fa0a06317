/** The shadow: a second program that answers what-if questions and leaves no trace of them. */
import { describe, expect, test } from 'vitest';
import { type Opened, openBackend } from '../../src/backend';
import { planModel } from '../../src/graph/plan';
import type { Loaded } from '../../src/workspace/engine';
import { networkOf } from '../../src/workspace/network';
import { type PlanOf, Shadow } from '../../src/workspace/shadow';
import { chain, stored } from '../helpers/models';

const loadedOf = (seed: number): Loaded => {
  const model = stored(chain, seed);
  return { stored: model, network: networkOf(model) };
};
const input = Float32Array.from({ length: 64 }, (_, i) => Math.sin(i));

function setUp(name: 'wasm' | 'reference' = 'reference', plan?: PlanOf) {
  const state = { loaded: loadedOf(1) as Loaded | null, opened: 0, disposed: 0, fail: false };
  const failures: unknown[] = [];
  const shadow = new Shadow({
    async open(): Promise<Opened> {
      state.opened += 1;
      if (state.fail) throw new Error('no backend');
      const opened = await openBackend(name);
      const { backend } = opened;
      return {
        ...opened,
        backend: {
          ...backend,
          dispose() {
            state.disposed += 1;
            backend.dispose();
          },
        },
      };
    },
    loaded: () => state.loaded,
    ...(plan && { plan }),
    failed: (error) => failures.push(error),
  });
  return { shadow, state, failures };
}

const text = (values: Float32Array | undefined): string => [...(values ?? [])].join(' ');

describe.each(['wasm', 'reference'] as const)('on %s', (name) => {
  test('gives what the network gives, with the tensors asked for', async () => {
    const { shadow, state } = setUp(name);
    const { network, stored: model } = state.loaded ?? expect.fail('nothing is loaded');
    const { backend } = await openBackend(name);
    const program = await backend.load(network.plan, model.weights);
    program.write(network.plan.input, input);
    const { output } = await program.run();
    const conv = network.plan.nodes[0]?.output ?? expect.fail('no nodes');
    const result = await shadow.run(input, { read: [conv, network.plan.output] });
    expect(text(result?.output)).toBe(text(output));
    expect(text(result?.tensors[0])).toBe(text(await program.read(conv)));
    expect(text(result?.tensors[1])).toBe(text(output));
    expect(result?.info.name).toBe(name);
    shadow.close();
    backend.dispose();
  });

  test('other weights hold for one run', async () => {
    const { shadow, state } = setUp(name);
    const length = state.loaded?.stored.weights.get('conv.weight')?.length ?? 0;
    const weights = new Map([
      ['conv.weight', new Float32Array(length)],
      ['conv.bias', new Float32Array(5)],
    ]);
    const read = [state.loaded?.network.plan.nodes[0]?.output ?? 0];
    const [before, without, after] = await Promise.all([
      shadow.run(input, { read }),
      shadow.run(input, { read, weights }),
      shadow.run(input, { read }),
    ]);
    expect(new Set(without?.tensors[0])).toEqual(new Set([0]));
    expect(text(before?.tensors[0])).not.toBe(text(without?.tensors[0]));
    expect(text(after?.tensors[0])).toBe(text(before?.tensors[0]));
    expect(text(after?.output)).toBe(text(before?.output));
    expect(state.opened).toBe(1);
    shadow.close();
  });
});

test.each(['wasm', 'reference'] as const)('of a plan with gradients it runs backwards too, on %s', async (name) => {
  const plan = planModel(chain, { gradients: { of: 'dense', wrt: ['flat'] } });
  const { shadow, state } = setUp(name, () => plan);
  const write = new Map([[plan.gradients.seed, Float32Array.of(0, 1, 0)]]);
  const result = await shadow.run(input, { write, read: [plan.gradients.of.flat] });
  // The second of the three rows of the dense layer's weights.
  const row = state.loaded?.stored.weights.get('dense.weight')?.subarray(80, 160);
  expect(text(result?.tensors[0])).toBe(text(row));
  shadow.close();
});

test('weights that are changed in the model that stands hold from the next run on', async () => {
  const { shadow, state } = setUp();
  const { stored: model, network } = state.loaded ?? expect.fail('nothing is loaded');
  const before = await shadow.run(input);
  const changed = new Float32Array(model.weights.get('conv.weight')?.length ?? 0);
  const weights = new Map([...model.weights, ['conv.weight', changed]]);
  state.loaded = { network, stored: { ...model, weights } };
  const read = [network.plan.nodes[0]?.output ?? 0];
  const edited = await shadow.run(input, { read });
  const bias = model.weights.get('conv.bias')?.[0];
  expect(edited?.tensors[0]?.[0]).toBe(bias);
  state.loaded = { network, stored: model };
  expect(text((await shadow.run(input))?.output)).toBe(text(before?.output));
  expect(state.opened).toBe(1);
  shadow.close();
});

test('another model closes the program of the one before', async () => {
  const { shadow, state } = setUp();
  const first = await shadow.run(input);
  state.loaded = loadedOf(2);
  const second = await shadow.run(input);
  expect(text(second?.output)).not.toBe(text(first?.output));
  expect([state.opened, state.disposed]).toEqual([2, 1]);
  state.loaded = null;
  expect(await shadow.run(input)).toBeNull();
  expect(state.disposed).toBe(2);
});

test('what was asked of a network that another one has replaced since is not asked of that one', async () => {
  const { shadow, state, failures } = setUp();
  const { network } = state.loaded ?? expect.fail('nothing is loaded');
  const weights = new Map([['of the first alone', new Float32Array(4)]]);
  const waiting = [shadow.run(input), shadow.run(input, { weights })];
  state.loaded = loadedOf(2);
  expect(await Promise.all(waiting)).toEqual([null, null]);
  expect(await shadow.run(new Float32Array(3), { network, weights })).toBeNull();
  expect([failures, state.opened]).toEqual([[], 0]);
  expect((await shadow.run(input))?.output).toHaveLength(3);
});

test('closed in the middle of a run, it gives nothing and says nothing', async () => {
  const { shadow, state, failures } = setUp('wasm');
  const run = shadow.run(input);
  await Promise.resolve();
  shadow.close();
  await run;
  expect(failures).toEqual([]);
  expect((await shadow.run(input))?.output).toHaveLength(3);
  shadow.close();
  await Promise.resolve();
  await Promise.resolve();
  expect(state.disposed).toBe(state.opened);
});

test('a failure is told once, gives null, and the next run tries again', async () => {
  const { shadow, state, failures } = setUp();
  state.fail = true;
  expect(await shadow.run(input)).toBeNull();
  expect(failures).toHaveLength(1);
  state.fail = false;
  expect(await shadow.run(new Float32Array(3))).toBeNull();
  expect(failures).toHaveLength(2);
  expect(await shadow.run(input, { weights: new Map([['conv.bias', new Float32Array(4)]]) })).toBeNull();
  expect(await shadow.run(input)).not.toBeNull();
  shadow.close();
});
