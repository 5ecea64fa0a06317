/** Captions of blocks: written by hand for shipped networks, and from kind, shape and place for all others. */
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { expect, test } from 'vitest';
import { resolveModel } from '../../../src/graph/model';
import { type LayerType, layerOf, layers } from '../../../src/layers';
import { checkAttributes } from '../../../src/layers/layer';
import { createWords, speak } from '../../../src/ui/i18n';
import { useCaptionWords } from '../../../src/ui/parts/useCaptionWords';
import { shipped } from '../../../src/workspace/catalogue/records';
import { type CaptionedBlock, captionOf } from '../../../src/workspace/stage/captions';
import { digitsSpec, objectsSpec } from '../../../tools/train/specs';
import { squeezeNet } from '../../helpers/squeezeNet';

/** Blocks of a network's layers, by ids; each reads the last layer of the one before it. */
function blocksOf(spec: typeof digitsSpec, blocks: readonly (readonly string[])[]): readonly CaptionedBlock[] {
  const model = resolveModel(spec, 1);
  const layer = (id: string) => {
    const node = model.nodes.find((each) => each.id === id) ?? expect.fail(id);
    return { id, kind: node.type, shape: node.shape.slice(1) };
  };
  return blocks.map((ids, index) => {
    const before = blocks[index - 1]?.at(-1);
    const reads = before === undefined ? model.input.slice(1) : layer(before).shape;
    return { layers: ids.map(layer), reads, place: { index, count: blocks.length } };
  });
}

async function reader(language: 'en' | 'ko') {
  const i18n = createWords();
  await speak(i18n, language);
  return (block: CaptionedBlock, record: Parameters<typeof captionOf>[1] = null): readonly string[] => {
    const caption = captionOf(block, record);
    const said: string[] = [];
    function Say() {
      const inWords = useCaptionWords();
      if (caption) said.push(inWords(caption).title, inWords(caption).subtitle);
      return null;
    }
    renderToStaticMarkup(createElement(I18nextProvider, { i18n }, createElement(Say)));
    return said;
  };
}

const digits = blocksOf(digitsSpec, [
  ['conv1', 'relu1', 'pool1'],
  ['conv2', 'relu2', 'pool2'],
  ['flatten', 'dense1', 'relu3'],
  ['dense2', 'softmax'],
]);
const recordOf = (name: string) => shipped.find(({ source }) => source.id === name) ?? expect.fail(name);

test('the digits network is one sentence: finds strokes, finds parts, weighs everything, votes', async () => {
  const read = await reader('en');
  expect(digits.map((block) => read(block, recordOf('digits')))).toEqual([
    ['Finds strokes', 'then keeps what fired, then shrinks'],
    ['Finds parts made of strokes', 'then keeps what fired, then shrinks'],
    ['Weighs everything', '80 sums of all 400 numbers'],
    ['Votes', 'scores turn into shares'],
  ]);
});

test('the network of objects goes from edges to whole things', async () => {
  const read = await reader('en');
  const blocks = blocksOf(objectsSpec, [
    ['conv1', 'relu1', 'pool1'],
    ['conv2', 'relu2', 'pool2'],
    ['conv3', 'relu3'],
    ['conv4', 'relu4', 'pool3'],
    ['conv5', 'relu5', 'average'],
    ['flatten', 'dense1', 'softmax'],
  ]);
  const said = blocks.map((block) => read(block, recordOf('objects')));
  expect(said.map(([title]) => title)).toEqual([
    'Edges, colours',
    'Textures',
    'Patterns',
    'Parts',
    'Whole things',
    'Votes',
  ]);
  expect(said[2]?.[1]).toBe('then keeps what fired');
  expect(said[4]?.[1]).toBe('then keeps what fired, then averages each map');
});

test('without a record, captions follow from kind, shape and place', async () => {
  const read = await reader('en');
  expect(digits.map((block) => read(block)[0])).toEqual(['Filters', 'Filters', 'Weighs everything', 'Votes']);
  const apart = blocksOf(digitsSpec, [['conv1'], ['relu1'], ['pool1'], ['conv2', 'relu2', 'pool2']]);
  expect(apart.slice(0, 3).map((block) => read(block))).toEqual([
    ['Filters', ''],
    ['Keeps what is positive', ''],
    ['Halves the size', ''],
  ]);
  const fire = ['squeeze', 'squeeze.relu', 'expand1', 'expand1.relu', 'expand3', 'expand3.relu', 'concat'];
  const blocks = blocksOf(squeezeNet(), [
    ['conv1', 'conv1.relu', 'pool1'],
    fire.map((part) => `fire2.${part}`),
    ['conv10', 'conv10.relu', 'average', 'flatten', 'softmax'],
  ]);
  expect(blocks.map((block) => read(block))).toEqual([
    ['Filters', 'then keeps what fired, then shrinks'],
    ['Filters', 'then keeps what fired, then filters'],
    ['Votes', 'scores turn into shares'],
  ]);
});

test('a block that only renames or rearranges needs no caption', () => {
  const [block] = blocksOf(digitsSpec, [['flatten']]);
  expect(block && captionOf(block, null)).toBeNull();
});

test('every layer type that does something has a caption of its own, in both languages', async () => {
  for (const language of ['en', 'ko'] as const) {
    const read = await reader(language);
    for (const type of Object.keys(layers) as LayerType[]) {
      const def = layerOf(type);
      for (const sample of def.samples) {
        const shape = def.infer(checkAttributes(def, sample.attributes), sample.ins).slice(1);
        const reads = (sample.ins[0] ?? []).slice(1);
        const place = { index: 0, count: 3 };
        const said = read({ layers: [{ id: type, kind: type, shape }], reads, place });
        if (def.alias) expect(said).toEqual([]);
        else expect(said[0]).toMatch(language === 'en' ? /^[A-Z\d]/ : /[가-힣]/);
        expect(said.join()).not.toMatch(/captions\.|undefined|\{\{/);
      }
    }
  }
});
