/** The shipped models as files: sizes, architecture, weights, and cards that say the same as the files. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decodeModel } from '../../src/formats/model';
import { decodeSafetensors } from '../../src/formats/safetensors';
import { planModel } from '../../src/graph/plan';
import { initialWeights } from '../../src/train/initialise';
import { checkPreprocessing } from '../../src/vision/preprocessing';
import { foldBatchNorm } from '../../tools/train/fold';
import { rounded } from '../../tools/train/history';
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

it('the history of digits begins at random and ends at the filters and the accuracy that were shipped', () => {
  expect(existsSync(`${models}digits.history.safetensors`)).toBe(true);
  const bytes = bytesOf('digits.history.safetensors');
  expect(bytes.length).toBeLessThan(40_000);
  const { tensors, metadata } = decodeSafetensors(bytes);
  const layer = metadata.get('layer') ?? '';
  const { weights, provenance } = decodeModel(bytesOf('digits.safetensors'));
  const of = (step: number | undefined, name: string): Float32Array =>
    tensors.get(`${step}/${name}`)?.values ?? expect.fail(`no ${name} of step ${step}`);
  const steps = [...new Set([...tensors.keys()].map((key) => Number(key.split('/')[0])))];
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  expect(steps.length).toBeGreaterThanOrEqual(15);
  const first = initialWeights(recipes.digits.spec, Number(provenance.seed));
  for (const name of [`${layer}.weight`, `${layer}.bias`]) {
    expect(of(0, name)).toEqual(first.get(name));
    expect(of(steps.at(-1), name)).toEqual(weights.get(name));
  }
  const accuracies = steps.map((step) => of(step, 'test')[0]);
  expect(accuracies[0]).toBeLessThan(0.2);
  expect(accuracies.at(-1)).toBe(Math.fround(Number(provenance.testAccuracy)));
});

it('the moments of digits begin at random and hold every other layer, rounded, at all moments but the last', () => {
  const { tensors: others } = decodeSafetensors(bytesOf('digits.moments.safetensors'));
  const { tensors: history } = decodeSafetensors(bytesOf('digits.history.safetensors'));
  const stepsOf = (tensors: ReadonlyMap<string, unknown>): number[] => [
    ...new Set([...tensors.keys()].map((key) => Number(key.split('/')[0]))),
  ];
  expect(stepsOf(others)).toEqual(stepsOf(history).slice(0, -1));
  const { weights, provenance } = decodeModel(bytesOf('digits.safetensors'));
  const layers = [...weights.keys()].filter((name) => !name.startsWith('conv1.'));
  const first = initialWeights(recipes.digits.spec, Number(provenance.seed));
  for (const name of layers)
    expect(others.get(`0/${name}`)?.values).toEqual(rounded(first.get(name) ?? expect.fail(name)));
  expect(others.size).toBe(layers.length * stepsOf(others).length);
});
