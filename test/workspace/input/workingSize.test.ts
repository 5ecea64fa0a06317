/** Which networks allow another resolution is told by their shapes, and the same weights do work there. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openBackend } from '../../../src/backend';
import { decodeModel } from '../../../src/formats/model';
import { checkModel } from '../../../src/graph/model';
import { checkPreprocessing } from '../../../src/vision/preprocessing';
import { allowsSide, atSide } from '../../../src/workspace/input/workingSize';
import { networkOf } from '../../../src/workspace/network';
import { branches, chain } from '../../helpers/models';

const file = fileURLToPath(new URL('../../../public/models/objects.safetensors', import.meta.url));
const objects = decodeModel(new Uint8Array(readFileSync(path.resolve(file))));

describe('a resolution is allowed', () => {
  test('where everything before a global pooling slides over the picture', () => {
    expect([64, 128, 256].map((side) => allowsSide(objects.spec, side))).toEqual([true, true, true]);
    expect(allowsSide(branches, 64)).toBe(true);
  });

  test('not where a dense layer counts the pixels, nor for drawings', () => {
    expect(allowsSide(chain, 64)).toBe(false);
    const flat = checkModel({ ...chain, input: { shape: [1, 8, 8] }, preprocessing: picture(8) });
    expect(allowsSide(flat, 16)).toBe(false);
  });

  test('not where the picture is too small for the windows', () => {
    expect(allowsSide(branches, 0)).toBe(false);
  });
});

const picture = (side: number) => ({ kind: 'picture', size: [side, side], mean: [0.5], deviation: [0.25] });

test('a model that does not allow it stays as it is', () => {
  const stored = { ...objects, spec: chain };
  expect(atSide(stored, 64)).toBe(stored);
});

test('the shipped network plans, runs and answers at 64 pixels with its own weights', async () => {
  const larger = atSide(objects, 64);
  const network = networkOf(larger, checkPreprocessing(objects.spec.preprocessing).size);
  expect(network.preprocessing.size).toEqual([64, 64]);
  expect(network.trainedSize).toEqual([32, 32]);
  expect(network.macs).toBeGreaterThan(3.9 * networkOf(objects).macs);
  const { backend } = await openBackend('reference');
  const program = await backend.load(network.plan, larger.weights);
  program.write(network.plan.input, new Float32Array(3 * 64 * 64));
  const { output } = await program.run();
  expect(output).toHaveLength(10);
  expect([...output].reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
  program.dispose();
  backend.dispose();
});
