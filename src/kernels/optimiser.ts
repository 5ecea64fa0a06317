/**
 * Optimiser steps. Whatever changes between steps is read from the small `hyper` tensor, so the calls stay constant.
 */
import { defineKernel, required } from './kernel';

/** Layout of the hyper tensor. The corrections are 1 / (1 - beta^t), computed in float64 by the training loop. */
export const hyperSlots = { step: 0, rate: 1, correction1: 2, correction2: 3 } as const;
export const hyperLength = 4;

/**
 * AdamW (Loshchilov and Hutter, 2019): m and v are moving averages of g and g^2;
 * w -= rate (m c1 / (sqrt(v c2) + epsilon) + decay w).
 */
export const adamw = defineKernel({
  name: 'adamw',
  ins: [{ name: 'g' }, { name: 'hyper' }],
  outs: [
    { name: 'w', updated: true },
    { name: 'm', updated: true },
    { name: 'v', updated: true },
  ],
  params: { length: 'u32', beta1: 'f32', beta2: 'f32', epsilon: 'f32', decay: 'f32' },
  rounding: () => 'function',
  twin(p, ins, outs) {
    const [g, hyper, w, m, v] = [
      required(ins, 0),
      required(ins, 1),
      required(outs, 0),
      required(outs, 1),
      required(outs, 2),
    ];
    const rate = hyper[hyperSlots.rate] as number;
    const [c1, c2] = [hyper[hyperSlots.correction1] as number, hyper[hyperSlots.correction2] as number];
    for (let i = 0; i < p.length; i++) {
      const [gi, wi] = [g[i] as number, w[i] as number];
      m[i] = p.beta1 * (m[i] as number) + (1 - p.beta1) * gi;
      v[i] = p.beta2 * (v[i] as number) + (1 - p.beta2) * gi * gi;
      const direction = ((m[i] as number) * c1) / (Math.sqrt((v[i] as number) * c2) + p.epsilon);
      w[i] = wi - rate * (direction + p.decay * wi);
    }
  },
});

/** SGD with Nesterov momentum and decoupled decay: u = momentum u + g; w -= rate (g + momentum u + decay w). */
export const sgd = defineKernel({
  name: 'sgd',
  ins: [{ name: 'g' }, { name: 'hyper' }],
  outs: [
    { name: 'w', updated: true },
    { name: 'u', updated: true },
  ],
  params: { length: 'u32', momentum: 'f32', decay: 'f32' },
  rounding: () => 'function',
  twin(p, ins, outs) {
    const [g, hyper, w, u] = [required(ins, 0), required(ins, 1), required(outs, 0), required(outs, 1)];
    const rate = hyper[hyperSlots.rate] as number;
    for (let i = 0; i < p.length; i++) {
      const [gi, wi] = [g[i] as number, w[i] as number];
      u[i] = p.momentum * (u[i] as number) + gi;
      w[i] = wi - rate * (gi + p.momentum * (u[i] as number) + p.decay * wi);
    }
  },
});
