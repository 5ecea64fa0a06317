/** Which channel mattered: the same as muting one channel after the other on the plain backend and reading the answer. */
import { describe, expect, test } from 'vitest';
import { createReferenceBackend } from '../../../src/backend/reference';
import type { Weights } from '../../../src/backend/types';
import type { ModelSpec } from '../../../src/graph/model';
import { weightsFor } from '../../../src/workspace/edit/apply';
import { noEdits, toggleMuted } from '../../../src/workspace/edit/edits';
import { ablationsOf, rankChannels } from '../../../src/workspace/inspect/channelRanking';
import { networkOf } from '../../../src/workspace/network';
import { jobsOn } from '../../helpers/jobs';
import { branches, chain, stored } from '../../helpers/models';

function setUp(spec: ModelSpec) {
  const model = stored(spec, 3);
  const network = networkOf(model);
  const length = spec.input.shape.reduce((product, side) => product * side, 1);
  const input = Float32Array.from({ length }, (_, i) => Math.sin(1 + 3 * i));
  return { jobs: jobsOn('wasm', network), network, weights: model.weights, input };
}
type SetUp = ReturnType<typeof setUp>;

async function plainAnswer({ network, input }: SetUp, weights: Weights): Promise<readonly number[]> {
  const program = await createReferenceBackend().load(network.plan, weights);
  program.write(network.plan.input, input);
  return [...(await program.run()).output];
}

describe.each([
  [chain, 'conv', 'conv'],
  [chain, 'pool', 'conv'],
  [chain, 'dense', 'dense'],
  [branches, 'largeRelu', 'large'],
] as const)('in $name', (spec, layer, filters) => {
  test(`each map of ${layer} is muted by itself`, async () => {
    const parts = setUp(spec);
    const { network, weights, jobs } = parts;
    const { signal } = new AbortController();
    const told: number[] = [];
    const matters = await rankChannels({ ...parts, layer }, signal, (done) => told.push(done));
    jobs.dispose();
    const { best, share, channels } = matters ?? expect.fail('no answer');
    const standing = await plainAnswer(parts, weights);
    expect(best).toBe(standing.indexOf(Math.max(...standing)));
    expect(share).toBeCloseTo(standing[best] ?? Number.NaN, 5);
    expect(channels.map(({ channel }) => channel).sort((a, b) => a - b)).toEqual(told.map((done) => done - 1));
    const changes = channels.map(({ change }) => change);
    expect(changes).toEqual([...changes].sort((a, b) => a - b));
    for (const { channel, at, change, best: then } of channels) {
      expect(at).toEqual({ node: filters, channel });
      const muted = weightsFor(network.model, weights)(toggleMuted(noEdits, filters, channel));
      const without = await plainAnswer(parts, new Map([...weights, ...muted]));
      expect(change).toBeCloseTo((without[best] ?? Number.NaN) - (standing[best] ?? Number.NaN), 5);
      expect(then).toBe(without.indexOf(Math.max(...without)));
    }
  });
});

test('planes of the input are channels, too; what cannot be taken out by itself has none', () => {
  const [graph, line] = [setUp(branches), setUp(chain)];
  expect(ablationsOf(graph.network, 'input').map(([channel]) => channel)).toEqual([0, 1, 2]);
  expect(ablationsOf(line.network, 'input')).toEqual([]);
  expect(ablationsOf(line.network, 'softmax')).toEqual([]);
});

test('work that is called off ends without an answer', async () => {
  const parts = setUp(chain);
  const work = new AbortController();
  const done = rankChannels({ ...parts, layer: 'conv' }, work.signal, () => work.abort());
  expect(await done).toBeNull();
  parts.jobs.dispose();
});
