/** Agreement: the differences are those found another way, faults are caught, and what must be exact is. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openBackend } from '../../src/backend';
import { decodeModel } from '../../src/formats/model';
import { checkModel, resolveModel } from '../../src/graph/model';
import { planModel } from '../../src/graph/plan';
import { agreementOf, overall } from '../../src/insight/agreement';
import { explain } from '../../src/insight/equation';
import { initialWeights } from '../../src/train/initialise';

async function computed(name: string, backendName: 'wasm' | 'reference') {
  const { spec, weights } = decodeModel(
    new Uint8Array(readFileSync(new URL(`../../public/models/${name}.safetensors`, import.meta.url))),
  );
  return ran(spec, weights, backendName);
}

async function ran(
  spec: Parameters<typeof planModel>[0],
  weights: ReadonlyMap<string, Float32Array>,
  backendName: 'wasm' | 'reference',
) {
  const plan = planModel(spec);
  const { backend } = await openBackend(backendName);
  const program = await backend.load(plan, weights);
  const length = plan.tensors[plan.input]?.length ?? 0;
  program.write(
    plan.input,
    Float32Array.from({ length }, (_, i) => Math.sin(i / 5) + 0.5 * Math.cos(i * i)),
  );
  await program.run();
  const tensors: Float32Array[] = [];
  for (const { id } of plan.tensors) tensors.push(await program.read(id));
  return { spec, plan, tensors, values: (id: number) => tensors[id] ?? expect.fail(`no tensor ${id}`) };
}

describe.each(['digits', 'objects'])('%s', (name) => {
  test('on WASM every call is within what float32 allows', async () => {
    const { plan, values } = await computed(name, 'wasm');
    for (const call of plan.phases.forward) {
      const { worst, difference, bound } = overall(agreementOf(call, values));
      expect(worst, call.kernel.name).toBeLessThanOrEqual(1);
      expect(difference).toBeLessThanOrEqual(bound);
      if (call.kernel.name === 'pool2d') expect(difference).toBe(0);
    }
  });

  test('the twins agree with themselves to the last bit', async () => {
    const { plan, values } = await computed(name, 'reference');
    for (const call of plan.phases.forward) {
      expect(agreementOf(call, values).map((one) => one?.difference ?? null)).toEqual(
        call.outs.map((id) => (id === null ? null : 0)),
      );
    }
  });
});

test('a difference is the one that the equations of the values give', async () => {
  const { spec, plan, values } = await computed('digits', 'wasm');
  const model = resolveModel(spec, 1);
  for (const id of ['conv2', 'dense1', 'softmax']) {
    const node = plan.nodes.find((other) => other.id === id) ?? expect.fail(id);
    const call = plan.phases.forward.find(({ outs }) => outs[0] === node.output) ?? expect.fail(id);
    const kernel = values(node.output);
    let largest = 0;
    for (const [index, value] of kernel.entries()) {
      const { result } = await explain(model, plan, async (tensor) => values(tensor), id, index);
      largest = Math.max(largest, Math.abs(value - Math.fround(result)));
    }
    expect(agreementOf(call, values)[0]?.difference).toBe(largest);
  }
});

test('one wrong value among all is caught, also behind a fused activation, and a NaN too', async () => {
  const { plan, tensors, values } = await computed('digits', 'wasm');
  for (const call of plan.phases.forward) {
    for (const [k, id] of call.outs.entries()) {
      if (id === null) continue;
      const right = values(id);
      for (const [index, wrong] of [
        [right.length - 1, (right.at(-1) ?? 0) + 0.01],
        [0, Number.NaN],
      ] as const) {
        tensors[id] = right.with(index, wrong);
        expect(agreementOf(call, values)[k]?.worst, `${call.kernel.name} ${index}`).toBeGreaterThan(1);
      }
      tensors[id] = right;
    }
  }
});

test('branches, sums, padding and averages too', async () => {
  const spec = checkModel({
    name: 'all kinds',
    input: { shape: [2, 9, 9] },
    nodes: [
      {
        id: 'edge',
        type: 'conv2d',
        inputs: ['input'],
        attributes: { outChannels: 3, pad: [1, 1, 1, 1], padMode: 'reflect' },
      },
      { id: 'gelu', type: 'gelu', inputs: ['edge'] },
      { id: 'grouped', type: 'conv2d', inputs: ['gelu'], attributes: { outChannels: 3, groups: 3, pad: [1, 1, 1, 1] } },
      { id: 'add', type: 'add', inputs: ['gelu', 'grouped', 'edge'] },
      { id: 'relu', type: 'relu', inputs: ['add'] },
      { id: 'concat', type: 'concat', inputs: ['relu', 'input'] },
      { id: 'average', type: 'averagePool2d', inputs: ['concat'] },
      { id: 'norm', type: 'batchNorm', inputs: ['average'] },
      { id: 'global', type: 'globalAveragePool', inputs: ['norm'] },
      { id: 'log', type: 'logSoftmax', inputs: ['global'] },
    ],
    output: 'log',
    labels: [],
    preprocessing: null,
  });
  const { plan, values } = await ran(spec, initialWeights(spec, 2), 'wasm');
  for (const call of plan.phases.forward) {
    expect(overall(agreementOf(call, values)).worst, call.kernel.name).toBeLessThanOrEqual(1);
  }
});
