/** The two backends that every sentence of the page "Explore" has to hold on, each in a browser that offers it. */
import { expect } from 'vitest';
import type { Gpu } from './browser';
import { eventually } from './eventually';
import { type Playground, type VisitOptions, visit } from './playground';

export interface Computing {
  readonly backend: 'webgpu' | 'wasm';
  readonly gpu: Gpu;
}

export const backends: readonly Computing[] = [
  { backend: 'webgpu', gpu: 'software' },
  { backend: 'wasm', gpu: 'absent' },
];

/** A visit that computes on this backend, from its beginning to its end: a fall-back to another one fails it. */
export function visitOn(
  { backend, gpu }: Computing,
  { params, context }: Omit<VisitOptions, 'gpu'>,
  body: (playground: Playground) => Promise<void>,
  prepare?: (playground: Playground) => Promise<unknown>,
): Promise<void> {
  return visit(
    { gpu, params: { ...params, backend }, ...(context ? { context } : {}) },
    async (playground) => {
      expect(await playground.backend()).toBe(backend);
      await body(playground);
      // Nothing is told of one while another network is being loaded.
      await eventually(() => playground.backend().catch(() => undefined)).toBe(backend);
    },
    prepare,
  );
}
