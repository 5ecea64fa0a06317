/**
 * What is said at a pointed-at value, for every layer type and every activation function after it: contributions, sum,
 * arithmetic and value agree with each other and with what the kernels computed. The printed arithmetic is evaluated.
 */
import { describe, expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src/backend/reference';
import { Random } from '../../../src/core/random';
import { elements } from '../../../src/core/shapes';
import { type ModelNode, type ModelSpec, resolveModel } from '../../../src/graph/model';
import { planModel } from '../../../src/graph/plan';
import { erf } from '../../../src/kernels/activation';
import { type LayerType, layerOf, layers } from '../../../src/layers';
import type { Sample } from '../../../src/layers/layer';
import { initialWeights } from '../../../src/train/initialise';
import { networkOf } from '../../../src/workspace/network';
import { pixelAtIndex } from '../../../src/workspace/selection';
import { stageBlocks } from '../../../src/workspace/stage/blocks';
import { edgesOf, feedRows } from '../../../src/workspace/stage/edges';
import { type Feeds, readFeeds } from '../../../src/workspace/stage/feeds';
import { stageUnits } from '../../../src/workspace/stage/layers';
import { layOutStage } from '../../../src/workspace/stage/layout';
import { chain, stored } from '../../helpers/models';
import { laptop } from '../../helpers/stages';

const types = Object.keys(layers) as LayerType[];
const activationTypes = types.filter((type) => layerOf(type).activation);

/** A line of arithmetic as the page prints it, computed. */
function evaluate(line: string): number {
  const code = line
    .replaceAll('−', '-')
    .replaceAll('·', '*')
    .replaceAll(', …', '')
    .replaceAll('³', '**3')
    .replaceAll('√(2/π)', '√(2/PI)')
    .replaceAll(/√(\d+|\()/g, (_, next: string) => (next === '(' ? 'sqrt(' : `sqrt(${next})`))
    .replaceAll('ln(', 'log(');
  const { exp, max, min, tanh, log, sqrt, PI } = Math;
  const names = { exp, max, min, tanh, log, sqrt, PI, erf };
  return new Function(...Object.keys(names), `return ${code}`)(...Object.values(names));
}

const printed = (text: string): number => Number(text.replaceAll('−', '-'));

/** A layer on the sample's first shape, fed by the input, or by two functions of it; perhaps with an activation. */
function specOf(type: LayerType, { attributes, ins }: Sample, activation: LayerType | null): ModelSpec {
  const isJoining = layerOf(type).inputs.min > 1;
  const nodes: ModelNode[] = [
    ...(isJoining
      ? ([
          { id: 'a', type: 'tanh', inputs: ['input'] },
          { id: 'b', type: 'sigmoid', inputs: ['input'] },
        ] as const)
      : []),
    { id: 'own', type, inputs: isJoining ? ['a', 'b'] : ['input'], attributes },
    ...(activation ? [{ id: 'after', type: activation, inputs: ['own'] }] : []),
  ];
  const output = activation ? 'after' : 'own';
  const [, channels = 1, height = 1, width = 1] = ins[0] ?? [];
  return { ...chain, nodes, output, labels: [], input: { shape: [channels, height, width] } };
}

/** Runs a network on random values; its feeds, and what the kernels computed. Null if no such network exists. */
async function opened(spec: ModelSpec) {
  try {
    resolveModel(spec, 1);
  } catch {
    return null;
  }
  const [model, plan] = [resolveModel(spec, 1), planModel(spec)];
  const units = stageUnits(model, plan, 'gray');
  const blocks = stageBlocks(model, units);
  const network = { ...networkOf(stored(chain)), spec, model, plan, units, blocks };
  const random = new Random(7);
  const weights = new Map(
    [...initialWeights(spec, 3)].map(([name, values]) => {
      const isPositive = name.endsWith('variance');
      return [name, values.map(() => (isPositive ? 0.5 + random.uniform() : random.uniform() - 0.4))] as const;
    }),
  );
  const program = await createReferenceBackend().load(plan, weights);
  const length = elements(spec.input.shape);
  program.write(
    plan.input,
    Float32Array.from({ length }, () => 2 * random.uniform() - 1),
  );
  await program.run();
  const reader = {
    read: (ids: readonly number[]) => Promise.all(ids.map((id) => program.read(id))),
    weights: {},
    readValue: (id: number, index: number) => program.readValue(id, index),
  };
  return async (id: string, pick: number) => {
    const layer = units.flatMap((unit) => unit.layers).find((each) => each.id === id);
    if (!layer) return null;
    const index = pick % elements(layer.shape);
    const feeds = (await readFeeds(reader, network, pixelAtIndex(layer, index))) ?? expect.fail('nothing was read');
    return {
      feeds,
      value: await program.readValue(layer.tensor, index),
      layout: () => layOutStage(blocks, laptop, { view: 'both' }),
    };
  };
}

const exactly = (value: number): string => String(value).replaceAll('-', '−');

function expectAgreement({ feeds: all, value }: { readonly feeds: Feeds; readonly value: number }): void {
  const { feeds, isSum, bias, result, step, activation } = all;
  const near = (a: number, b: number, tolerance: number): void =>
    expect(Math.abs(a - b), `${a} and ${b}`).toBeLessThanOrEqual(tolerance * (1 + Math.abs(b)));
  near(activation?.step.result ?? result, value, 1e-4);
  const sum = feeds.reduce((total, { amount }) => total + amount, bias ?? 0);
  if (isSum) near(sum, result, 1e-9);
  else if (step) near(step.result, result, 0);
  else expect(feeds.length === 0 || feeds[0]?.amount === result).toBe(true);
  for (const each of [step, activation?.step]) if (each) near(evaluate(each.formula(exactly)), each.result, 1e-9);

  // As it is printed: the digits add up, and the last line ends in the value.
  const rows = feedRows(all);
  const total = rows.find(({ kind }) => kind === 'sum');
  if (isSum && total) {
    const parts = rows.filter(({ kind }) => kind === 'feed' || kind === 'others' || kind === 'bias');
    near(
      parts.reduce((whole, { text }) => whole + printed(text), 0),
      printed(total.text),
      1e-9,
    );
    near(printed(total.text), result, 1e-3);
  }
  const lines = rows.filter(({ kind }) => kind === 'step').map(({ text }) => text);
  expect(lines.length > 0).toBe(step !== null || activation !== null);
  if (lines.length > 0) near(printed(lines.join(' ').split(' = ').at(-1) ?? ''), value, 1e-3);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(48);
}

describe('at a value', () => {
  test.each(types)('of %s, what is said agrees with what was computed', async (type) => {
    let checked = 0;
    for (const sample of layerOf(type).samples) {
      const read = await opened(specOf(type, sample, null));
      for (const pick of [0, 5, 1234]) {
        const found = await read?.('own', pick);
        if (!found) continue;
        expectAgreement(found);
        expect(found.feeds.activation).toBeNull();
        checked += 1;
      }
    }
    // What only passes values on stands nowhere on the stage.
    expect(checked > 0).toBe(layerOf(type).alias === undefined);
  });

  test.each(activationTypes)('of a map after %s, the function follows its sum', async (activation) => {
    for (const type of types.filter((each) => layerOf(each).features)) {
      const [sample] = layerOf(type).samples.slice(1);
      const read = sample && (await opened(specOf(type, sample, activation)));
      for (const pick of [0, 1, 2, 3, 4, 5, 99]) {
        const found = (await read?.('after', pick)) ?? expect.fail(type);
        expectAgreement(found);
        expect(found.feeds.activation?.from.layer).toBe('own');
      }
    }
  });
});

test('a ReLU is said with its number, and its curve leads on from the value that it reads', async () => {
  const [, sample] = layers.conv2d.samples;
  const read = await opened(specOf('conv2d', sample ?? expect.fail('no sample'), 'relu'));
  for (const pick of [0, 40, 300, 800, 5000]) {
    const { feeds, layout } = (await read?.('after', pick)) ?? expect.fail('no value');
    const rows = feedRows(feeds);
    const total = rows.find(({ kind }) => kind === 'sum')?.text ?? expect.fail('no sum');
    const kept = feeds.result > 0 ? total.replace(/\.?0+$/, '') : '0';
    expect(rows.at(-1)?.text.replace(/\.?0+$/, '')).toBe(`max(0, ${total}) = ${kept}`.replace(/\.?0+$/, ''));
    const edges = edgesOf(layout(), feeds);
    const ends = edges.map(({ path }) => path.match(/[\d.]+/g)?.map(Number) ?? []);
    const hop = ends.at(-1) ?? [];
    expect(edges.filter(({ isHop }) => isHop)).toHaveLength(1);
    expect(edges.at(-1)).toMatchObject({ isHop: true, layer: 'own', channel: feeds.pixel.channel });
    // Every other curve ends where the hop begins, a pixel's width before it.
    for (const end of ends.slice(0, -1)) {
      expect((hop[0] ?? 0) - (end.at(-2) ?? 0)).toBeGreaterThan(0);
      expect((hop[0] ?? 0) - (end.at(-2) ?? 0)).toBeLessThan(61);
      expect(end.at(-1)).toBe(hop[1]);
    }
  }
});
