/**
 * The network digits on drawings from the pad, through all that the page does to them: it reads digits however they are
 * written, is sure of them, and is not sure of what is no digit.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createWasmBackend } from '../../src/backend/wasm';
import { decodeModel } from '../../src/formats/model';
import { planModel } from '../../src/graph/plan';
import { predict } from '../../src/train/evaluate';
import { DigitPreprocessor } from '../../src/vision/digit';
import { checkPreprocessing, normalise } from '../../src/vision/preprocessing';
import { rasterise } from '../../src/vision/strokes';
import { type Drawing, digitHands, drawDigits, drawOthers } from '../helpers/hands';

const MODEL = new URL('../../public/models/digits.safetensors', import.meta.url);
/** Pixels of the page's pad. */
const PAD = 224;

/** The probabilities of each drawing. */
async function answersTo(drawings: readonly Drawing[]): Promise<Float32Array[]> {
  const { spec, weights } = decodeModel(readFileSync(fileURLToPath(MODEL)));
  const program = await (await createWasmBackend({ threads: 1 })).load(planModel(spec, { batch: 50 }), weights);
  const preprocessor = new DigitPreprocessor();
  const preprocessing = checkPreprocessing(spec.preprocessing);
  const probabilities = await predict(program, {
    count: drawings.length,
    classes: 10,
    length: 784,
    label: () => 0,
    write(index, into, at) {
      preprocessor.write(rasterise(drawings[index]?.strokes ?? [], PAD), into, at);
      normalise(into, at, 784, preprocessing);
    },
  });
  return drawings.map((_, i) => probabilities.subarray(10 * i, 10 * i + 10));
}

/** The share of drawings that pass. */
const shareOf = <D>(drawings: readonly D[], passes: (drawing: D, index: number) => boolean): number =>
  drawings.filter(passes).length / drawings.length;

test('reads digits of all sizes, places, slants, widths, pens and habits', async () => {
  const drawings = drawDigits(40 * digitHands.length, 1);
  const answers = await answersTo(drawings);
  const total = shareOf(drawings, ({ digit }, i) => {
    const own = answers[i]?.[digit] ?? 0;
    return own === Math.max(...(answers[i] ?? []));
  });
  const sure = shareOf(drawings, ({ digit }, i) => (answers[i]?.[digit] ?? 0) > 0.9);
  expect(total).toBeGreaterThanOrEqual(0.99);
  expect(sure).toBeGreaterThanOrEqual(0.99);
});

test('is unsure of nine in ten of the things that are no digit', async () => {
  const drawings = drawOthers(39 * 20, 2);
  const answers = await answersTo(drawings);
  const total = shareOf(drawings, (_, i) => Math.max(...(answers[i] ?? [])) <= 0.6);
  expect(total).toBeGreaterThanOrEqual(0.9);
});
