/** The shipped models as files: sizes, architecture, weights, and cards that say the same as the files. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decodeModel } from '../../src/formats/model';
import { planModel } from '../../src/graph/plan';
import { initialWeights } from '../../src/train/initialise';
import { checkPreprocessing } from '../../src/vision/preprocessing';
import { foldBatchNorm } from '../../tools/train/fold';
import { recipes } from '../../tools/train/recipes';
import { percent } from '../../tools/train/report';

const models = fileURLToPath(new URL('../../public/models/', import.meta.url));
const bytesOf = (file: string): Uint8Array => readFileSync(models + file);

const shipped = [
  { name: 'digits', limit: 250_000, accuracy: 0.993, kind: 'drawing' },
  { name: 'objects', limit: 1_600_000, accuracy: 0.82, kind: 'picture' },
] as const;

describe.each(shipped)('the shipped model $name', ({ name, limit, accuracy, kind }) => {
  const bytes = bytesOf(`${name}.safetensors`);
  const { spec, weights, provenance } = decodeModel(bytes);

  it('is the recipe’s network, with batch normalisation folded', () => {
    const { spec: trained } = recipes[name];
    expect(spec.nodes).toEqual(
      foldBatchNorm(trained, initialWeights(trained, 1)).spec.nodes.map((node) => ({ attributes: {}, ...node })),
    );
    expect(spec.nodes.some(({ type }) => type === 'batchNorm')).toBe(false);
    expect(spec.labels).toEqual(trained.labels);
  });

  it('keeps within its size', () => {
    expect(bytes.length).toBeLessThanOrEqual(limit);
  });

  it('takes drawings or pictures of its input’s size', () => {
    const preprocessing = checkPreprocessing(spec.preprocessing);
    expect(preprocessing.kind).toBe(kind);
    expect([preprocessing.mean.length, ...preprocessing.size]).toEqual(spec.input.shape);
  });

  it('has only finite weights, and filters that differ', () => {
    for (const [weight, values] of weights) {
      expect(values.every(Number.isFinite), weight).toBe(true);
      expect(new Set(values).size, weight).toBeGreaterThan(1);
    }
  });

  it('says where it comes from, and its card says the same', () => {
    expect(provenance.testAccuracy).toBeGreaterThanOrEqual(accuracy);
    const card = new TextDecoder().decode(bytesOf(`${name}.md`));
    expect(card).toContain(`**${percent(Number(provenance.testAccuracy))}**`);
    expect(card).toContain(`File: ${bytes.length.toLocaleString('en')} bytes.`);
    expect(card).toContain(`--epochs ${provenance.epochs} --seed ${provenance.seed}`);
  });
});

it('digits takes seven kernels a frame', () => {
  const { spec } = decodeModel(bytesOf('digits.safetensors'));
  expect(planModel(spec).phases.forward).toHaveLength(7);
});
