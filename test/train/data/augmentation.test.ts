/** Augmentation from a plain record: every part can be switched by itself, and a seed gives the same pictures. */
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../src/core/errors';
import { Random } from '../../../src/core/random';
import { type Augmentation, augmenterOf } from '../../../src/train/data/augment';

const sizes = {
  digit: { channels: 1, height: 28, width: 28 },
  grey: { channels: 1, height: 12, width: 9 },
  colour: { channels: 3, height: 12, width: 9 },
} as const;

/** A blot on black: something with an inside, edges and room to move. */
function bytesOf({ channels, height, width }: (typeof sizes)[keyof typeof sizes]): Uint8Array {
  return Uint8Array.from({ length: channels * height * width }, (_, i) => {
    const [x, y, c] = [i % width, Math.floor(i / width) % height, Math.floor(i / (width * height))];
    const near = Math.hypot(x / width - 0.4, y / height - 0.55) < 0.22;
    return near ? 60 + 90 * c : 8 * (x % 3);
  });
}

function augmented(what: Augmentation, size: (typeof sizes)[keyof typeof sizes], seed = 4): Float32Array {
  const bytes = bytesOf(size);
  const into = new Float32Array(bytes.length + 2).fill(-7);
  augmenterOf(what, size).write(bytes, 0, into, 1, new Random(seed));
  expect([into[0], into.at(-1)]).toEqual([-7, -7]);
  return into.slice(1, -1);
}

const parts: readonly (readonly [keyof typeof sizes, Augmentation])[] = [
  ['digit', { kind: 'digit', rotation: 20 }],
  ['digit', { kind: 'digit', slant: 0.3 }],
  ['digit', { kind: 'digit', scale: [0.6, 0.8] }],
  ['digit', { kind: 'digit', translation: 3 }],
  ['digit', { kind: 'digit', elastic: 1 }],
  ['digit', { kind: 'digit', thickness: [0.5, 1], thicknessChance: 1 }],
  ['digit', { kind: 'digit', contrast: [0.4, 0.6] }],
  ['digit', { kind: 'digit', noise: 0.1 }],
  ...(['grey', 'colour'] as const).flatMap((size): [keyof typeof sizes, Augmentation][] => [
    [size, { kind: 'picture', flip: 1 }],
    [size, { kind: 'picture', crop: 3 }],
    [size, { kind: 'picture', brightness: 0.3 }],
    [size, { kind: 'picture', contrast: 0.5 }],
    [size, { kind: 'picture', erase: 1 }],
    [size, { kind: 'picture', noise: 0.1 }],
  ]),
  ['colour', { kind: 'picture', saturation: 0.5 }],
];

it.each(Object.entries(sizes))('an empty record leaves a picture as it is: %s', (name, size) => {
  const same = augmented({ kind: name === 'digit' ? 'digit' : 'picture' }, size);
  for (const [i, value] of bytesOf(size).entries()) expect(same[i]).toBeCloseTo(value / 255, 5);
});

describe('one part alone', () => {
  it.each(parts)('%s, %o: changes the picture, the same way for the same seed, within 0 and 1', (name, what) => {
    const size = sizes[name];
    const before = bytesOf(size);
    let most = 0;
    // How much a part changes is drawn, and may be little: of several seeds, some change enough to see.
    for (let seed = 1; seed <= 5; seed++) {
      const changed = augmented(what, size, seed);
      most = before.reduce((far, value, i) => Math.max(far, Math.abs((changed[i] ?? 0) - value / 255)), most);
      expect(changed.every((value) => value >= 0 && value <= 1)).toBe(true);
      expect(augmented(what, size, seed)).toEqual(changed);
    }
    expect(most).toBeGreaterThan(0.05);
  });
});

it('a grey picture changes as a colour picture whose channels are alike', () => {
  const what = { kind: 'picture', flip: 0.5, crop: 2, brightness: 0.2, contrast: 0.3, erase: 1 } as const;
  const grey = augmented(what, sizes.grey);
  const plane = bytesOf(sizes.grey);
  const into = new Float32Array(3 * plane.length);
  const bytes = Uint8Array.from([...plane, ...plane, ...plane]);
  augmenterOf(what, sizes.colour).write(bytes, 0, into, 0, new Random(4));
  for (const [i, value] of into.entries()) expect(value).toBeCloseTo(grey[i % plane.length] ?? Number.NaN, 5);
});

it.each([
  [{ kind: 'digit' }, sizes.grey],
  [{ kind: 'picture' }, { channels: 2, height: 4, width: 4 }],
] as const)('refuses %o for %o', (what, size) => {
  expect(() => augmenterOf(what, size)).toThrow(EngineError);
});
