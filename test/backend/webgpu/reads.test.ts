/** Reads as copies: whatever is asked for comes back from its place, and neighbours come in one copy. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Read, spansOf } from '../../../src/backend/webgpu/reads';

const read = fc
  .record({ arena: fc.nat(2), offset: fc.nat(3000), first: fc.nat(40), count: fc.integer({ min: 1, max: 500 }) })
  .map(
    ({ arena, offset, first, count }): Read => ({
      tensor: { id: 0, name: 't', shape: [first + count], length: first + count, arena, offset },
      first,
      count,
    }),
  );

/** The value that lies there. */
const storedAt = (arena: number, at: number): number => arena * 10_000 + at;

describe('reads', () => {
  it('come back from where they lie', () => {
    fc.assert(
      fc.property(fc.array(read, { minLength: 1, maxLength: 12 }), (reads) => {
        const { spans, places, floats } = spansOf(reads);
        const copied = new Array<number>(floats).fill(-1);
        for (const { arena, start, end, at } of spans) {
          for (let k = start; k < end; k++) copied[at + k - start] = storedAt(arena, k);
        }
        expect(copied).not.toContain(-1);
        for (const [k, { tensor, first, count }] of reads.entries()) {
          const place = places[k] ?? -1;
          const wanted = Array.from({ length: count }, (_, i) => storedAt(tensor.arena, tensor.offset + first + i));
          expect(copied.slice(place, place + count)).toEqual(wanted);
        }
      }),
    );
  });

  it('of all maps of a network are one copy', () => {
    const tensors = [0, 832, 1664].map((offset) => ({ id: 0, name: 't', shape: [784], length: 784, arena: 1, offset }));
    const { spans } = spansOf(tensors.map((tensor) => ({ tensor, first: 0, count: 784 })));
    expect(spans).toEqual([{ arena: 1, start: 0, end: 2448, at: 0 }]);
  });
});
