/** The GPU passes of all kernels: within the default limits, every code of the activation table, steady grids. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KernelName, kernels } from '../../src/kernels';
import { activations } from '../../src/kernels/activation';
import { gpuPassesOf } from '../../src/kernels/gpu';
import { grid } from '../../src/kernels/grid';
import type { AnyKernelDef } from '../../src/kernels/kernel';
import { shapesOf } from '../helpers/kernelCases';

const names = Object.keys(kernels) as KernelName[];

describe('grid', () => {
  it('covers every workgroup with less than a row to spare', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (count) => {
        const { row, workgroups } = grid(count);
        const [x, y, z] = workgroups;
        expect(x).toBe(row);
        expect(x * y).toBeGreaterThanOrEqual(count);
        expect(x * (y - 1)).toBeLessThan(Math.max(1, count));
        expect(Math.max(x, y)).toBeLessThanOrEqual(65_535);
        expect(z).toBe(1);
      }),
    );
  });
});

describe('activation codes', () => {
  const source = readFileSync(new URL('../../shaders/lib/activation.wgsl', import.meta.url), 'utf8');

  it.each(Object.entries(activations))('%s has its function and its slope in WGSL', (name, { code }) => {
    const start = source.search(new RegExp(`^// ${name}(:|$)`, 'm'));
    expect(start).toBeGreaterThan(0);
    const rest = source.slice(start);
    expect(rest.slice(0, rest.indexOf('fn slope') + 20)).toContain(`fn activate${code}(`);
    expect(rest.slice(0, rest.indexOf('fn slope') + 20)).toContain(`fn slope${code}(`);
  });
});

describe('passes', () => {
  it.each(names)('of %s keep to the default limits for any target', (name) => {
    const kernel: AnyKernelDef = kernels[name];
    expect(kernel.ins.length + kernel.outs.length).toBeLessThanOrEqual(8);
    fc.assert(
      fc.property(shapesOf(name), fc.constantFrom('hardware', 'software', 'quads'), ({ params, lengths }, target) => {
        const passes = gpuPassesOf(
          kernel,
          params,
          lengths.map((n) => n !== null),
          target,
        );
        expect(passes.length).toBeGreaterThan(0);
        const bindings = lengths.filter((n) => n !== null).length + (passes.some(({ scratch }) => scratch) ? 1 : 0);
        expect(bindings).toBeLessThanOrEqual(8);
        for (const { workgroups, constants, scratch = 0, source } of passes) {
          for (const size of workgroups) expect(Number.isInteger(size) && size >= 1 && size <= 65_535).toBe(true);
          for (const value of Object.values(constants ?? {})) expect(Number.isInteger(value) && value >= 0).toBe(true);
          expect(Number.isInteger(scratch)).toBe(true);
          expect(source).toContain('fn main(');
        }
      }),
      { numRuns: 40 },
    );
  });

  // A software adapter takes minutes to compile a few dozen branches in a loop, and `&&` is one.
  it.each(names.filter((name) => /conv2d|dense/.test(name)))('of %s choose between values without branches', (name) => {
    const kernel: AnyKernelDef = kernels[name];
    fc.assert(
      fc.property(shapesOf(name), fc.constantFrom('software', 'quads'), ({ params, lengths }, target) => {
        const connected = lengths.map((n) => n !== null);
        for (const { source } of gpuPassesOf(kernel, params, connected, target)) {
          const main = source.slice(source.indexOf('fn main('));
          expect(main.match(/&&|\|\|/g) ?? []).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it.each(names)('of %s never return before a barrier', (name) => {
    const kernel: AnyKernelDef = kernels[name];
    fc.assert(
      fc.property(shapesOf(name), ({ params, lengths }) => {
        for (const { source } of gpuPassesOf(
          kernel,
          params,
          lengths.map((n) => n !== null),
          'hardware',
        )) {
          const main = source.slice(source.indexOf('fn main('));
          const synchronises = /workgroupBarrier|sumOver|largestOver/.test(main);
          if (synchronises) expect(main).not.toMatch(/\breturn\b/);
        }
      }),
      { numRuns: 5 },
    );
  });
});
