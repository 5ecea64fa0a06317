/**
 * How good a classifier is: accuracy, per-class accuracy, confusion matrix and calibration. `predict` runs any
 * backend's program over a source; everything after works on the resulting probabilities.
 */
import type { Program } from '../backend/types';
import { EngineError } from '../core/errors';
import { Random } from '../core/random';
import type { SampleSource } from './samples';

/** What evaluation needs of a program. */
export type Runnable = Pick<Program, 'plan' | 'write' | 'run'>;

export interface Evaluation {
  readonly count: number;
  readonly accuracy: number;
  /** Share of each class's samples recognised; NaN for a class without samples. */
  readonly classAccuracy: readonly number[];
  /** confusion[label][predicted]: counts. */
  readonly confusion: readonly (readonly number[])[];
  /** Mean negative log-likelihood of the labels, in nats. */
  readonly negativeLogLikelihood: number;
  /** Expected calibration error: the mean gap between confidence and accuracy, over bins of equal width. */
  readonly calibrationError: number;
  /** Bins of equal width over 0..1. */
  readonly bins: readonly CalibrationBin[];
}

export interface CalibrationBin {
  readonly count: number;
  /** Means over the bin's samples; 0 when it has none. */
  readonly confidence: number;
  readonly accuracy: number;
}

/** Number of calibration bins, as in Guo et al., On Calibration of Modern Neural Networks, 2017. */
export const CALIBRATION_BINS = 15;

/**
 * Probabilities [count, classes] of a source's samples, from a program planned with any batch size. A last partial
 * batch is padded with zeros, whose outputs are dropped. Throws EngineError('shape') when samples do not fit. After
 * each batch, `progress` receives the number of samples done.
 */
export async function predict(
  program: Runnable,
  source: SampleSource,
  progress?: (done: number) => void,
): Promise<Float32Array> {
  const input = program.plan.tensors[program.plan.input];
  const batch = input?.shape[0] ?? 1;
  const images = new Float32Array(input?.length ?? 0);
  if (images.length !== batch * source.length) {
    throw new EngineError('shape', 'the samples do not fit the network', {
      expected: `${images.length / batch} values`,
      got: source.length,
    });
  }
  const probabilities = new Float32Array(source.count * source.classes);
  const random = new Random(0);
  for (let first = 0; first < source.count; first += batch) {
    const rows = Math.min(batch, source.count - first);
    if (rows < batch) images.fill(0);
    for (let row = 0; row < rows; row++) source.write(first + row, images, row * source.length, random);
    program.write(program.plan.input, images);
    const { output } = await program.run();
    if (output.length !== batch * source.classes) {
      throw new EngineError('shape', 'the network has another number of classes', {
        expected: source.classes,
        got: output.length / batch,
      });
    }
    probabilities.set(output.subarray(0, rows * source.classes), first * source.classes);
    progress?.(first + rows);
  }
  return probabilities;
}

/** Predicts a whole source and scores the results. */
export async function evaluate(
  program: Runnable,
  source: SampleSource,
  progress?: (done: number) => void,
): Promise<Evaluation> {
  const labels = Array.from({ length: source.count }, (_, index) => source.label(index));
  return score(await predict(program, source, progress), labels, source.classes);
}

/** Scores probabilities [count, classes] against labels. Throws EngineError('input') if empty or of unequal length. */
export function score(probabilities: Float32Array, labels: ArrayLike<number>, classes: number): Evaluation {
  const count = labels.length;
  if (count === 0 || probabilities.length !== count * classes) {
    throw new EngineError('input', 'probabilities to score', {
      expected: `${count} x ${classes} values`,
      got: probabilities.length,
    });
  }
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const bins = Array.from({ length: CALIBRATION_BINS }, () => ({ count: 0, confidence: 0, right: 0 }));
  let right = 0;
  for (let n = 0; n < count; n++) {
    const row = probabilities.subarray(n * classes, (n + 1) * classes);
    const label = labels[n] as number;
    const predicted = row.reduce((best, value, k) => (value > (row[best] as number) ? k : best), 0);
    const counts = confusion[label];
    if (!counts) throw new EngineError('input', 'a label names no class', { got: label });
    counts[predicted] = (counts[predicted] ?? 0) + 1;
    const confidence = row[predicted] as number;
    const bin = bins[Math.min(CALIBRATION_BINS - 1, Math.floor(confidence * CALIBRATION_BINS))];
    if (bin) {
      bin.count += 1;
      bin.confidence += confidence;
      bin.right += predicted === label ? 1 : 0;
    }
    right += predicted === label ? 1 : 0;
  }
  return {
    count,
    accuracy: right / count,
    classAccuracy: confusion.map((row, k) => (row[k] ?? 0) / row.reduce((sum, n) => sum + n, 0)),
    confusion,
    negativeLogLikelihood: negativeLogLikelihood(probabilities, labels, classes),
    calibrationError: bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / count,
    bins: bins.map((bin) => ({
      count: bin.count,
      confidence: bin.count === 0 ? 0 : bin.confidence / bin.count,
      accuracy: bin.count === 0 ? 0 : bin.right / bin.count,
    })),
  };
}

/** Smaller float32 probabilities are as good as zero; logarithms are taken of this instead. */
const SMALLEST = 2 ** -126;

/**
 * Mean over the samples of -log p[label], with the logits first divided by `temperature`. Log-probabilities stand in
 * for the logits, since softmax ignores a constant added to all of them.
 */
export function negativeLogLikelihood(
  probabilities: Float32Array,
  labels: ArrayLike<number>,
  classes: number,
  temperature = 1,
): number {
  let total = 0;
  for (let n = 0; n < labels.length; n++) {
    let sum = 0;
    let own = 0;
    for (let k = 0; k < classes; k++) {
      const logit = Math.log(Math.max(SMALLEST, probabilities[n * classes + k] as number)) / temperature;
      sum += Math.exp(logit);
      if (k === labels[n]) own = logit;
    }
    total += Math.log(sum) - own;
  }
  return total / labels.length;
}
