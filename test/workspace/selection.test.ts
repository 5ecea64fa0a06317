/** The selection in an address, and what pressing and going back make of it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { networkOf } from '../../src/workspace/network';
import {
  layerIn,
  levelOf,
  parentOf,
  parseSelection,
  pixelAtIndex,
  pixelOf,
  pressed,
  type Selection,
  selectionText,
  valueAt,
} from '../../src/workspace/selection';
import { branches, chain, stored } from '../helpers/models';

const dotted = {
  ...chain,
  nodes: chain.nodes.map((node) => ({
    ...node,
    id: { conv: 'a', relu: 'a.1', pool: 'a.1.2' }[node.id] ?? node.id,
    inputs: node.inputs.map((id) => ({ conv: 'a', relu: 'a.1', pool: 'a.1.2' })[id] ?? id),
  })),
};
const networks = [chain, branches, dotted].map((spec) => networkOf(stored(spec)));

/** A network of the three, one of its layers, and any of that layer's values. */
const anywhere = fc.constantFrom(...networks).chain(({ units }) =>
  fc.constantFrom(...units.flatMap(({ layers }) => layers)).chain((layer) =>
    fc.record({
      units: fc.constant(units),
      layer: fc.constant(layer),
      index: fc.nat(layer.planes * layer.rows * layer.columns - 1),
    }),
  ),
);

describe('an address', () => {
  test('leads back to every value', () => {
    fc.assert(
      fc.property(anywhere, ({ units, layer, index }) => {
        const pixel = pixelAtIndex(layer, index);
        const value = valueAt(pixel, layer);
        expect(pixelOf(value, layer)).toEqual(pixel);
        expect(parseSelection(selectionText(value, units), units)).toEqual(value);
      }),
    );
  });

  test('leads back to every map, also where ids hold dots', () => {
    const [, , { units } = expect.fail('three networks')] = networks;
    for (const layer of units.flatMap(({ layers }) => layers).filter(({ form }) => form === 'maps')) {
      const map: Selection = { layer: layer.id, channel: layer.planes - 1, pixel: null };
      expect(parseSelection(selectionText(map, units), units)).toEqual(map);
    }
    expect(parseSelection('a.1', units)).toEqual({ layer: 'a', channel: 1, pixel: null });
    expect(parseSelection('a.1.2', units)).toEqual({ layer: 'a.1', channel: 2, pixel: null });
    expect(parseSelection('a.1.2.3', units)).toEqual({ layer: 'a.1.2', channel: 3, pixel: null });
  });

  test('of nonsense selects nothing', () => {
    const [{ units } = expect.fail('three networks')] = networks;
    const nonsense = ['', 'conv', 'conv.', 'conv.5', 'conv.-1', 'conv.1.2', 'conv.1.8.0', 'conv.1.0.8', 'conv.01'];
    nonsense.push('conv.1.2.3.4', 'cats.1', 'dense.3', 'dense.1.0.0', 'conv.1e0', 'conv. 1', 'conv.1.2.3 ', 'conv.NaN');
    for (const text of nonsense) expect([text, parseSelection(text, units)]).toEqual([text, null]);
    expect(parseSelection(null, units)).toBeNull();
  });

  test('of anything at all selects nothing, or what it says', () => {
    const piece = fc.oneof(fc.constantFrom('conv', 'dense', '.', '1', '0', '-', 'input'), fc.string());
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const [{ units } = expect.fail('three networks')] = networks;
        const text = pieces.join('');
        const selection = parseSelection(text, units);
        if (selection) expect(selectionText(selection, units)).toBe(text);
      }),
    );
  });
});

describe('pressing', () => {
  const [{ units } = expect.fail('three networks')] = networks;
  const conv = layerIn(units, 'conv') ?? expect.fail('a layer conv');
  const dense = layerIn(units, 'dense') ?? expect.fail('a layer dense');
  const map: Selection = { layer: 'conv', channel: 2, pixel: null };
  const value: Selection = { ...map, pixel: { row: 1, column: 3 } };
  const pixel = pixelOf(value, conv);

  test('a map opens it, within it a value, a cell at once', () => {
    expect(pressed(null, pixel, units)).toEqual(map);
    expect(pressed(map, pixel, units)).toEqual(value);
    expect(pressed({ ...value, channel: 1 }, pixel, units)).toEqual(map);
    expect(pressed(map, pixelAtIndex(dense, 2), units)).toEqual({
      layer: 'dense',
      channel: 2,
      pixel: { row: 0, column: 0 },
    });
  });

  test('beside all maps goes back one level', () => {
    expect(pressed(value, null, units)).toEqual(map);
    expect(pressed(map, null, units)).toBeNull();
    expect(pressed(null, null, units)).toBeNull();
    const cell = valueAt(pixelAtIndex(dense, 2), dense);
    expect(levelOf(cell)).toBe(2);
    expect(parentOf(cell, units)).toBeNull();
  });
});
