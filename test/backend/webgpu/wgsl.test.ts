/** What goes before a pass's source: constants to the bit, bindings that WebGPU accepts, accessors for every port. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callPlan } from '../../../src/backend/callPlan';
import type { Plan } from '../../../src/backend/types';
import { passesOf } from '../../../src/backend/webgpu/passes';
import { bindingsOf, constantsText, passText } from '../../../src/backend/webgpu/wgsl';
import { activation } from '../../../src/kernels/activation';
import { dense } from '../../../src/kernels/dense';
import { elementwise } from '../../../src/kernels/elementwise';
import type { KernelCall } from '../../../src/kernels/kernel';

const layer = { batch: 1, inFeatures: 3, outFeatures: 2, activation: 1, alpha: 0, beta: 0 };
const plan = callPlan([{ kernel: dense, params: layer, lengths: [3, 6, null, 2, 2] }]);
const onlyCall = (p: Plan): KernelCall => {
  const [call] = p.phases.forward;
  if (!call) throw new Error('no call');
  return call;
};

describe('constants', () => {
  it('keep a float to the bit', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = constantsText({ v: 'f32' }, { v: value });
        const [, written] = /^const v: f32 = (.+)f;\nconst vInfinite: bool = false;\n$/.exec(text) ?? [];
        expect(Math.fround(Number(written)) + 0).toBe(value + 0);
      }),
    );
  });

  it('mark an infinity, which WGSL cannot write', () => {
    expect(constantsText({ v: 'f32' }, { v: -Infinity })).toBe(
      'const v: f32 = -3.4028234663852886e+38f;\nconst vInfinite: bool = true;\n',
    );
  });

  it('refuse what is missing, fractional or not a number', () => {
    expect(() => constantsText({ v: 'u32' }, {})).toThrow('v');
    expect(() => constantsText({ v: 'i32' }, { v: 1.5 })).toThrow('v');
    expect(() => constantsText({ v: 'f32' }, { v: Number.NaN })).toThrow('v');
  });
});

describe('bindings', () => {
  it('are read where weights lie and read_write where maps lie, in port order', () => {
    const { bindings, ports } = bindingsOf(plan, onlyCall(plan), 0);
    const access = ports.map(({ name, place }) => [name, place && bindings[place.binding]?.access]);
    expect(access).toEqual([
      ['x', 'read_write'],
      ['w', 'read'],
      ['b', null],
      ['y', 'read_write'],
      ['post', 'read_write'],
      ['scratch', null],
    ]);
  });

  it('become writable for weights in an arena that the call writes to', () => {
    const together: Plan = {
      ...plan,
      tensors: plan.tensors.map((t) => (t.arena === 1 ? { ...t, arena: 0, offset: 640 } : t)),
    };
    const { bindings } = bindingsOf(together, onlyCall(plan), 0);
    expect(bindings.every(({ access }) => access === 'read_write')).toBe(true);
  });

  it('never overlap, however the ports do', () => {
    const sizes = { size0: 1, size1: 1, size2: 1, size3: 1, a0: 0, a1: 0, a2: 0, a3: 0, b0: 0, b1: 0, b2: 0, b3: 0 };
    const loose = callPlan([
      {
        kernel: elementwise,
        params: { ...sizes, kind: 0, activation: 0, alpha: 0, beta: 0 },
        lengths: [64, 64, 64, 64],
      },
    ]);
    const place = fc.record({ offset: fc.nat(8).map((k) => 64 * k), length: fc.integer({ min: 1, max: 200 }) });
    fc.assert(
      fc.property(fc.tuple(place, place, place, place), (places) => {
        const moved: Plan = { ...loose, tensors: loose.tensors.map((t, k) => ({ ...t, ...places[k] })) };
        const { bindings, ports } = bindingsOf(moved, onlyCall(loose), 0);
        const sorted = bindings.toSorted((a, b) => a.offset - b.offset);
        for (const [k, binding] of sorted.entries()) {
          const before = sorted[k - 1];
          if (before) expect(before.offset + before.length).toBeLessThanOrEqual(binding.offset);
          expect(binding.offset % 64).toBe(0);
        }
        for (const [k, { place: at }] of ports.slice(0, 4).entries()) {
          const binding = bindings[at?.binding ?? -1];
          const wanted = places[k];
          expect((binding?.offset ?? NaN) + (at?.base ?? NaN)).toBe(wanted?.offset);
          expect((at?.base ?? NaN) + (wanted?.length ?? NaN)).toBeLessThanOrEqual(binding?.length ?? 0);
        }
      }),
    );
  });

  it('end with the scratch buffer', () => {
    const { bindings } = bindingsOf(plan, onlyCall(plan), 100);
    expect(bindings.at(-1)).toEqual({ arena: -1, offset: 0, length: 100, access: 'read_write' });
  });
});

describe('the text of a pass', () => {
  const text = (call: KernelCall, p: Plan): string[] =>
    passesOf(call, 'software').map((pass) => passText(call, pass, bindingsOf(p, call, pass.scratch ?? 0)));

  it('gives absent ports accessors, and no binding', () => {
    const [whole = ''] = text(onlyCall(plan), plan);
    expect(whole).toContain('const hasB = false;');
    expect(whole).toContain('fn getB(i: u32) -> f32 { return 0.0; }');
    expect(whole).toContain('const hasPost = true;');
    expect(whole.match(/@binding/g)).toHaveLength(4);
  });

  it('is the same for equal layers elsewhere in memory, so that their pipeline is made once', () => {
    const twice = callPlan([0, 1].map(() => ({ kernel: dense, params: layer, lengths: [3, 6, null, 2, 2] })));
    const [a, b] = twice.phases.forward.map((call) => text(call, twice));
    expect(a).toEqual(b);
  });

  it('has only the activation in use behind `activate`', () => {
    const relu = callPlan([
      { kernel: activation, params: { length: 4, activation: 1, alpha: 0, beta: 0 }, lengths: [4, 4] },
    ]);
    expect(text(onlyCall(relu), relu)[0]).toContain('fn activate(x: f32) -> f32 { return activate1(x); }');
  });

  it("opens with the name of the pass, for who reads a compiler's message", () => {
    expect(text(onlyCall(plan), plan)[0]).toMatch(/^\/\/ dense\b/);
  });
});
