/** A run's recipe in the address, and networks that fit their sets. */
import { expect, test } from 'vitest';
import { resolveModel } from '../../../src/graph/model';
import { networkFor, networkNames } from '../../../src/workspace/training/networks';
import { batches, defaultRecipe, type Recipe, recipeCodec, starts } from '../../../src/workspace/training/recipe';
import { setNames, setOf } from '../../../src/workspace/training/sets';

const parameters = (recipe: Recipe): URLSearchParams => {
  const texts = Object.entries(recipeCodec.write(recipe)).flatMap(([name, text]) =>
    text === null ? [] : [[name, text]],
  );
  return new URLSearchParams(texts);
};

test('the usual recipe is no text, and every other one comes back whole', () => {
  expect([...parameters(defaultRecipe)]).toEqual([]);
  for (const data of setNames) {
    for (const network of networkNames) {
      for (const start of starts) {
        for (const batch of batches) {
          const recipe: Recipe = { data, network, start, batch, rate: 0.035, epochs: 7, varied: 'none', seed: 12 };
          expect(recipeCodec.read(parameters(recipe))).toEqual(recipe);
        }
      }
    }
  }
});

test('nonsense is the usual recipe', () => {
  const nonsense = 'data=cats&net=huge&start=one&batch=33&rate=-1&epochs=0&seed=1e9&varied=maybe';
  expect(recipeCodec.read(new URLSearchParams(nonsense))).toEqual(defaultRecipe);
});

test('every network ends in a probability for each class of every set', () => {
  for (const data of setNames) {
    for (const network of networkNames) {
      const { nodes } = resolveModel(networkFor(network, setOf(data)), 1);
      expect(nodes.at(-1)).toMatchObject({ id: 'softmax', shape: [1, setOf(data).labels.length] });
    }
  }
});

test('LeNet-5 has the parameters of its paper, but for its second convolution, which reads every map', () => {
  const { nodes } = resolveModel(networkFor('lenet', setOf('mnist')), 1);
  const count = (id: string): number =>
    nodes
      .find((node) => node.id === id)
      ?.weights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0) ?? 0;
  expect(['conv1', 'conv2', 'dense1', 'dense2'].map(count)).toEqual([156, 2416, 48_120, 10_164]);
});
