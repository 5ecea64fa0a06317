/** Stages for tests: of the shipped networks, of small ones, and of random ones. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { decodeModel } from '../../src/formats/model';
import { checkModel, type ModelNode, type ModelSpec } from '../../src/graph/model';
import { type Network, networkOf } from '../../src/workspace/network';
import { type LayoutOptions, layOutStage, type Room, type StageLayout } from '../../src/workspace/stage/layout';

/** A counterexample says its layers, not its plan. */
const told = (network: Network): Network => {
  const nodes = network.spec.nodes.map(({ id, inputs, attributes }) => [id, inputs, attributes]);
  const text = JSON.stringify([network.spec.name, network.spec.input.shape, nodes]);
  return Object.defineProperty(network, fc.toStringMethod, { value: () => text });
};

export const drawn = (spec: ModelSpec): Network => told(networkOf({ spec }));

const shipped = (name: string): Network => {
  const path = fileURLToPath(new URL(`../../public/models/${name}.safetensors`, import.meta.url));
  return told(networkOf(decodeModel(new Uint8Array(readFileSync(path)))));
};
export const digits = shipped('digits');
export const objects = shipped('objects');

/** A room in which a small network keeps large maps. */
export const laptop: Room = { width: 1366, height: 680 };

export const laidOut = (spec: ModelSpec, options: Partial<LayoutOptions> = {}, room: Room = laptop): StageLayout =>
  layOutStage(networkOf({ spec }).blocks, room, { view: 'both', ...options });

/** One step of a random network, from what was computed last. */
type Step =
  | { readonly kind: 'conv'; readonly channels: number; readonly activation: 'relu' | 'tanh' | null }
  | { readonly kind: 'pool' }
  | { readonly kind: 'norm' }
  | { readonly kind: 'relu' }
  | { readonly kind: 'skip' }
  | { readonly kind: 'branch'; readonly channels: readonly [number, number]; readonly isDeep: boolean };

const someChannels = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 24 }) },
  fc.integer({ min: 1, max: 300 }),
);
const someStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('conv' as const),
      channels: someChannels,
      activation: fc.constantFrom('relu' as const, 'tanh' as const, null),
    }),
  },
  fc.constantFrom<Step>({ kind: 'pool' }, { kind: 'norm' }, { kind: 'relu' }, { kind: 'skip' }),
  fc.record({
    kind: fc.constant('branch' as const),
    channels: fc.tuple(someChannels, someChannels),
    isDeep: fc.boolean(),
  }),
);

/** The nodes of some steps, and how they end: in maps, in a mean of each, or in dense layers with as many units. */
function nodesOf(steps: readonly Step[], dense: readonly number[] | 'maps' | 'mean', shares: boolean): ModelNode[] {
  const nodes: ModelNode[] = [];
  let last = 'input';
  const add = (
    type: ModelNode['type'],
    inputs: readonly string[],
    attributes: ModelNode['attributes'] = {},
  ): string => {
    last = `${type}${nodes.length}`;
    nodes.push({ id: last, type, inputs, attributes });
    return last;
  };
  const conv = (input: string, outChannels: number, side = 3): string =>
    add('conv2d', [input], { outChannels, kernel: [side, side], pad: side === 3 ? [1, 1, 1, 1] : [0, 0, 0, 0] });
  let pools = 0;
  for (const step of steps) {
    const from = last;
    if (step.kind === 'conv') {
      conv(from, step.channels);
      if (step.activation) add(step.activation, [last]);
    } else if (step.kind === 'pool') {
      // Three of them leave a map of 16 pixels 2 by 2.
      if (pools++ < 3) add('maxPool2d', [from]);
    } else if (step.kind === 'norm') add('batchNorm', [from]);
    else if (step.kind === 'relu') add('relu', [from]);
    else if (step.kind === 'skip') add('add', [from, add('relu', [add('batchNorm', [from])])]);
    else {
      const [one, other] = step.channels;
      const first = conv(from, one, 1);
      const second = conv(step.isDeep ? conv(from, one) : from, other);
      add('concat', [first, second]);
    }
  }
  if (dense === 'mean') add('globalAveragePool', [last]);
  else if (dense !== 'maps') {
    add('flatten', [last]);
    for (const [i, outFeatures] of dense.entries()) {
      add('dense', [last], { outFeatures });
      if (i < dense.length - 1) add('relu', [last]);
    }
    if (shares) add('softmax', [last]);
  }
  return nodes;
}

/** Chains and graphs with branches and skip connections, of gray or coloured pictures, that end in maps or in classes. */
export const someNetwork: fc.Arbitrary<Network> = fc
  .record({
    steps: fc.array(someStep, { minLength: 1, maxLength: 12 }),
    planes: fc.constantFrom(1, 3),
    size: fc.tuple(fc.integer({ min: 16, max: 40 }), fc.integer({ min: 16, max: 40 })),
    dense: fc.oneof(
      fc.array(fc.integer({ min: 2, max: 400 }), { minLength: 1, maxLength: 3 }),
      fc.constantFrom('maps' as const, 'mean' as const),
    ),
    shares: fc.boolean(),
  })
  .map(({ steps, planes, size, dense, shares }) => {
    const nodes = nodesOf(steps, dense, shares);
    const mean = Array.from({ length: planes }, () => 0.5);
    const preprocessing = { kind: 'picture', size, mean, deviation: mean } as const;
    const output = nodes.at(-1)?.id ?? 'input';
    return checkModel({ name: 'some', input: { shape: [planes, ...size] }, nodes, output, labels: [], preprocessing });
  })
  .map(drawn);
