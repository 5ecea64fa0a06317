/** Parameters are packed in the order of their schema, whatever order they were written in. */
import { describe, expect, it } from 'vitest';
import { packParams } from '../../src/core/params';

const schema = { rows: 'u32', pad: 'i32', slope: 'f32' } as const;

describe('packParams', () => {
  it('writes little-endian words in the order of the schema', () => {
    const view = new DataView(new ArrayBuffer(16));
    expect(packParams(schema, { slope: 0.5, pad: -2, rows: 7 }, view, 4)).toBe(12);
    expect([view.getUint32(4, true), view.getInt32(8, true), view.getFloat32(12, true)]).toEqual([7, -2, 0.5]);
  });

  it('refuses a fraction where a whole number belongs', () => {
    const view = new DataView(new ArrayBuffer(12));
    expect(() => packParams(schema, { rows: 1.5, pad: 0, slope: 0 }, view, 0)).toThrow(
      /rows is not a whole number: got 1.5/,
    );
  });
});
