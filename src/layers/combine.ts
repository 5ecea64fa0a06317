/** Layers with several inputs: sum, product (both broadcasting by NumPy's rule) and concatenation. */
import { EngineError } from '../core/errors';
import { broadcast, elements, type Shape, shapeText } from '../core/shapes';
import { noActivation } from '../kernels/activation';
import { copy } from '../kernels/copy';
import { elementwise, elementwiseGradient, elementwiseKinds } from '../kernels/elementwise';
import { call, type KernelCall } from '../kernels/kernel';
import { boundOfSum } from '../kernels/rounding';
import { channelCount, sameChannels } from './channels';
import { moved, sizeOf, termAt } from './explain';
import { defineLayer, type TensorRef } from './layer';

/** An operand's strides along the four axes of the output it is broadcast to: 0 where it repeats. */
function strides(operand: Shape, out: Shape): [number, number, number, number] {
  const result: [number, number, number, number] = [0, 0, 0, 0];
  let step = 1;
  for (let back = 1; back <= Math.min(4, operand.length); back++) {
    const size = operand[operand.length - back] as number;
    result[4 - back] = size === 1 && out[out.length - back] !== 1 ? 0 : step;
    step *= size;
  }
  return result;
}

function geometry(kind: number, a: Shape, b: Shape, out: Shape) {
  const [size0, size1, size2, size3] = [...Array<number>(4 - out.length).fill(1), ...out] as [
    number,
    number,
    number,
    number,
  ];
  const [a0, a1, a2, a3] = strides(a, out);
  const [b0, b1, b2, b3] = strides(b, out);
  return { size0, size1, size2, size3, a0, a1, a2, a3, b0, b1, b2, b3, kind };
}

function combined(shapes: readonly Shape[]): Shape {
  const out = broadcast(shapes);
  if (out.length > 4) throw new EngineError('unsupported', 'at most four axes are combined', { got: shapeText(out) });
  return out;
}

/** Partial results a op b, (a op b) op c, ...: the last goes to the output, the others to temporaries. */
const chain = (kind: keyof typeof elementwiseKinds) =>
  defineLayer({
    category: 'combine',
    formula: kind === 'add' ? 'y = x₁ + x₂ + …' : 'y = x₁ · x₂ · …',
    equation: 'combined',
    affine: kind === 'add',
    filters: null,
    features: true,
    attributes: {},
    inputs: { min: 2, max: 64 },
    fuses: 'always',
    infer: (_, shapes) => combined(shapes),
    weights: () => [],
    cost: (_, ins, out) => ({ macs: elements(out) * (ins.length - 1), parameters: 0 }),
    receptiveField: () => ({ kind: 'pixel' }),
    channels: sameChannels,
    keepsZero: () => true,
    forward({ ins, out, fused, temporary }) {
      const calls: KernelCall[] = [];
      let left = ins[0] as TensorRef;
      ins.slice(1).forEach((right, i) => {
        const last = i === ins.length - 2;
        const shape = combined([left.shape, right.shape]);
        const target = last ? out : temporary(`partial${i}`, shape);
        calls.push(
          call(elementwise, [left.id, right.id], [target.id, last ? (fused?.out.id ?? null) : null], {
            ...geometry(elementwiseKinds[kind], left.shape, right.shape, shape),
            ...((last && fused?.values) || noActivation),
          }),
        );
        left = target;
      });
      return calls;
    },
    backward({ ins, gradient, inGradients, temporary }) {
      const calls: KernelCall[] = [];
      let g = gradient;
      for (let i = ins.length - 2; i >= 0; i--) {
        const right = ins[i + 1] as TensorRef;
        const left =
          i === 0
            ? (ins[0] as TensorRef)
            : temporary(`partial${i - 1}`, combined(ins.slice(0, i + 1).map((t) => t.shape)));
        const step = (operand: TensorRef, other: TensorRef, to: TensorRef): KernelCall =>
          call(elementwiseGradient, [g.id, kind === 'multiply' ? other.id : null], [to.id], {
            ...geometry(elementwiseKinds[kind], operand.shape, other.shape, g.shape),
          });
        const gr = inGradients[i + 1];
        if (gr) calls.push(step(right, left, gr));
        const gl = i === 0 ? inGradients[0] : temporary(`partialGradient${i - 1}`, left.shape);
        if (gl) calls.push(step(left, right, gl));
        if (i > 0) g = gl as TensorRef;
      }
      return calls;
    },
    explain(context) {
      const { inShapes, outShape, index } = context;
      const positions = coordinates(index, outShape);
      const terms = inShapes.map((shape, i) => {
        const steps = strides(shape, outShape).slice(4 - outShape.length);
        const at = positions.reduce((sum, position, axis) => sum + position * (steps[axis] ?? 0), 0);
        return termAt(context, i, at);
      });
      const values = terms.map(({ value }) => value);
      const result =
        kind === 'add' ? values.reduce((sum, v) => sum + v, 0) : values.reduce((product, v) => product * v, 1);
      const size = kind === 'add' ? sizeOf(terms) : Math.abs(result);
      return { kind: 'combined', operation: kind, terms, result, bound: boundOfSum(terms.length, size) };
    },
    samples: [
      {
        attributes: {},
        ins: [
          [1, 1, 1, 1],
          [1, 1, 1, 1],
        ],
      },
      {
        attributes: {},
        ins: [
          [2, 3, 5, 7],
          [2, 3, 5, 7],
          [2, 3, 5, 7],
        ],
      },
      {
        attributes: {},
        ins: [
          [2, 3, 5, 7],
          [2, 3, 1, 1],
        ],
      },
      {
        attributes: {},
        ins: [
          [1, 3, 5, 1],
          [1, 1, 5, 7],
        ],
      },
      {
        attributes: {},
        ins: [
          [2, 10],
          [2, 10],
        ],
      },
    ],
  });

export const add = chain('add');
export const multiply = chain('multiply');

/** The position along each axis of a flat index into the first sample. */
function coordinates(index: number, shape: Shape): readonly number[] {
  let rest = index;
  return shape.map((_, axis) => {
    const step = elements(shape.slice(axis + 1));
    const at = Math.floor(rest / step);
    rest %= step;
    return at;
  });
}

/** Where each of a concat's inputs lies in the output, as copy kernel parameters. */
function slices(axis: number, ins: readonly Shape[], out: Shape) {
  const outer = elements(out.slice(0, axis));
  const stride = elements(out.slice(axis));
  let offset = 0;
  return ins.map((shape) => {
    const inner = elements(shape.slice(axis));
    const slice = { outer, inner, offset, stride };
    offset += inner;
    return slice;
  });
}

export const concat = defineLayer({
  category: 'combine',
  formula: 'y = x₁, then x₂, … along the channels',
  equation: 'moved',
  affine: true,
  filters: null,
  features: true,
  attributes: { axis: { kind: 'integer', min: 0, max: 3, default: 1 } },
  inputs: { min: 1, max: 64 },
  concatAxis: (a) => a.axis,
  infer(a, shapes) {
    const first = shapes[0] ?? [];
    const fits = shapes.every((s) => s.length === first.length && s.every((v, i) => i === a.axis || v === first[i]));
    if (!fits || a.axis >= first.length) {
      throw new EngineError('shape', `inputs must agree on every axis but ${a.axis}`, {
        got: shapes.map(shapeText).join(' and '),
      });
    }
    return first.map((size, i) => (i === a.axis ? shapes.reduce((sum, s) => sum + (s[i] as number), 0) : size));
  },
  weights: () => [],
  cost: () => ({ macs: 0, parameters: 0 }),
  receptiveField: () => ({ kind: 'pixel' }),
  channels(question) {
    const { attributes: a, inShapes, input, of } = question;
    if (a.axis !== 1) return sameChannels(question);
    const start = inShapes.slice(0, input).reduce((sum, before) => sum + channelCount(before), 0);
    const own = { from: Math.max(0, of.from - start), to: Math.min(channelCount(inShapes[input]) - 1, of.to - start) };
    return own.from <= own.to ? own : null;
  },
  keepsZero: () => true,
  forward({ attributes: a, ins, out }) {
    const parts = slices(
      a.axis,
      ins.map((t) => t.shape),
      out.shape,
    );
    return parts.map(({ outer, inner, offset, stride }, i) =>
      call(copy, [(ins[i] as TensorRef).id], [out.id], {
        outer,
        inner,
        inOffset: 0,
        inStride: inner,
        outOffset: offset,
        outStride: stride,
      }),
    );
  },
  backward({ attributes: a, ins, out, gradient, inGradients }) {
    const parts = slices(
      a.axis,
      ins.map((t) => t.shape),
      out.shape,
    );
    return parts.flatMap(({ outer, inner, offset, stride }, i) => {
      const gx = inGradients[i];
      if (!gx) return [];
      const params = { outer, inner, inOffset: offset, inStride: stride, outOffset: 0, outStride: inner };
      return [call(copy, [gradient.id], [gx.id], params)];
    });
  },
  explain(context) {
    const { attributes: a, inShapes, outShape, index } = context;
    const parts = slices(a.axis, inShapes, outShape);
    const stride = parts[0]?.stride ?? 1;
    const [block, within] = [Math.floor(index / stride), index % stride];
    const input = parts.findLastIndex(({ offset }) => offset <= within);
    const { inner = 1, offset = 0 } = parts[input] ?? {};
    return moved(termAt(context, input, block * inner + within - offset));
  },
  samples: [
    {
      attributes: {},
      ins: [
        [1, 1, 1, 1],
        [1, 2, 1, 1],
      ],
    },
    {
      attributes: {},
      ins: [
        [2, 3, 4, 5],
        [2, 1, 4, 5],
        [2, 4, 4, 5],
      ],
    },
    {
      attributes: { axis: 3 },
      ins: [
        [1, 2, 3, 4],
        [1, 2, 3, 2],
      ],
    },
    {
      attributes: {},
      ins: [
        [1, 4, 8, 8],
        [1, 8, 8, 8],
      ],
    },
  ],
});
