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

/** Pixels of the page's pad. */
const PAD = 224;

/** The probabilities of each drawing. */
async function answersTo(drawings: readonly Drawing[]): Promise<Float32Array[]> {
  const model =
    process.env.CNN_MODEL ?? fileURLToPath(new URL('../../public/models/digits.safetensors', import.meta.url));
  const { spec, weights } = decodeModel(readFileSync(model));
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

/** The shares, by what was drawn, of those drawings that pass. */
function sharesOf<D extends Drawing>(drawings: readonly D[], passes: (drawing: D, index: number) => boolean) {
  const counts = new Map<string, [passed: number, all: number]>();
  for (const [i, drawing] of drawings.entries()) {
    const [passed, all] = counts.get(drawing.what) ?? [0, 0];
    counts.set(drawing.what, [passed + Number(passes(drawing, i)), all + 1]);
  }
  const total = [...counts.values()].reduce((sum, [passed]) => sum + passed, 0) / drawings.length;
  const least = [...counts].map(([what, [passed, all]]) => ({ what, share: passed / all }));
  return { total, least: least.sort((a, b) => a.share - b.share) };
}

test('reads digits of all sizes, places, slants, widths, pens and habits', async () => {
  const drawings = drawDigits(40 * digitHands.length, 1);
  const answers = await answersTo(drawings);
  const { total, least } = sharesOf(drawings, ({ digit }, i) => {
    const own = answers[i]?.[digit] ?? 0;
    return own === Math.max(...(answers[i] ?? []));
  });
  const sure = sharesOf(drawings, ({ digit }, i) => (answers[i]?.[digit] ?? 0) > 0.9);
  console.log(total, sure.total, least.slice(0, 12), sure.least.slice(0, 8));
  expect(total).toBeGreaterThanOrEqual(0.99);
});

test('is unsure of nine in ten of the things that are no digit', async () => {
  const drawings = drawOthers(39 * 20, 2);
  const answers = await answersTo(drawings);
  const { total, least } = sharesOf(drawings, (_, i) => Math.max(...(answers[i] ?? [])) <= 0.6);
  console.log(total, least.slice(0, 20));
  expect(total).toBeGreaterThanOrEqual(0.9);
});
