/** The shipped models on their test pictures, on two backends. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createReferenceBackend } from '../../src/backend/reference';
import type { Backend } from '../../src/backend/types';
import { createWasmBackend } from '../../src/backend/wasm';
import { decodeModel } from '../../src/formats/model';
import { planModel } from '../../src/graph/plan';
import { evaluate, predict } from '../../src/train/evaluate';
import { subset } from '../../src/train/samples';
import { distortedTests } from '../../tools/train/distortions';
import { type Recipe, recipes, sourcesOf } from '../../tools/train/recipes';

const first = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

function modelOf(name: keyof typeof recipes) {
  const file = fileURLToPath(new URL(`../../public/models/${name}.safetensors`, import.meta.url));
  return decodeModel(readFileSync(file));
}

describe.each([
  { name: 'digits', count: 10_000, least: 0.993, calibration: 0.01 },
  { name: 'objects', count: 2000, least: 0.8, calibration: 0.05 },
] as const)('$name on its test pictures', ({ name, count, least, calibration }) => {
  const { spec, weights } = modelOf(name);
  const recipe: Recipe = recipes[name];
  const load = async (backend: Backend, batch: number) => backend.load(planModel(spec, { batch }), weights);

  it(`recognises at least ${100 * least} % of ${count}, with honest confidence`, async () => {
    const { test } = await sourcesOf(recipe);
    const result = await evaluate(await load(await createWasmBackend({ threads: 1 }), 100), subset(test, first(count)));
    expect(result.accuracy).toBeGreaterThanOrEqual(least);
    expect(result.calibrationError).toBeLessThan(calibration);
  });

  it('gives the same probabilities on WASM as on the plain twins', async () => {
    const { test } = await sourcesOf(recipe);
    const few = subset(test, first(10));
    const [wasm, reference] = await Promise.all(
      [await createWasmBackend({ threads: 1 }), createReferenceBackend()].map(async (backend) =>
        predict(await load(backend, 5), few),
      ),
    );
    if (!wasm || !reference) throw new Error('two backends were asked');
    expect(Math.max(...wasm.map((value, i) => Math.abs(value - (reference[i] as number))))).toBeLessThan(1e-5);
  });
});

it('digits reads small, large, off-centre, slanted, thin and thick drawings too', async () => {
  const { spec, weights } = modelOf('digits');
  const program = await (await createWasmBackend({ threads: 1 })).load(planModel(spec, { batch: 100 }), weights);
  const { testSet } = await sourcesOf(recipes.digits);
  for (const { what, source } of distortedTests(testSet, spec)) {
    expect((await evaluate(program, subset(source, first(2000)))).accuracy, what).toBeGreaterThan(0.96);
  }
});
