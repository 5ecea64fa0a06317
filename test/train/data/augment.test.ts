/** Augmentation: seeded, within 0..1, the identity when everything is off, and each part does what it says. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/random';
import { DigitAugmenter, PictureAugmenter } from '../../../src/train/data/augment';
import { DigitPreprocessor } from '../../../src/vision/digit';
import { rasterise } from '../../../src/vision/strokes';
import { digitPaths, penStrokes } from '../../helpers/strokes';

/** Digits as MNIST holds them, one a path. */
const digits = (() => {
  const preprocessor = new DigitPreprocessor();
  const bytes = new Uint8Array(digitPaths.length * 784);
  const values = new Float32Array(784);
  digitPaths.forEach((path, n) => {
    preprocessor.write(rasterise(penStrokes(path, {}, 0.09), 112), values, 0);
    bytes.set(
      values.map((value) => Math.round(255 * value)),
      784 * n,
    );
  });
  return bytes;
})();

const still = {
  rotation: 0,
  slant: 0,
  scale: [1, 1],
  stretch: 0,
  translation: 0,
  elastic: 0,
  thicknessChance: 0,
  contrast: [1, 1],
  recentre: 0,
} as const;

function augmented(options: ConstructorParameters<typeof DigitAugmenter>[0], n = 6, seed = 1): Float32Array {
  const into = new Float32Array(784);
  new DigitAugmenter(options).write(digits, 784 * n, into, 0, new Random(seed));
  return into;
}

const sum = (values: Float32Array): number => values.reduce((a, b) => a + b, 0);

/** Centre of mass in pixel indices. */
function centroid(values: Float32Array, width = 28): [x: number, y: number] {
  let x = 0;
  let y = 0;
  values.forEach((value, i) => {
    x += value * (i % width);
    y += value * Math.floor(i / width);
  });
  return [x / sum(values), y / sum(values)];
}

describe('digits', () => {
  it('changes nothing when all is off', () => {
    const into = augmented(still);
    for (let i = 0; i < 784; i++) expect(into[i]).toBeCloseTo((digits[784 * 6 + i] as number) / 255, 6);
  });

  it('gives the same for the same seed, and another for another', () => {
    expect(augmented({}, 3, 9)).toEqual(augmented({}, 3, 9));
    expect(augmented({}, 3, 9)).not.toEqual(augmented({}, 3, 10));
  });

  it('writes only where it was told, within 0..1, and always leaves ink', () => {
    const augmenter = new DigitAugmenter();
    const random = new Random(2);
    const into = new Float32Array(784 + 20).fill(-5);
    for (let n = 0; n < 600; n++) {
      augmenter.write(digits, 784 * (n % digitPaths.length), into, 10, random);
      const written = into.subarray(10, 794);
      expect(Math.min(...written)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...written)).toBeLessThanOrEqual(1 + 1e-6);
      expect(sum(written)).toBeGreaterThan(8);
    }
    expect([...into.subarray(0, 10), ...into.subarray(794)]).toEqual(new Array(20).fill(-5));
  });

  it('shifts by as much as asked, and not by more', () => {
    const [x0, y0] = centroid(augmented(still));
    let furthest = 0;
    for (let seed = 0; seed < 200; seed++) {
      const [x, y] = centroid(augmented({ ...still, translation: 2.5 }, 6, seed));
      furthest = Math.max(furthest, Math.abs(x - x0), Math.abs(y - y0));
    }
    expect(furthest).toBeGreaterThan(2.2);
    expect(furthest).toBeLessThan(2.51);
  });

  it('scales the ink by the square of the size', () => {
    const ratio = sum(augmented({ ...still, scale: [0.8, 0.8] })) / sum(augmented(still));
    expect(ratio).toBeCloseTo(0.64, 1);
  });

  it('thins and thickens', () => {
    const plain = sum(augmented(still));
    for (const n of [0, 6, 9, 12, 24]) {
      const amounts = [-1, -0.5, 0.3, 0.6].map((amount) =>
        sum(augmented({ ...still, thicknessChance: 1, thickness: [amount, amount] }, n)),
      );
      for (let i = 1; i < amounts.length; i++) expect(amounts[i]).toBeGreaterThan(amounts[i - 1] as number);
    }
    const thin = sum(augmented({ ...still, thicknessChance: 1, thickness: [-1, -1] }));
    const thick = sum(augmented({ ...still, thicknessChance: 1, thickness: [0.6, 0.6] }));
    expect(thin / plain).toBeLessThan(0.75);
    expect(thick / plain).toBeGreaterThan(1.5);
  });

  it('bends by about the displacement asked for', () => {
    // A column of ink, bent: its row-wise centre moves by the field's x part.
    const column = new Uint8Array(784);
    for (let y = 0; y < 28; y++) column.fill(255, 28 * y + 13, 28 * y + 15);
    const augmenter = new DigitAugmenter({ ...still, elastic: 1 });
    const into = new Float32Array(784);
    const random = new Random(4);
    let squares = 0;
    let rows = 0;
    for (let n = 0; n < 300; n++) {
      augmenter.write(column, 0, into, 0, random);
      for (let y = 4; y < 24; y++) {
        const [x] = centroid(into.subarray(28 * y, 28 * y + 28));
        squares += (x - 13.5) ** 2;
        rows++;
      }
    }
    // The rms is drawn evenly from 0..1: its mean square is a third.
    expect(Math.sqrt(squares / rows)).toBeGreaterThan(0.45);
    expect(Math.sqrt(squares / rows)).toBeLessThan(0.7);
  });

  it('recentres as the pad does', () => {
    for (let seed = 0; seed < 50; seed++) {
      const [x, y] = centroid(augmented({ ...still, translation: 2.5, recentre: 1 }, 15, seed));
      expect(Math.abs(x - 14)).toBeLessThanOrEqual(0.51);
      expect(Math.abs(y - 14)).toBeLessThanOrEqual(0.51);
    }
  });
});

const calm = { flip: 0, crop: 0, brightness: 0, contrast: 0, saturation: 0, erase: 0 } as const;
const photo = Uint8Array.from({ length: 3 * 32 * 32 }, (_, i) => (i * 37 + (i >> 5) * 11) % 256);

function picture(options: ConstructorParameters<typeof PictureAugmenter>[2], seed = 1): Float32Array {
  const into = new Float32Array(3072);
  new PictureAugmenter(32, 32, options).write(photo, 0, into, 0, new Random(seed));
  return into;
}

const original = (c: number, y: number, x: number): number => (photo[c * 1024 + y * 32 + x] as number) / 255;

describe('pictures', () => {
  it('changes nothing when all is off', () => {
    picture(calm).forEach((value, i) => {
      expect(value).toBeCloseTo((photo[i] as number) / 255, 5);
    });
  });

  it('mirrors left to right', () => {
    const into = picture({ ...calm, flip: 1 });
    for (const [c, y, x] of [
      [0, 0, 0],
      [1, 5, 31],
      [2, 31, 7],
    ] as const) {
      expect(into[c * 1024 + y * 32 + x]).toBeCloseTo(original(c, y, 31 - x), 5);
    }
  });

  it.each(['zero', 'reflect'] as const)('crops out of %s padding by at most the pixels asked for', (padding) => {
    const offsets = new Set<string>();
    for (let seed = 0; seed < 400; seed++) {
      const into = picture({ ...calm, crop: 2, padding }, seed);
      const fits = (dy: number, dx: number): boolean => {
        for (let y = 2; y < 30; y++) {
          for (let x = 2; x < 30; x++) {
            if (Math.abs((into[y * 32 + x] as number) - original(0, y + dy, x + dx)) > 1e-5) return false;
          }
        }
        return true;
      };
      const found = [-2, -1, 0, 1, 2].flatMap((dy) =>
        [-2, -1, 0, 1, 2].filter((dx) => fits(dy, dx)).map((dx) => [dy, dx]),
      );
      expect(found).toHaveLength(1);
      const [dy = 0, dx = 0] = found[0] ?? [];
      offsets.add(`${dy} ${dx}`);
      if (dx === -2) expect(into[5 * 32]).toBeCloseTo(padding === 'zero' ? 0 : original(0, 5 + dy, 2), 5);
    }
    expect(offsets.size).toBe(25);
  });

  it('changes contrast about the mean grey, and brightness by a shift', () => {
    const grey = (values: Float32Array): number =>
      0.299 * sum(values.subarray(0, 1024)) +
      0.587 * sum(values.subarray(1024, 2048)) +
      0.114 * sum(values.subarray(2048));
    const soft = Uint8Array.from(photo, (value) => 96 + (value >> 2));
    const into = new Float32Array(3072);
    const plain = Float32Array.from(soft, (value) => value / 255);
    const spread = (values: Float32Array): number => Math.max(...values) - Math.min(...values);
    new PictureAugmenter(32, 32, { ...calm, contrast: 0.5 }).write(soft, 0, into, 0, new Random(3));
    expect(grey(into) / 1024).toBeCloseTo(grey(plain) / 1024, 4);
    expect(Math.abs(spread(into) / spread(plain) - 1)).toBeGreaterThan(0.02);
    new PictureAugmenter(32, 32, { ...calm, brightness: 0.2 }).write(soft, 0, into, 0, new Random(3));
    const shift = (into[0] as number) - (plain[0] as number);
    expect(Math.abs(shift)).toBeGreaterThan(0.01);
    into.forEach((value, i) => {
      expect(value - (plain[i] as number)).toBeCloseTo(shift, 5);
    });
  });

  it('takes the colour away at full loss of saturation, keeping the grey', () => {
    // Of the draws of -1..1 some come close to -1: there all channels nearly agree.
    let closest = 1;
    for (let seed = 0; seed < 300; seed++) {
      const into = picture({ ...calm, saturation: 1 }, seed);
      const [r, g, b] = [into[100], into[1124], into[2148]] as [number, number, number];
      closest = Math.min(closest, Math.max(r, g, b) - Math.min(r, g, b));
    }
    expect(closest).toBeLessThan(0.02);
  });

  it('erases one rectangle of one grey', () => {
    const into = picture({ ...calm, erase: 1, eraseSide: 0.4 }, 6);
    const changed: [number, number][] = [];
    for (let y = 0; y < 32; y++) {
      for (let x = 0; x < 32; x++) {
        if (Math.abs((into[y * 32 + x] as number) - original(0, y, x)) > 1e-5) changed.push([y, x]);
      }
    }
    const [ys, xs] = [changed.map(([y]) => y), changed.map(([, x]) => x)];
    const h = Math.max(...ys) - Math.min(...ys) + 1;
    const w = Math.max(...xs) - Math.min(...xs) + 1;
    expect(h).toBeLessThanOrEqual(13);
    expect(w).toBeLessThanOrEqual(13);
    expect(changed.length).toBeGreaterThan(0.9 * h * w);
    const [y, x] = changed[0] as [number, number];
    const fill = into[y * 32 + x] as number;
    for (const [row, column] of changed) {
      for (let c = 0; c < 3; c++) expect(into[c * 1024 + row * 32 + column]).toBe(fill);
    }
  });

  it('is seeded and stays within 0..1', () => {
    expect(picture({}, 8)).toEqual(picture({}, 8));
    for (let seed = 0; seed < 100; seed++) {
      const into = picture({ brightness: 0.6, contrast: 0.9, saturation: 0.9 }, seed);
      expect(Math.min(...into)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...into)).toBeLessThanOrEqual(1);
    }
  });
});
