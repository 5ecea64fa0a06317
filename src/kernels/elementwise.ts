/**
 * Sum or product of two tensors with NumPy broadcasting to a 4-D output, and the gradient of one operand. A stride is
 * the distance in floats between an operand's neighbours along an output axis: 0 where it is broadcast.
 */
import { activateInto, activationParams } from './activation';
import { defineKernel, required } from './kernel';

export const elementwiseKinds = { add: 0, multiply: 1 } as const;

const elementwiseParams = {
  size0: 'u32',
  size1: 'u32',
  size2: 'u32',
  size3: 'u32',
  a0: 'u32',
  a1: 'u32',
  a2: 'u32',
  a3: 'u32',
  b0: 'u32',
  b1: 'u32',
  b2: 'u32',
  b3: 'u32',
  kind: 'u32',
} as const;

type ElementwiseGeometry = { readonly [K in keyof typeof elementwiseParams]: number };

function everyElement(p: ElementwiseGeometry, visit: (y: number, a: number, b: number) => void): void {
  let y = 0;
  for (let i = 0; i < p.size0; i++) {
    for (let j = 0; j < p.size1; j++) {
      for (let k = 0; k < p.size2; k++) {
        for (let l = 0; l < p.size3; l++) {
          visit(y++, i * p.a0 + j * p.a1 + k * p.a2 + l * p.a3, i * p.b0 + j * p.b1 + k * p.b2 + l * p.b3);
        }
      }
    }
  }
}

/** y = a + b or a b; `post` receives f(y). */
export const elementwise = defineKernel({
  name: 'elementwise',
  ins: [{ name: 'a' }, { name: 'b' }],
  outs: [{ name: 'y' }, { name: 'post', optional: true }],
  params: { ...elementwiseParams, ...activationParams },
  rounding: () => ({ terms: 1 }),
  twin(p, ins, outs) {
    const [a, b, y] = [required(ins, 0), required(ins, 1), required(outs, 0)];
    everyElement(p, (yi, ai, bi) => {
      const [u, v] = [a[ai] as number, b[bi] as number];
      y[yi] = p.kind === elementwiseKinds.add ? u + v : u * v;
    });
    activateInto(p, y, outs[1]);
  },
});

/** Gradient of operand a: gy (add) or gy b (multiply; b connected), summed over the outputs it contributed to. */
export const elementwiseGradient = defineKernel({
  name: 'elementwiseGradient',
  ins: [{ name: 'gy' }, { name: 'b', optional: true }],
  outs: [{ name: 'ga' }],
  params: elementwiseParams,
  rounding: (p) => ({ terms: p.size0 * p.size1 * p.size2 * p.size3 }),
  twin(p, ins, outs) {
    const [gy, b, ga] = [required(ins, 0), ins[1], required(outs, 0)];
    const sums = new Float64Array(ga.length);
    everyElement(p, (yi, ai, bi) => {
      sums[ai] = (sums[ai] as number) + (gy[yi] as number) * (b ? (b[bi] as number) : 1);
    });
    ga.set(sums);
  },
});
