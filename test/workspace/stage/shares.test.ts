/**
 * Shares of the lead: of the digits network against plain loops in float64 that know nothing of gradients by weights,
 * and adding up, map by map and layer by layer, in networks of many kinds.
 */
import { describe, expect, it, test } from 'vitest';
import { elements } from '../../../src/core/shapes';
import type { StoredModel } from '../../../src/formats/model';
import { checkModel, type ModelSpec, resolveModel } from '../../../src/graph/model';
import { flowOf } from '../../../src/workspace/stage/flow';
import { type Link, type Shares, sharesPlan } from '../../../src/workspace/stage/shares';
import { residualOf } from '../../helpers/deepNets';
import { digitLike } from '../../helpers/digitLike';
import { shipped } from '../../helpers/gradients';
import { branches, chain, stored } from '../../helpers/models';
import { sharesOf, sum } from '../../helpers/shares';

const wave = (length: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.sin(i / 7) + 0.3 * Math.cos(i * i));

const linkTo = ({ links }: Shares, id: string): Link =>
  links.find(({ to }) => to === id) ?? expect.fail(`nothing leads to ${id}`);

/** The digits network in plain loops: what it computes, and the slopes of Σ seed · score, switches as they stand. */
function plainDigits({ weights }: StoredModel, input: Float32Array, seed: readonly number[]) {
  const w = (name: string): Float32Array => weights.get(name) ?? expect.fail(name);
  /** What channel i adds to filter j's map: one kernel over one map. */
  function part(
    x: ArrayLike<number>,
    [i, inSide]: readonly [number, number],
    name: string,
    [j, perFilter]: readonly [number, number],
    pad: number,
  ): Float64Array {
    const side = inSide + 2 * pad - 4;
    const kernel = w(name).subarray((j * perFilter + i) * 25, (j * perFilter + i) * 25 + 25);
    const map = new Float64Array(side * side);
    for (let r = 0; r < side; r++)
      for (let c = 0; c < side; c++)
        for (let u = 0; u < 5; u++)
          for (let v = 0; v < 5; v++) {
            const [y, z] = [r + u - pad, c + v - pad];
            if (y < 0 || z < 0 || y >= inSide || z >= inSide) continue;
            map[r * side + c] =
              (map[r * side + c] as number) +
              (kernel[u * 5 + v] as number) * (x[(i * inSide + y) * inSide + z] as number);
          }
    return map;
  }
  const convolved = (x: ArrayLike<number>, ins: number, inSide: number, outs: number, name: string, pad: number) => {
    const parts = Array.from({ length: outs }, (_, j) =>
      Array.from({ length: ins }, (_, i) => part(x, [i, inSide], `${name}.weight`, [j, ins], pad)),
    );
    const size = (inSide + 2 * pad - 4) ** 2;
    const z = Float64Array.from({ length: outs * size }, (_, at) => {
      const j = Math.floor(at / size);
      return (w(`${name}.bias`)[j] as number) + sum((parts[j] ?? []).map((map) => map[at % size] as number));
    });
    return { parts, z };
  };
  /** Where each pooled value comes from: the first of its four that is the largest and kept by ReLU, else -1. */
  const pooled = (z: Float64Array, maps: number, side: number) => {
    const half = side / 2;
    const from = Int32Array.from({ length: maps * half * half }, (_, at) => {
      const [m, r, c] = [Math.floor(at / half / half), Math.floor(at / half) % half, at % half];
      const four = [0, 1].flatMap((i) => [0, 1].map((j) => (m * side + 2 * r + i) * side + 2 * c + j));
      const best = four.reduce((a, b) => ((z[b] as number) > (z[a] as number) ? b : a));
      return (z[best] as number) > 0 ? best : -1;
    });
    return { from, y: Float64Array.from(from, (at) => (at < 0 ? 0 : (z[at] as number))) };
  };
  const one = convolved(input, 1, 28, 8, 'conv1', 2);
  const pool1 = pooled(one.z, 8, 28);
  const two = convolved(pool1.y, 8, 14, 16, 'conv2', 0);
  const pool2 = pooled(two.z, 16, 10);
  const row = (name: string, unit: number, count: number) => w(name).subarray(unit * count, (unit + 1) * count);
  const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => sum(Array.from(a, (v, i) => v * (b[i] as number)));
  const dense1 = Float64Array.from(
    { length: 80 },
    (_, u) => (w('dense1.bias')[u] as number) + dot(pool2.y, row('dense1.weight', u, 400)),
  );
  const relu3 = dense1.map((v) => Math.max(0, v));
  const scores = Float64Array.from(
    { length: 10 },
    (_, c) => (w('dense2.bias')[c] as number) + dot(relu3, row('dense2.weight', c, 80)),
  );
  const unitSlope = dense1.map((v, u) =>
    v > 0 ? sum(seed.map((s, c) => s * (w('dense2.weight')[c * 80 + u] as number))) : 0,
  );
  const pool2Slope = pool2.y.map((_, at) =>
    sum(unitSlope.map((g, u) => g * (w('dense1.weight')[u * 400 + at] as number))),
  );
  const behind = (from: Int32Array, slopes: Float64Array, length: number) => {
    const out = new Float64Array(length);
    from.forEach((at, i) => {
      if (at >= 0) out[at] = (out[at] as number) + (slopes[i] as number);
    });
    return out;
  };
  const conv2Slope = behind(pool2.from, pool2Slope, 1600);
  const map = (all: Float64Array, k: number, size: number) => all.subarray(k * size, (k + 1) * size);
  return {
    scores,
    relu3: relu3.map((v, u) => v * (unitSlope[u] as number)),
    pool2: Array.from({ length: 16 }, (_, j) => dot(map(pool2.y, j, 25), map(pool2Slope, j, 25))),
    conv2: two.parts.flatMap((parts, j) => parts.map((of) => dot(of, map(conv2Slope, j, 100)))),
    dense1: Array.from({ length: 80 * 16 }, (_, at) => {
      const [u, j] = [Math.floor(at / 16), at % 16];
      const kernel = row('dense1.weight', u, 400).subarray(j * 25, j * 25 + 25);
      return (unitSlope[u] as number) * dot(map(pool2.y, j, 25), kernel);
    }),
    votes: Array.from({ length: 800 }, (_, at) => (w('dense2.weight')[at] as number) * (relu3[at % 80] as number)),
  };
}

describe.each(['reference', 'wasm'] as const)('of the digits network on %s', (backend) => {
  test.each([3, 8])('the lead of class %i is shared out as plain loops do it', async (of) => {
    const model = await shipped('digits');
    const input = digitLike(784);
    const seed = Array.from({ length: 10 }, (_, c) => (c === of ? 0.9 : -0.1));
    const want = plainDigits(model, input, seed);
    const got = await sharesOf(model, input, of, backend);
    const size = Math.max(...want.scores.map(Math.abs));
    const expectSame = (values: ArrayLike<number> | undefined, plain: ArrayLike<number>, what: string): void => {
      expect(values, what).toHaveLength(plain.length);
      const worst = Array.from(plain, (v, i) => Math.abs(v - (values?.[i] ?? Number.NaN)));
      expect(Math.max(...worst), what).toBeLessThan(2e-5 * size);
      expect(
        Array.from(plain).some((v) => Math.abs(v) > 1e-3 * size),
        what,
      ).toBe(true);
    };
    expectSame(got.scores, want.scores, 'scores');
    expect(got.lead).toBeCloseTo((want.scores[of] ?? 0) - sum(want.scores) / 10, 4);
    expectSame(got.maps.get('relu3'), want.relu3, 'relu3');
    expectSame(got.maps.get('pool2'), want.pool2, 'pool2');
    expectSame(linkTo(got, 'conv2').values, want.conv2, 'conv2');
    expectSame(linkTo(got, 'dense1').values, want.dense1, 'dense1');
    expectSame(got.votes?.values, want.votes, 'votes');
    expect([linkTo(got, 'conv1').from, linkTo(got, 'conv2').from, linkTo(got, 'dense1').from]).toEqual([
      'input',
      'pool1',
      'pool2',
    ]);
    expect(got.votes).toMatchObject({ from: 'relu3', to: 'dense2', toChannels: 10 });
  });
});

/** What flows into each channel of a reader: the shares of its connections and of its bias. */
function inflow({ values, toChannels, bias }: Link): readonly number[] {
  const per = values.length / toChannels;
  return Array.from({ length: toChannels }, (_, k) => sum(values.subarray(k * per, (k + 1) * per)) + (bias?.[k] ?? 0));
}

/** In a chain of ReLUs and pooling, every map is worth what flows into it, and every layer adds up to the lead. */
function expectAddingUp(shares: Shares): void {
  const { links, maps, lead, votes, flow } = shares;
  const size = 1 + Math.max(...[...maps.values()].map((each) => sum(each.map(Math.abs))));
  for (const link of links) {
    const shared = maps.get(link.to) ?? expect.fail(link.to);
    inflow(link).forEach((value, k) => {
      expect(Math.abs(value - (shared[k] ?? Number.NaN)), `${link.to} ${k}`).toBeLessThan(1e-5 * size);
    });
  }
  const seed = Float64Array.from({ length: flow.classes }, (_, c) => (c === shares.of ? 1 : 0) - 1 / flow.classes);
  let later = sum(seed.map((s, c) => s * (votes?.bias?.[c] ?? 0)));
  for (const [i, link] of [...links].reverse().entries()) {
    expect(Math.abs(sum(maps.get(link.to) ?? []) + later - lead), link.to).toBeLessThan(1e-5 * size);
    if (i < links.length) later += sum(link.bias ?? []);
  }
  // All of it comes from the input and the biases.
  expect(Math.abs(sum(links[0]?.values ?? []) + later - lead)).toBeLessThan(1e-5 * size);
  expect(Math.abs(sum(maps.get(flow.scores) ?? []) - lead)).toBeLessThan(1e-5 * size);
}

describe('maps and constants add up to the lead at every layer', () => {
  test.each(['digits', 'objects'] as const)('of %s', async (name) => {
    const model = await shipped(name);
    const length = elements(model.spec.input.shape);
    const shares = await sharesOf(model, name === 'digits' ? digitLike(length) : wave(length), 2, 'wasm');
    expect(shares.links.length).toBeGreaterThan(2);
    expectAddingUp(shares);
  });

  it('of a chain with dropout, groups and separate padding', async () => {
    const spec: ModelSpec = checkModel({
      ...chain,
      name: 'groups',
      nodes: [
        {
          id: 'a',
          type: 'conv2d',
          inputs: ['input'],
          attributes: { outChannels: 6, pad: [1, 1, 1, 1], padMode: 'edge' },
        },
        { id: 'a.relu', type: 'relu', inputs: ['a'] },
        { id: 'b', type: 'conv2d', inputs: ['a.relu'], attributes: { outChannels: 4, groups: 2 } },
        { id: 'c', type: 'conv2d', inputs: ['b'], attributes: { outChannels: 4, groups: 4, pad: [1, 1, 1, 1] } },
        { id: 'c.relu', type: 'relu', inputs: ['c'] },
        { id: 'pool', type: 'maxPool2d', inputs: ['c.relu'] },
        { id: 'drop', type: 'dropout', inputs: ['pool'] },
        { id: 'flat', type: 'flatten', inputs: ['drop'] },
        { id: 'dense', type: 'dense', inputs: ['flat'], attributes: { outFeatures: 3 } },
        { id: 'softmax', type: 'softmax', inputs: ['dense'] },
      ],
    });
    const shares = await sharesOf(stored(spec, 5), wave(64), 1);
    expect(shares.links.map(({ from, groups }) => [from, groups])).toEqual([
      ['input', 1],
      ['a.relu', 2],
      ['b', 4],
    ]);
    expect(shares.votes?.from).toBe('pool');
    expect(shares.flow.lanes).toEqual([['input'], ['a', 'a.relu'], ['b'], ['c', 'c.relu', 'pool'], ['dense']]);
    expectAddingUp(shares);
  });
});

describe('with branches', () => {
  it('a sum is worth what its terms add, through both ways', async () => {
    const model = stored(residualOf(2), 3);
    const { maps, links } = await sharesOf(model, wave(784), 4);
    for (const id of ['add0', 'add1']) {
      const into = links.filter(({ to }) => to === id);
      expect(into.map(({ from }) => from)).toEqual([id === 'add0' ? 'stem' : 'add0', `second${id.at(-1)}`]);
      const shared = maps.get(id) ?? expect.fail(id);
      expect(Math.max(...shared.map(Math.abs))).toBeGreaterThan(1e-4);
      shared.forEach((share, k) => {
        expect(sum(into.map(({ values }) => values[k] ?? Number.NaN))).toBeCloseTo(share, 5);
      });
    }
  });

  it('a concat passes on what its inputs add, and so do the filters that read it', async () => {
    const joined = branches.nodes.filter(({ id }) => id !== 'average');
    const spec = checkModel({
      ...branches,
      nodes: [
        ...joined,
        { id: 'last', type: 'conv2d', inputs: ['joined'], attributes: { outChannels: 4, kernel: [1, 1] } },
        { id: 'average', type: 'globalAveragePool', inputs: ['last'] },
      ],
    });
    const { maps, links, flow } = await sharesOf(stored(spec, 2), wave(360), 0);
    const into = links.filter(({ to }) => to === 'joined');
    expect(into.map(({ from, first }) => [from, first])).toEqual([
      ['small', 0],
      ['largeRelu', 6],
    ]);
    const shared = maps.get('joined') ?? expect.fail('joined');
    expect([...shared]).toEqual([...(maps.get('small') ?? []), ...(maps.get('largeRelu') ?? [])]);
    const last = links.find(({ to }) => to === 'last') ?? expect.fail('last');
    for (let i = 0; i < 12; i++) {
      const column = [0, 1, 2, 3].map((j) => last.values[j * 12 + i] ?? Number.NaN);
      expect(sum(column)).toBeCloseTo(shared[i] ?? Number.NaN, 5);
    }
    expect([flow.scores, flow.classes]).toEqual(['average', 4]);
    // The average is the scores, so its maps are the classes' own parts of the lead.
    expect(flow.lanes.at(-1)).toEqual(['last', 'average']);
  });

  it('only what the scores depend on takes part, and a network without scores has no flow', () => {
    expect(flowOf(resolveModel({ ...branches, output: 'joined' }, 1))).toBeNull();
    const flow = flowOf(resolveModel({ ...chain, output: 'dense', labels: [] }, 1)) ?? expect.fail('no flow');
    expect(flow).toMatchObject({ scores: 'dense', output: 'dense', classes: 3 });
    expect(flow.lanes).toEqual([['input'], ['conv', 'relu', 'pool'], ['dense']]);
    const twoHeads = checkModel({
      ...chain,
      nodes: [...chain.nodes, { id: 'other', type: 'dense', inputs: ['flat'], attributes: { outFeatures: 2 } }],
    });
    const { gradients } = sharesPlan(flowOf(resolveModel(twoHeads, 1)) ?? expect.fail('no flow'));
    expect(gradients).toEqual({ of: 'dense', wrt: ['pool', 'conv.weight', 'conv.bias'] });
  });
});
