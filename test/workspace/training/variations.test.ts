/** What is varied: in the address, per set, and one by one. */
import { expect, test } from 'vitest';
import { setNames, setOf } from '../../../src/workspace/training/sets';
import { variantsOf } from '../../../src/workspace/training/variants';
import {
  augmentationOf,
  availableFor,
  readVaried,
  usualFor,
  variations,
  variationsOf,
  variedBy,
  writeVaried,
} from '../../../src/workspace/training/variations';

test('what is usual is the augmentation of the set itself, to the last number', () => {
  for (const name of setNames) {
    const facts = setOf(name);
    const { recentre, stretch, ...own } = { recentre: 0, stretch: 0, ...facts.augmentation };
    expect(augmentationOf('usual', facts)).toMatchObject(own);
    expect(augmentationOf('none', facts)).toBeNull();
  }
});

test('a digit is not mirrored, cropped or cut unless somebody asks for it', () => {
  const usual = usualFor(setOf('mnist'));
  for (const each of ['flip', 'crop', 'cutout'] as const) {
    expect(availableFor(setOf('mnist'))).toContain(each);
    expect(usual).not.toContain(each);
  }
  expect(usualFor(setOf('bars'))).not.toContain('rotate');
});

test('choices come back from the address; what once was written still means the same; nonsense is usual', () => {
  expect([readVaried(null), readVaried('true'), readVaried('false'), readVaried('moon.beam')]).toEqual([
    'usual',
    'usual',
    'none',
    'usual',
  ]);
  for (const varied of ['usual', 'none', 'shift.flip', variations.join('.')]) {
    expect(readVaried(writeVaried(varied))).toBe(varied);
  }
  expect(readVaried('flip.shift.flip')).toBe('shift.flip');
});

test('each switch by itself changes a picture, and none leaves it alone', () => {
  for (const name of ['mnist', 'textures', 'colours'] as const) {
    const facts = setOf(name);
    const length = facts.shape.reduce((product, side) => product * side, 1);
    const bytes = Uint8Array.from({ length }, (_, i) =>
      Math.hypot((i % 28) - 11, (Math.floor(i / 28) % 28) - 15) < 7 ? 90 + 70 * Math.floor(i / 784) : 20 * (i % 3),
    );
    const plain = Float32Array.from(bytes, (byte) => byte / 255);
    for (const each of availableFor(facts)) {
      const varied = variedBy([each], facts);
      expect(variationsOf(varied, facts)).toEqual([each]);
      const variants = variantsOf(facts, varied, bytes, 40, 3);
      const far = variants.map((values) => Math.max(...values.map((value, i) => Math.abs(value - (plain[i] ?? 0)))));
      expect(Math.max(...far), `${name} ${each}`).toBeGreaterThan(0.03);
      expect(variantsOf(facts, varied, bytes, 40, 3)).toEqual(variants);
    }
    const [same] = variantsOf(facts, 'none', bytes, 1, 3);
    for (const [i, value] of plain.entries()) expect(same?.[i]).toBeCloseTo(value, 5);
    expect(variedBy(usualFor(facts), facts)).toBe('usual');
    expect(variedBy([], facts)).toBe('none');
  }
});
