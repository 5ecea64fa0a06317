/** A run's recipe in the address, what changes a run, and networks that fit their sets. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resolveModel } from '../../../src/graph/model';
import { mayGoOn } from '../../../src/workspace/training/differences';
import { examine } from '../../../src/workspace/training/network/examine';
import { networkFor, networkNames, rowsOf } from '../../../src/workspace/training/networks';
import {
  amounts,
  batches,
  defaultRecipe,
  limits,
  optimisers,
  type Recipe,
  recipeCodec,
  schedules,
  shares,
  starts,
  withNetwork,
  withSet,
} from '../../../src/workspace/training/recipe';
import { setNames, setOf } from '../../../src/workspace/training/sets';

const parameters = (recipe: Recipe): URLSearchParams => {
  const texts = Object.entries(recipeCodec.write(recipe)).flatMap(([name, text]) =>
    text === null ? [] : [[name, text]],
  );
  return new URLSearchParams(texts);
};

const within = (field: keyof typeof limits): fc.Arbitrary<number> =>
  fc
    .double({ min: limits[field][0], max: limits[field][1], noNaN: true })
    .map((value) => Math.max(limits[field][0], Number(value.toFixed(4))));

const recipes: fc.Arbitrary<Recipe> = fc.record({
  data: fc.constantFrom(...setNames, 'own:a1' as const),
  network: fc.constantFrom(...networkNames),
  rate: within('rate'),
  schedule: fc.constantFrom(...schedules),
  optimiser: fc.constantFrom(...optimisers),
  decay: within('decay'),
  clip: within('clip'),
  smoothing: within('smoothing'),
  batch: fc.constantFrom(...batches),
  epochs: within('epochs').map(Math.round),
  stopLoss: within('stopLoss'),
  start: fc.constantFrom(...starts),
  share: fc.constantFrom(...shares),
  amount: fc.constantFrom(...amounts),
  varied: fc.constantFrom('usual', 'none'),
  seed: within('seed').map(Math.round),
});

test('the usual recipe is no text, and every other one comes back whole', () => {
  expect([...parameters(defaultRecipe)]).toEqual([]);
  fc.assert(
    fc.property(recipes, (recipe) => {
      expect(recipeCodec.read(parameters(recipe))).toEqual(recipe);
    }),
  );
});

test('nonsense is the usual recipe', () => {
  const nonsense =
    'data=cats&net=huge&start=one&batch=33&rate=-1&epochs=0&seed=1e9&varied=%3F&by=luck&plan=up&decay=2&first=9&of=3&until=-1';
  expect(recipeCodec.read(new URLSearchParams(nonsense))).toEqual(defaultRecipe);
});

test('links of before mean what they meant', () => {
  const read = (text: string) => recipeCodec.read(new URLSearchParams(text));
  expect(read('data=bars&net=tiny&batch=32&epochs=1&rate=0.2&start=he')).toEqual({
    ...defaultRecipe,
    data: 'bars',
    network: 'tiny',
    batch: 32,
    epochs: 1,
    rate: 0.2,
    start: 'he',
    share: 1,
  });
  expect(read('start=zero')).toEqual({ ...defaultRecipe, start: 'zeros' });
  expect(read('start=tenth')).toEqual(defaultRecipe);
});

test('a run goes on under another rate, decay, smoothing, batch or stop; anything else makes another', () => {
  const changes: Partial<Recipe>[] = [
    { rate: 1 },
    { decay: 0.1 },
    { smoothing: 0.1 },
    { stopLoss: 1 },
    { batch: 8 },
    { varied: 'none' },
    { network: { rows: rowsOf(defaultRecipe.network) } },
  ];
  for (const change of changes) expect(mayGoOn({ ...defaultRecipe, ...change }, defaultRecipe)).toBe(true);
  const others: Partial<Recipe>[] = [
    { data: 'bars' },
    { network: { rows: [] } },
    { optimiser: 'adam' },
    { schedule: 'constant' },
    { clip: 1 },
    { epochs: 1 },
    { start: 'glorot' },
    { share: 1 },
    { amount: 200 },
    { seed: 2 },
  ];
  for (const change of others) expect(mayGoOn({ ...defaultRecipe, ...change }, defaultRecipe)).toBe(false);
});

test('a network brings what it is best shown with, and takes it back unless it was changed', () => {
  const large = withNetwork(defaultRecipe, 'large');
  expect(large).toMatchObject({ network: 'large', amount: 200, varied: 'none', epochs: 50 });
  expect(withNetwork(large, 'small')).toEqual(defaultRecipe);
  expect(withNetwork({ ...large, epochs: 20 }, 'tiny')).toEqual({ ...defaultRecipe, network: 'tiny', epochs: 20 });
});

test('a set brings what it is best learned with, and what a person has chosen stays', () => {
  const fashion = withSet(defaultRecipe, 'fashion');
  expect(fashion).toEqual({ ...defaultRecipe, data: 'fashion', network: 'vgg', epochs: 10 });
  expect(withSet(fashion, 'mnist')).toEqual(defaultRecipe);
  const chosen = { ...defaultRecipe, network: 'tiny', rate: 0.3 } as const;
  expect(withSet(chosen, 'fashion')).toEqual({ ...chosen, data: 'fashion', epochs: 10 });
  // A network that goes takes what it brought with it, back to what suits the set.
  expect(withNetwork(withNetwork(fashion, 'large'), 'vgg')).toEqual(fashion);
});

test('every network ends in a probability for each class of every set', () => {
  for (const data of setNames) {
    for (const network of networkNames) {
      const { nodes } = resolveModel(networkFor(network, setOf(data)), 1);
      expect(nodes.at(-1)).toMatchObject({ id: 'softmax', shape: [1, setOf(data).labels.length] });
    }
  }
});

test.each([1, 3])('every network fits pictures of %i channels and 28 or 32 pixels', (channels) => {
  for (const side of [28, 32]) {
    for (const network of networkNames) {
      const { mistake } = examine(rowsOf(network), { shape: [channels, side, side], classes: 10 });
      expect([network, side, mistake]).toEqual([network, side, null]);
    }
  }
});

test('an own network that does not fit leaves its place to the usual one', () => {
  const pools = { rows: Array.from({ length: 9 }, () => ({ kind: 'maxPool2d' }) as const) };
  expect(networkFor(pools, setOf('mnist'))).toEqual(networkFor('small', setOf('mnist')));
});

test('LeNet-5 has the parameters of its paper, but for its second convolution, which reads every map', () => {
  const { nodes } = resolveModel(networkFor('lenet', setOf('mnist')), 1);
  const count = (id: string): number =>
    nodes
      .find((node) => node.id === id)
      ?.weights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0) ?? 0;
  expect(['conv1', 'conv2', 'dense1', 'dense2'].map(count)).toEqual([156, 2416, 48_120, 10_164]);
});
