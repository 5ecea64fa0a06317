/**
 * Optimiser steps over the flat range of all parameters, whose first `decaying` values decay. Each also records sizes,
 * as sums over runs of `chunk` values: of the squared gradient, the squared change, and the squared weight before it.
 */
import { type HyperSlot, hyperSlots } from './hyper';
import { type Buffers, defineKernel, type FloatArray, required } from './kernel';

/** Sums recorded for each chunk: squared gradient, change and weight. */
export const SIZES = 3;

/** Where sizes go, and where the row of the next step does. */
const records = [
  { name: 'sizes', updated: true, optional: true },
  { name: 'cursor', optional: true },
] as const;

interface Flat {
  readonly length: number;
  readonly decaying: number;
  readonly chunk: number;
}

const flat = { length: 'u32', decaying: 'u32', chunk: 'u32' } as const;

export const chunksOf = ({ length, chunk }: Pick<Flat, 'length' | 'chunk'>): number => Math.ceil(length / chunk);

/** The step's scalars by name. */
const scalars =
  (hyper: FloatArray) =>
  (name: HyperSlot): number =>
    hyper[hyperSlots[name]] as number;

/**
 * Moves every weight by -rate (direction + shrink w), where `direction` gets the index and the gradient with clipping
 * and decay applied, and records the sizes.
 */
function move(p: Flat, ins: Buffers, outs: Buffers, direction: (i: number, g: number) => number): void {
  const [g, hyper, w] = [required(ins, 0), required(ins, 1), required(outs, 0)];
  const [clipping, sizes, cursor] = [ins[2], outs.at(-2), outs.at(-1)];
  const of = scalars(hyper);
  const scale = clipping ? (clipping[0] as number) : 1;
  const chunks = chunksOf(p);
  for (let c = 0; c < chunks; c++) {
    let [gradient, change, weight] = [0, 0, 0];
    for (let i = c * p.chunk; i < Math.min(p.length, (c + 1) * p.chunk); i++) {
      const [gi, wi] = [g[i] as number, w[i] as number];
      const [decay, shrink] = i < p.decaying ? [of('decay'), of('shrink')] : [0, 0];
      const delta = -of('rate') * (direction(i, scale * gi + decay * wi) + shrink * wi);
      w[i] = wi + delta;
      gradient += gi * gi;
      change += delta * delta;
      weight += wi * wi;
    }
    sizes?.set([gradient, change, weight], (of('row') * chunks + c) * SIZES);
  }
  cursor?.set([of('row') + 1]);
}

/**
 * Gradient descent: without `u`, w -= rate g; with it, u = momentum u + g and w -= rate u (Polyak, 1964), or
 * w -= rate (g + momentum u) (Nesterov, in the form of Sutskever et al., 2013, section 3, as PyTorch has it).
 */
export const sgd = defineKernel({
  name: 'sgd',
  ins: [{ name: 'g' }, { name: 'hyper' }, { name: 'clipping', optional: true }],
  outs: [{ name: 'w', updated: true }, { name: 'u', updated: true, optional: true }, ...records],
  params: { ...flat, nesterov: 'u32' },
  rounding: () => 'function',
  twin(p, ins, outs) {
    const u = outs[1];
    const momentum = scalars(required(ins, 1))('momentum');
    move(p, ins, outs, (i, g) => {
      if (!u) return g;
      const speed = momentum * (u[i] as number) + g;
      u[i] = speed;
      return p.nesterov ? g + momentum * speed : speed;
    });
  },
});

/**
 * Adam (Kingma and Ba, 2015): m and v are moving averages of g and g^2; w -= rate m c1 / (sqrt(v c2) + epsilon). With
 * `shrink` in place of `decay` it is AdamW (Loshchilov and Hutter, 2019).
 */
export const adam = defineKernel({
  name: 'adam',
  ins: [{ name: 'g' }, { name: 'hyper' }, { name: 'clipping', optional: true }],
  outs: [{ name: 'w', updated: true }, { name: 'm', updated: true }, { name: 'v', updated: true }, ...records],
  params: flat,
  rounding: () => 'function',
  twin(p, ins, outs) {
    const [m, v] = [required(outs, 1), required(outs, 2)];
    const of = scalars(required(ins, 1));
    const [beta1, beta2] = [of('momentum'), of('momentum2')];
    move(p, ins, outs, (i, g) => {
      m[i] = beta1 * (m[i] as number) + (1 - beta1) * g;
      v[i] = beta2 * (v[i] as number) + (1 - beta2) * g * g;
      return ((m[i] as number) * of('correction1')) / (Math.sqrt((v[i] as number) * of('correction2')) + of('epsilon'));
    });
  },
});

/** The factor that brings the norm of the whole gradient down to `clip`: min(1, clip / norm) (Pascanu et al., 2013). */
export const clipping = defineKernel({
  name: 'clipping',
  ins: [{ name: 'g' }, { name: 'hyper' }],
  outs: [{ name: 'factor' }],
  params: { length: 'u32' },
  rounding: () => 'function',
  twin(p, ins, outs) {
    const [g, hyper, factor] = [required(ins, 0), required(ins, 1), required(outs, 0)];
    let sum = 0;
    for (let i = 0; i < p.length; i++) sum += (g[i] as number) ** 2;
    const [norm, most] = [Math.sqrt(sum), scalars(hyper)('clip')];
    factor[0] = norm > most ? most / norm : 1;
  },
});
