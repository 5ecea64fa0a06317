/** Random calls of the kernels that apply functions: activations, normalisation, softmax, dropout and the optimisers. */
import fc from 'fast-check';
import { Random } from '../../../src/core/random';
import { kernels } from '../../../src/kernels';
import { hyperLength } from '../../../src/kernels/hyper';
import { RESULTS } from '../../../src/kernels/loss';
import { chunksOf, SIZES } from '../../../src/kernels/optimiser';
import { hyperOf } from '../../helpers/hyper';
import { tableOf } from '../../helpers/kernelCases';
import { expected, type KernelCase } from './run';
import {
  EPSILON,
  exact,
  exactly,
  finite,
  type Maker,
  ordinary,
  relative,
  type Sample,
  size,
  type Values,
} from './sample';

const channels = fc.record({ batch: size(1, 4), channels: size(1, 5), plane: size(1, 21) });

const lanes = fc
  .record({ outer: size(1, 4), classes: size(1, 13), inner: fc.oneof(fc.constant(1), size(1, 7)), log: size(0, 1) })
  .map((p) => ({ params: p, length: p.outer * p.classes * p.inner }));

const optimiser = { kind: 'adam', beta1: 0.9, beta2: 0.99, epsilon: 1e-5, decay: 0.02 } as const;
const decoupled = { ...optimiser, kind: 'adamw' } as const;

const steps = fc.record({
  done: size(0, 50),
  decoupled: fc.boolean(),
  params: fc.record({ length: size(1, 70), decaying: size(0, 80), chunk: size(1, 30), nesterov: size(0, 1) }),
});

/** A step of an optimiser that keeps these moments. */
function stepCase(
  kernel: KernelCase['kernel'],
  params: { readonly length: number; readonly chunk: number },
  step: { readonly done: number; readonly decoupled: boolean },
  values: Values,
  coin: boolean,
  moments: readonly (Float32Array | null)[],
): Sample {
  const [g, w] = [values(params.length), values(params.length)];
  const of = (rate: number) => hyperOf(step.decoupled ? decoupled : optimiser, step.done, rate, { row: 1 });
  const sizes = new Float32Array(2 * SIZES * chunksOf(params));
  const call = {
    kernel,
    params: { ...params },
    ports: [g, of(0.003), coin ? Float32Array.of(0.3) : null, w, ...moments, sizes, new Float32Array(1)],
  };
  // The same on absolute values and upwards: nothing cancels.
  const magnitudes = expected({
    ...call,
    ports: call.ports.map((port, k) => (k === 1 ? of(-0.003) : (port?.map(Math.abs) ?? null))),
  });
  return { ...call, bound: (port, index) => 24 * EPSILON * Math.abs(magnitudes[port]?.[index] ?? 0) };
}

const losses = fc.record({ batch: size(1, 6), classes: size(1, 13), smoothing: fc.constantFrom(0, 0.1) });

/** Float64 arithmetic, rounded once; the results' flags and answers are exact. */
function lossCase(
  kernel: KernelCase['kernel'],
  params: { readonly batch: number; readonly classes: number },
  smoothing: number,
  values: Values,
): Sample {
  const count = params.batch * params.classes;
  const target = finite(values(count)).map(Math.abs);
  const hyper = hyperOf(optimiser, 0, 0.1, { row: 1, smoothing });
  const x = values(count);
  const ports = [x, target, hyper, values(2 * RESULTS * params.batch), values(count)];
  const largest = Math.max(...[...x, ...target].map((v) => (Number.isFinite(v) ? Math.abs(v) : 1)));
  return {
    ...{ kernel, params, ports },
    bound: (port, index, want) =>
      port === 0 && index % RESULTS > 0 ? 0 : 2 * EPSILON * Math.abs(want) + 2 ** -40 * (1 + largest) ** 2,
  };
}

export const functionMakers = {
  activation: fc.record({ length: size(1, 70), ...ordinary }).map((params) => (values) => {
    return relative({ kernel: kernels.activation, params, ports: [values(params.length), values(params.length)] }, 8);
  }),
  activationGradient: fc.record({ length: size(1, 70), ...ordinary }).map((params) => (values) => {
    const x = values(params.length);
    const y = new Float32Array(params.length);
    kernels.activation.twin(params, [x], [y]);
    const gy = finite(values(params.length));
    const of = { kernel: kernels.activationGradient, params, ports: [x, y, gy, values(params.length)] };
    return { ...of, bound: (_, index) => 4 * EPSILON * Math.abs(gy[index] as number) };
  }),
  batchNorm: fc.tuple(channels, fc.record(ordinary)).map(([shape, activation]) => (values, coin) => {
    const length = shape.batch * shape.channels * shape.plane;
    const own = () => finite(values(shape.channels));
    const [x, scale, shift, mean, variance] = [values(length), own(), own(), own(), own().map(Math.abs)];
    const ports = [x, scale, shift, mean, variance, values(length), coin ? values(length) : null];
    const of = { kernel: kernels.batchNorm, params: { ...shape, epsilon: 1e-3, ...activation }, ports };
    return {
      ...of,
      bound(_, index) {
        const c = Math.floor(index / shape.plane) % shape.channels;
        const at = (own: Float32Array) => Math.abs(own[c] as number);
        const factor = at(scale) / Math.sqrt(at(variance) + 1e-3);
        return 4 * EPSILON * ((Math.abs(x[index] as number) + at(mean)) * factor + at(shift) + 1);
      },
    };
  }),
  batchNormTrain: channels.map((shape) => (values) => {
    const length = shape.batch * shape.channels * shape.plane;
    const own = () => values(shape.channels);
    const ports = [values(length), own(), own(), values(length), own(), own(), own(), own()];
    const of = { kernel: kernels.batchNormTrain, params: { ...shape, epsilon: 1e-3, momentum: 0.1 }, ports };
    const want = expected(of);
    const [scale, shift] = [ports[1], ports[2]];
    return {
      ...of,
      bound(port, index, value) {
        if (port !== 0) return 2 * EPSILON * Math.abs(value) + 1e-12;
        const c = Math.floor(index / shape.plane) % shape.channels;
        // y - shift = scale t, |t| being at most the square root of the count.
        const spread = Math.abs(value - (shift?.[c] ?? 0)) + Math.abs((want[1]?.[c] ?? 0) * (scale?.[c] ?? 0)) * 1e-3;
        return 8 * EPSILON * (spread + Math.abs(shift?.[c] ?? 0) + Math.abs(value));
      },
    };
  }),
  batchNormGradient: channels.map((shape) => (values) => {
    const length = shape.batch * shape.channels * shape.plane;
    const own = () => finite(values(shape.channels));
    const [x, scale, mean, inverse, gy] = [values(length), own(), own(), own().map(Math.abs), values(length)];
    const of = {
      kernel: kernels.batchNormGradient,
      params: shape,
      ports: [x, scale, mean, inverse, gy, values(length), own(), own()],
    };
    const want = expected(of);
    const count = shape.batch * shape.plane;
    // Sums of |gy| and |gy t| per channel.
    const sizes = expected({
      ...of,
      ports: [x.map(Math.abs), scale, mean.map((m) => -Math.abs(m)), inverse, gy.map(Math.abs), ...of.ports.slice(5)],
    });
    return {
      ...of,
      bound(port, index) {
        if (port > 0) return 2 * EPSILON * (sizes[port]?.[index] ?? 0);
        const c = Math.floor(index / shape.plane) % shape.channels;
        const [inv, outer] = [inverse[c] as number, Math.abs((scale[c] as number) * (inverse[c] as number))];
        const t = Math.abs((x[index] as number) - (mean[c] as number)) * inv;
        const gscale = Math.abs(want[1]?.[c] ?? 0);
        const gshift = Math.abs(want[2]?.[c] ?? 0);
        return 8 * EPSILON * outer * (Math.abs(gy[index] as number) + (gshift + t * gscale) / count);
      },
    };
  }),
  softmax: lanes.map(({ params, length }) => (values) => {
    const x = values(length).map((v) => v * 3);
    const of = { kernel: kernels.softmax, params, ports: [x, values(length)] };
    const logs = expected({ ...of, params: { ...params, log: 1 } })[0];
    return {
      ...of,
      bound(_, index, want) {
        // The exponent's rounding is an absolute error of the logarithm.
        const distance = Math.abs(logs?.[index] ?? 0);
        return params.log ? 4 * EPSILON * (distance + 3) : EPSILON * (2 * distance + 12) * want + 2 ** -149;
      },
    };
  }),
  softmaxGradient: lanes.map(({ params, length }) => (values) => {
    const y = new Float32Array(length);
    kernels.softmax.twin(params, [values(length)], [y]);
    const of = { kernel: kernels.softmaxGradient, params, ports: [y, values(length), values(length)] };
    return exactly(of, 2);
  }),
  crossEntropy: losses.map(
    ({ smoothing, ...params }) =>
      (values) =>
        lossCase(kernels.crossEntropy, params, smoothing, values),
  ),
  binaryCrossEntropy: losses.map(
    ({ smoothing, ...params }) =>
      (values) =>
        lossCase(kernels.binaryCrossEntropy, params, smoothing, values),
  ),
  squaredError: losses.map(
    ({ smoothing, ...params }) =>
      (values) =>
        lossCase(kernels.squaredError, params, smoothing, values),
  ),
  gather: fc
    .record({ batch: size(1, 5), length: size(1, 30), classes: size(1, 7), samples: size(1, 5), seed: fc.nat() })
    .map(({ samples, seed, ...shape }) => (values) => {
      const { batch, length, classes } = shape;
      const params = { ...shape, scalars: hyperLength };
      const table = tableOf(params, samples * length, new Random(seed));
      const from = [values(samples * length), values(samples * classes), table];
      return exact({
        kernel: kernels.gather,
        params,
        ports: [...from, values(batch * length), values(batch * classes), values(hyperLength)],
      });
    }),
  dropout: fc
    .record({ length: size(1, 70), rate: fc.constantFrom(0, 0.1, 0.5, 0.9), salt: fc.nat(), step: fc.nat(9999) })
    .map(({ length, rate, salt, step }) => (values) => {
      const params = { length, threshold: Math.floor(rate * 2 ** 32), keep: 1 - rate, salt };
      return relative(
        { kernel: kernels.dropout, params, ports: [values(length), hyperOf(optimiser, step, 0.1), values(length)] },
        1,
      );
    }),
  adam: steps.map((step) => (values, coin) => {
    const { length } = step.params;
    const { nesterov: _, ...params } = step.params;
    const moments = [values(length), values(length, { positive: true })];
    return stepCase(kernels.adam, params, step, values, coin, moments);
  }),
  sgd: fc.tuple(steps, fc.boolean()).map(([step, moment]) => (values, coin) => {
    const moments = [moment ? values(step.params.length) : null];
    return stepCase(kernels.sgd, step.params, step, values, coin, moments);
  }),
  clipping: fc
    .record({ length: size(1, 70), clip: fc.constantFrom(0.01, 1, 100) })
    .map(({ length, clip }) => (values) => {
      const ports = [values(length), hyperOf(optimiser, 0, 0.1, { clip }), values(1)];
      return relative({ kernel: kernels.clipping, params: { length }, ports }, 3);
    }),
} satisfies Record<string, fc.Arbitrary<Maker>>;
