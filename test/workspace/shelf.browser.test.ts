/** Networks that a person saves: in the catalogue at once, and again on the next visit; what is not ours is left out. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { encodeModel } from '../../src/formats/model';
import { createCatalogue } from '../../src/workspace/catalogue';
import { openShelf } from '../../src/workspace/catalogue/shelf';
import { openDatabase } from '../../src/workspace/storage/database';
import { chain, stored } from '../helpers/models';

const clear = async (): Promise<void> => (await openDatabase()).clear('models');
beforeEach(clear);
afterEach(async () => {
  vi.restoreAllMocks();
  await clear();
});

test('a saved network is a model like any other, and is there on the next visit', async () => {
  const catalogue = createCatalogue('/');
  const shelf = await catalogue.shelf();
  const model = stored(chain);
  const source = await shelf.save(model, '  Mine  ');
  expect(catalogue.named(source.id)).toBe(source);
  expect(catalogue.record(source)).toMatchObject({
    name: { en: 'Mine', ko: 'Mine' },
    takes: ['draw'],
    output: 'probabilities',
    maps: [
      { layer: 'conv', isActivation: false },
      { layer: 'relu', isActivation: true },
    ],
  });
  // Twice is once, under the latest name.
  expect(await shelf.save(model, 'Ours')).toBe(source);
  expect(shelf.store.getState().models.map(({ name }) => name)).toEqual(['Ours']);

  const next = createCatalogue('/');
  expect(next.named(source.id)).toBeNull();
  await next.shelf();
  const again = next.named(source.id) ?? expect.fail('it is not there');
  expect(next.record(again).name.en).toBe('Ours');
  const loaded = await next.load(again);
  expect(loaded.spec).toEqual(model.spec);
  for (const [name, values] of model.weights) expect(loaded.weights.get(name)).toEqual(values);

  await (await next.shelf()).remove(again);
  expect(next.named(source.id)).toBeNull();
  expect((await openShelf(createCatalogue('/'))).store.getState().models).toEqual([]);
});

test('records of another hand are left out, and harm nothing', async () => {
  const database = await openDatabase();
  const file = encodeModel(chain, stored(chain).weights);
  await database.put('models', { id: 'own-good', name: 'good', made: 1, file });
  await database.put('models', { id: 'own-torn', name: 'torn', made: 2, file: file.slice(0, -5) });
  await database.put('models', { id: 'own-text', name: 'text', made: 3, file: 'none' });
  await database.put('models', { id: '../evil', name: 'evil', made: 4, file });
  const shelf = await openShelf(createCatalogue('/'));
  expect(shelf.store.getState().models.map(({ name }) => name)).toEqual(['good']);
});

test('a file from elsewhere is read with care: what is no model is refused in words', async () => {
  const shelf = await openShelf(createCatalogue('/'));
  expect(() => shelf.bring(new Uint8Array([1, 2, 3]), 'odd')).toThrow();
  await shelf.bring(encodeModel(chain, stored(chain).weights), 'a friend’s');
  expect(shelf.store.getState().models.map(({ name }) => name)).toEqual(['a friend’s']);
});

test('without room it is said, and the network is there for this visit', async () => {
  const catalogue = createCatalogue('/');
  const shelf = await catalogue.shelf();
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('no room', 'QuotaExceededError');
  });
  const source = await shelf.save(stored(chain), 'Mine');
  expect(shelf.store.getState().unkept).toBe('full');
  expect((await catalogue.load(source)).spec).toEqual(chain);
});
