/** The size rule as it is printed, computed, gives the size that the layer's definition infers. */
import { describe, expect, test } from 'vitest';
import { type LayerType, layerOf, layers } from '../../../src/layers';
import { checkAttributes } from '../../../src/layers/layer';
import { sizeLine } from '../../../src/workspace/inspect/sizeRule';

/** The left side of a line, computed. */
function evaluate(line: string): number {
  const code = line
    .replace(/ = \d+$/, '')
    .replaceAll('−', '-')
    .replaceAll('·', '*')
    .replaceAll('⌊', 'floor(')
    .replaceAll('⌈', 'ceil(')
    .replaceAll(/[⌋⌉]/g, ')');
  return new Function('floor', 'ceil', `return ${code}`)(Math.floor, Math.ceil);
}

const sliding = (Object.keys(layers) as LayerType[]).filter((type) => layerOf(type).axes);

describe('the size rule', () => {
  test('belongs to convolution and pooling', () => {
    expect(sliding).toEqual(['conv2d', 'maxPool2d', 'averagePool2d', 'minPool2d']);
  });

  test.each(sliding)('of %s gives what the layer infers', (type) => {
    const def = layerOf(type);
    for (const { attributes, ins } of def.samples) {
      const checked = checkAttributes(def, attributes);
      const [, , ...sizes] = def.infer(checked, ins);
      const lines = def.axes?.(checked, ins).map(sizeLine) ?? [];
      expect(lines.map(evaluate)).toEqual(sizes);
      expect(lines.map((line) => Number(line.split(' = ')[1]))).toEqual(sizes);
    }
  });

  test('is written as in a textbook', () => {
    const plain = { input: 28, kernel: 5, stride: 1, padBegin: 2, padEnd: 2, dilation: 1 };
    expect(sizeLine(plain)).toBe('(28 + 2·2 − 5) / 1 + 1 = 28');
    expect(sizeLine({ ...plain, padBegin: 0, padEnd: 0 })).toBe('(28 − 5) / 1 + 1 = 24');
    expect(sizeLine({ ...plain, stride: 2, padBegin: 0, padEnd: 1 })).toBe('(28 + 0 + 1 − 5) / 2 + 1 = 13');
    expect(sizeLine({ ...plain, stride: 2, padBegin: 1, padEnd: 1 })).toBe('⌊(28 + 2·1 − 5) / 2⌋ + 1 = 13');
    expect(sizeLine({ ...plain, stride: 2, padBegin: 1, padEnd: 1, ceil: true })).toBe('⌈(28 + 2·1 − 5) / 2⌉ + 1 = 14');
    expect(sizeLine({ ...plain, dilation: 3 })).toBe('(28 + 2·2 − (3·(5 − 1) + 1)) / 1 + 1 = 20');
  });
});
