/** Scores and calibration on probabilities made by hand, and predictions of whole sources. */
import { describe, expect, it } from 'vitest';
import { createReferenceBackend } from '../../src/backend/reference';
import { EngineError } from '../../src/core/errors';
import { Random } from '../../src/core/random';
import { planModel } from '../../src/graph/plan';
import { evaluate, negativeLogLikelihood, predict, score } from '../../src/train/evaluate';
import { initialWeights } from '../../src/train/initialise';
import { fitTemperature } from '../../tools/train/fold';
import { blobs, blobsSpec } from './blobs';

describe('scoring', () => {
  // Three samples right (confidences 0.9, 0.6, 0.5), one wrong (0.8).
  const probabilities = Float32Array.of(0.9, 0.1, 0.4, 0.6, 0.5, 0.5, 0.8, 0.2);
  const result = score(probabilities, [0, 1, 0, 1], 2);

  it('counts accuracy, each class and the confusion matrix', () => {
    expect(result.count).toBe(4);
    expect(result.accuracy).toBe(0.75);
    expect(result.classAccuracy).toEqual([1, 0.5]);
    expect(result.confusion).toEqual([
      [2, 0],
      [1, 1],
    ]);
  });

  it('gives the mean negative log-likelihood', () => {
    const expected = -(Math.log(0.9) + Math.log(0.6) + Math.log(0.5) + Math.log(0.2)) / 4;
    expect(result.negativeLogLikelihood).toBeCloseTo(expected, 6);
  });

  it('gives the calibration error over fifteen bins', () => {
    // Each sample has a bin of its own here.
    expect(result.calibrationError).toBeCloseTo((0.1 + 0.4 + 0.5 + 0.8) / 4, 6);
    expect(result.bins).toHaveLength(15);
    expect(result.bins[12]).toMatchObject({ count: 1, accuracy: 0 });
    expect(result.bins[12]?.confidence).toBeCloseTo(0.8, 6);
  });

  it('puts confidence 1 into the last bin, and stays finite at probability 0', () => {
    const sure = score(Float32Array.of(1, 0, 1, 0), [0, 1], 2);
    expect(sure.bins[14]?.count).toBe(2);
    expect(sure.calibrationError).toBeCloseTo(0.5, 6);
    expect(sure.negativeLogLikelihood).toBeCloseTo((126 * Math.LN2) / 2, 3);
  });

  it('says of a class without samples that its accuracy is not a number', () => {
    expect(score(Float32Array.of(0.9, 0.1), [0], 2).classAccuracy).toEqual([1, Number.NaN]);
  });

  it('refuses what does not fit together', () => {
    expect(() => score(new Float32Array(3), [0, 1], 2)).toThrow(EngineError);
    expect(() => score(new Float32Array(0), [], 2)).toThrow(EngineError);
    expect(() => score(new Float32Array(2), [2], 2)).toThrow(EngineError);
  });
});

describe('the temperature', () => {
  it('finds how far logits were scaled up', () => {
    const random = new Random(5);
    const classes = 4;
    const count = 4000;
    const tooSure = new Float32Array(count * classes);
    const labels: number[] = [];
    for (let n = 0; n < count; n++) {
      const logits = Array.from({ length: classes }, () => 1.5 * random.normal());
      const weights = logits.map(Math.exp);
      const draw = random.uniform() * weights.reduce((a, b) => a + b, 0);
      const upTo = weights.map((_, k) => weights.slice(0, k + 1).reduce((a, b) => a + b, 0));
      labels.push(upTo.findIndex((sum) => draw < sum));
      const scaled = logits.map((logit) => Math.exp(2.5 * logit));
      const sum = scaled.reduce((a, b) => a + b, 0);
      for (let k = 0; k < classes; k++) tooSure[n * classes + k] = (scaled[k] as number) / sum;
    }
    const temperature = fitTemperature(tooSure, labels, classes);
    expect(temperature).toBeGreaterThan(2.3);
    expect(temperature).toBeLessThan(2.7);
    const at = (t: number) => negativeLogLikelihood(tooSure, labels, classes, t);
    expect(at(temperature)).toBeLessThan(at(1));
    expect(at(temperature)).toBeLessThanOrEqual(Math.min(at(temperature * 1.1), at(temperature / 1.1)));
  });
});

describe('predicting', () => {
  it('gives the same for any batch size, a partial last batch included', async () => {
    const source = blobs(7, 1);
    const weights = initialWeights(blobsSpec, 2);
    const answers = await Promise.all(
      [1, 3, 7, 10].map(async (batch) => {
        const program = await createReferenceBackend().load(planModel(blobsSpec, { batch }), weights);
        return predict(program, source);
      }),
    );
    for (const answer of answers) {
      expect(answer).toHaveLength(7 * source.classes);
      expect(answer).toEqual(answers[0]);
    }
  });

  it('evaluates a program on a source', async () => {
    const source = blobs(20, 3);
    const program = await createReferenceBackend().load(
      planModel(blobsSpec, { batch: 8 }),
      initialWeights(blobsSpec, 2),
    );
    const done: number[] = [];
    const result = await evaluate(program, source, (n) => done.push(n));
    expect(done).toEqual([8, 16, 20]);
    expect(result.confusion.flat().reduce((a, b) => a + b, 0)).toBe(20);
  });

  it('refuses samples of another size or number of classes', async () => {
    const program = await createReferenceBackend().load(planModel(blobsSpec), initialWeights(blobsSpec, 2));
    const source = blobs(2, 3);
    await expect(predict(program, { ...source, length: 4 })).rejects.toThrow(EngineError);
    await expect(predict(program, { ...source, classes: 5 })).rejects.toThrow(EngineError);
  });
});
