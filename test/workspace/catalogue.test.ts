/** The catalogue says of each shipped network what its file bears out, and loads each once. */
import { readFile } from 'node:fs/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { resolveModel } from '../../src/graph/model';
import { layerOf } from '../../src/layers';
import { createCatalogue } from '../../src/workspace/catalogue';
import { shippedNames } from '../../src/workspace/catalogue/records';
import { chain, stored } from '../helpers/models';

const fetching = vi.fn(async (address: string) => new Response(await readFile(address.replace('/page/', 'public/'))));
afterEach(() => vi.unstubAllGlobals());

test('a shipped record is borne out by its file: the maps are there, and it ends as the record says', async () => {
  vi.stubGlobal('fetch', fetching);
  const catalogue = createCatalogue('/page/');
  expect(catalogue.records().map(({ source }) => source.id)).toEqual(shippedNames);
  for (const { source, maps, output, takes } of catalogue.records()) {
    const { spec } = await catalogue.load(source);
    const kinds = new Map(resolveModel(spec, 1).nodes.map(({ id, type }) => [id, layerOf(type).filters]));
    for (const { layer, isActivation } of maps) expect(kinds.get(layer)).toBe(isActivation ? null : 'kernels');
    const last = spec.nodes.find(({ id }) => id === spec.output);
    expect(last?.type).toBe(output === 'probabilities' ? 'softmax' : 'dense');
    expect(spec.labels.length).toBeGreaterThan(1);
    expect(catalogue.usualFor(takes[0])).toBe(source);
    expect(catalogue.named(source.id)).toBe(source);
  }
});

test('a model is fetched once, and once more only after it did not come', async () => {
  const failing = vi.fn(async () => new Response(null, { status: 404, statusText: 'Not Found' }));
  vi.stubGlobal('fetch', failing);
  const catalogue = createCatalogue('/page/');
  const source = catalogue.usualFor('draw');
  await expect(catalogue.load(source)).rejects.toThrow('404 Not Found');
  vi.stubGlobal('fetch', fetching.mockClear());
  const [first, second] = await Promise.all([catalogue.load(source), catalogue.load(source)]);
  expect(first).toBe(second);
  expect(fetching).toHaveBeenCalledTimes(1);
});

test('a model that is added is found by its source and by its name, until it is removed', async () => {
  const catalogue = createCatalogue('');
  const source = { kind: 'file', id: 'mine' } as const;
  const model = stored(chain);
  const record = { ...catalogue.record(catalogue.usualFor('draw')), source };
  catalogue.add(record, async () => model);
  expect(catalogue.record(source)).toBe(record);
  expect(await catalogue.load(source)).toBe(model);
  expect(catalogue.named('mine')).toBe(source);
  expect(catalogue.map('mine:conv1')).toMatchObject({ record, layer: 'conv1', isActivation: false });
  expect(catalogue.map('mine:nothing')).toBeNull();
  expect(() => catalogue.record({ kind: 'file', id: 'mine' })).toThrow('there is no model file:mine');
  const renamed = { ...record, name: { en: 'Ours', ko: '우리 것' } };
  catalogue.add(renamed, async () => model);
  expect(catalogue.records().filter((each) => each.source === source)).toEqual([renamed]);
  catalogue.remove(source);
  expect(catalogue.named('mine')).toBeNull();
  expect(() => catalogue.load(source)).toThrow('there is no model file:mine');
});
