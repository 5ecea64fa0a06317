/**
 * Losses, and their gradients with respect to what they are taken of. For each sample, three results go to the row of
 * the step: its loss, whether the answer is right (or the share of right answers), and the answer, which is the index of
 * the largest output. `smoothing` draws targets towards the middle (Szegedy et al., 2016).
 */
import { hyperSlots } from './hyper';
import { type Buffers, defineKernel, type FloatArray, required } from './kernel';

/** Values recorded for each sample: loss, right, answer. */
export const RESULTS = 3;

const params = { batch: 'u32', classes: 'u32' } as const;
const ins = [{ name: 'x' }, { name: 'target' }, { name: 'hyper' }];
const outs = [{ name: 'results', updated: true }, { name: 'gx' }] as const;

/** The index of the largest of `count` values from `start`: the first, of several; the first NaN, if there is one. */
export function largestAt(values: FloatArray, start: number, count: number): number {
  let best = 0;
  for (let k = 1; k < count && !Number.isNaN(values[start + best]); k++) {
    const value = values[start + k] as number;
    if (Number.isNaN(value) || value > (values[start + best] as number)) best = k;
  }
  return best;
}

/** One sample: its output and target, and where its gradient goes, from `start` on. */
interface Sample {
  readonly x: FloatArray;
  readonly target: FloatArray;
  readonly gx: FloatArray;
  readonly start: number;
  readonly classes: number;
  readonly batch: number;
  readonly smoothing: number;
}

/** Whether the largest output is where the target is largest. */
function agrees({ x, target, start, classes }: Sample): number {
  const answer = largestAt(x, start, classes);
  return Number(!Number.isNaN(x[start + answer]) && answer === largestAt(target, start, classes));
}

/** A twin from what it does for a sample, which returns its loss and how right it is. */
const twin =
  (one: (sample: Sample) => readonly [loss: number, right: number]) =>
  (p: { readonly batch: number; readonly classes: number }, from: Buffers, to: Buffers): void => {
    const [x, target, hyper] = [required(from, 0), required(from, 1), required(from, 2)];
    const [results, gx] = [required(to, 0), required(to, 1)];
    const row = hyper[hyperSlots.row] as number;
    const smoothing = hyper[hyperSlots.smoothing] as number;
    for (let n = 0; n < p.batch; n++) {
      const sample = { ...p, x, target, gx, start: n * p.classes, smoothing };
      results.set([...one(sample), largestAt(x, sample.start, p.classes)], (row * p.batch + n) * RESULTS);
    }
  };

/**
 * Of logits against a distribution: -sum over k of t[k] log softmax(x)[k], t being (1 - smoothing) target + smoothing /
 * classes; gx = (softmax(x) sum t - t) / batch.
 */
export const crossEntropy = defineKernel({
  name: 'crossEntropy',
  ins,
  outs,
  params,
  rounding: () => 'function',
  twin: twin((sample) => {
    const { x, target, gx, start, classes, batch, smoothing } = sample;
    const end = start + classes;
    const wanted = (k: number): number => (1 - smoothing) * (target[k] as number) + smoothing / classes;
    let largest = -Infinity;
    for (let k = start; k < end; k++) largest = Math.max(largest, x[k] as number);
    let sum = 0;
    let mass = 0;
    for (let k = start; k < end; k++) {
      sum += Math.exp((x[k] as number) - largest);
      mass += wanted(k);
    }
    let loss = 0;
    for (let k = start; k < end; k++) {
      const shifted = (x[k] as number) - largest;
      loss -= wanted(k) * (shifted - Math.log(sum));
      gx[k] = ((Math.exp(shifted) / sum) * mass - wanted(k)) / batch;
    }
    return [loss, agrees(sample)];
  }),
});

/**
 * Of logits, each a question of its own: the mean over k of log(1 + exp(x)) - t x, t being (1 - smoothing) target +
 * smoothing / 2; gx = (sigmoid(x) - t) / (classes batch). Right is the share of outputs on their target's side.
 */
export const binaryCrossEntropy = defineKernel({
  name: 'binaryCrossEntropy',
  ins,
  outs,
  params,
  rounding: () => 'function',
  twin: twin(({ x, target, gx, start, classes, batch, smoothing }) => {
    let loss = 0;
    let right = 0;
    for (let k = start; k < start + classes; k++) {
      const [value, label] = [x[k] as number, target[k] as number];
      const wanted = (1 - smoothing) * label + smoothing / 2;
      const small = Math.exp(-Math.abs(value));
      loss += Math.max(value, 0) - wanted * value + Math.log1p(small);
      right += Number(value > 0 === label > 0.5 && !Number.isNaN(value));
      const likely = value >= 0 ? 1 / (1 + small) : small / (1 + small);
      gx[k] = (likely - wanted) / (classes * batch);
    }
    return [loss / classes, right / classes];
  }),
});

/**
 * Of any values: the mean over k of (x - target)^2; gx = 2 (x - target) / (classes batch). A single value is right within
 * one half of its target, several where the largest agree.
 */
export const squaredError = defineKernel({
  name: 'squaredError',
  ins,
  outs,
  params,
  rounding: () => 'function',
  twin: twin((sample) => {
    const { x, target, gx, start, classes, batch } = sample;
    let loss = 0;
    for (let k = start; k < start + classes; k++) {
      const error = (x[k] as number) - (target[k] as number);
      loss += error * error;
      gx[k] = (2 * error) / (classes * batch);
    }
    const isNear = Math.abs((x[start] as number) - (target[start] as number)) < 0.5;
    return [loss / classes, classes === 1 ? Number(isNear) : agrees(sample)];
  }),
});
