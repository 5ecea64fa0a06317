/** The safetensors reader and writer: round trips, the format’s layout, and every way in which a file can be wrong. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../src/core/errors';
import { elements } from '../../src/core/shapes';
import { decodeSafetensors, encodeSafetensors, HEADER_LIMIT, type Safetensors } from '../../src/formats/safetensors';

const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });
const tensor = shapes.chain((shape) =>
  fc.float32Array({ minLength: elements(shape), maxLength: elements(shape) }).map((values) => ({ shape, values })),
);
const name = fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => text !== '__metadata__');
const content: fc.Arbitrary<Safetensors> = fc.record({
  tensors: fc.array(fc.tuple(name, tensor), { maxLength: 5 }).map((list) => new Map(list)),
  metadata: fc.array(fc.tuple(fc.string(), fc.string())).map((list) => new Map(list)),
});

/** A file from header text and a number of data bytes. */
function file(header: string, dataBytes: number): Uint8Array {
  const json = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

const f32 = (shape: number[], begin: number, end: number, dtype = 'F32') =>
  JSON.stringify({ dtype, shape, data_offsets: [begin, end] });

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    throw error;
  }
  return 'none';
}

describe('safetensors', () => {
  it('reads back what it writes, bit for bit', () => {
    fc.assert(
      fc.property(content, ({ tensors, metadata }) => {
        const read = decodeSafetensors(encodeSafetensors({ tensors, metadata }));
        expect(read.metadata).toEqual(metadata);
        expect(new Set(read.tensors.keys())).toEqual(new Set(tensors.keys()));
        for (const [key, { shape, values }] of tensors) {
          const got = read.tensors.get(key);
          expect(got?.shape).toEqual(shape);
          const bits = (v: Float32Array | undefined) => v && new Uint32Array(v.buffer, v.byteOffset, v.length);
          expect(bits(got?.values)).toEqual(bits(values));
        }
      }),
    );
  });

  it('writes the layout of the format', () => {
    const bytes = encodeSafetensors({
      tensors: new Map([['w', { shape: [2], values: Float32Array.of(1, -2) }]]),
      metadata: new Map([['a', 'b']]),
    });
    const view = new DataView(bytes.buffer);
    const length = Number(view.getBigUint64(0, true));
    expect(length % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({
      __metadata__: { a: 'b' },
      w: { dtype: 'F32', shape: [2], data_offsets: [0, 8] },
    });
    expect([view.getFloat32(8 + length, true), view.getFloat32(12 + length, true)]).toEqual([1, -2]);
    expect(bytes.length).toBe(16 + length);
  });

  it('writes halves of two bytes, and reads them back as what they are nearest to', () => {
    const values = Float32Array.of(1, -2.5, 2 ** -20, 0.1);
    const bytes = encodeSafetensors(
      { tensors: new Map([['w', { shape: [2, 2], values }]]), metadata: new Map() },
      'F16',
    );
    const view = new DataView(bytes.buffer);
    const length = Number(view.getBigUint64(0, true));
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toMatchObject({
      w: { dtype: 'F16', shape: [2, 2], data_offsets: [0, 8] },
    });
    expect([0, 2, 4, 6].map((at) => view.getUint16(8 + length + at, true))).toEqual([0x3c00, 0xc100, 0x0010, 0x2e66]);
    expect(decodeSafetensors(bytes).tensors.get('w')).toEqual({
      shape: [2, 2],
      values: Float32Array.of(1, -2.5, 2 ** -20, 0x666 / 2 ** 14),
    });
  });

  it('takes entries in any order, an unaligned header and bytes that start anywhere in their buffer', () => {
    const written = file(`{"b":${f32([1], 4, 8)},"a":${f32([1], 0, 4)} }`, 8);
    new DataView(written.buffer).setFloat32(written.length - 4, 7, true);
    const shifted = new Uint8Array(written.length + 3);
    shifted.set(written, 3);
    expect(decodeSafetensors(shifted.subarray(3)).tensors.get('b')?.values).toEqual(Float32Array.of(7));
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['no header', new Uint8Array(7)],
    ['a header longer than the file', file('{}', 0).subarray(0, 9)],
    ['text that is not JSON', file('{"a":', 0)],
    ['bytes that are not UTF-8', file('{}', 0).map((byte, i) => (i === 8 ? 0xff : byte))],
    ['a list', file('[]', 0)],
    ['a byte order mark', file('\ufeff{}', 0)],
    ['space before the header', file(' {}', 0)],
    ['bytes of no tensor', file('{}', 1)],
    ['a hole at the start', file(`{"a":${f32([1], 4, 8)}}`, 8)],
    ['a hole between', file(`{"a":${f32([1], 0, 4)},"b":${f32([1], 8, 12)}}`, 12)],
    ['an overlap', file(`{"a":${f32([2], 0, 8)},"b":${f32([1], 4, 8)}}`, 8)],
    ['the same bytes twice', file(`{"a":${f32([1], 0, 4)},"b":${f32([1], 0, 4)}}`, 4)],
    ['a name twice', file(`{"a":${f32([1], 0, 4)},"a":${f32([1], 0, 4)}}`, 4)],
    ['a name twice, once escaped', file(`{"a":${f32([1], 0, 4)},"\\u0061":${f32([1], 0, 4)}}`, 4)],
    ['a field twice', file('{"a":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}', 4)],
    ['data beyond the end', file(`{"a":${f32([2], 0, 8)}}`, 4)],
    ['bytes of floats for halves', file(`{"a":${f32([1], 0, 4, 'F16')}}`, 4)],
    ['too few bytes for the shape', file(`{"a":${f32([2], 0, 4)}}`, 4)],
    ['offsets the wrong way round', file(`{"a":${f32([0], 4, 0)}}`, 4)],
    ['a shape whose size overflows', file(`{"a":${f32([2 ** 40, 2 ** 40], 0, 4)}}`, 4)],
    ['a negative size', file(`{"a":${f32([-1, -1], 0, 4)}}`, 4)],
    ['a fraction', file(`{"a":${f32([0.5, 2], 0, 4)}}`, 4)],
    ['an entry without fields', file('{"a":{}}', 0)],
    ['an entry that is no object', file('{"a":3}', 0)],
    ['a third offset', file('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}', 4)],
    ['metadata that is no object', file('{"__metadata__":"x"}', 0)],
    ['metadata that is no text', file('{"__metadata__":{"a":1}}', 0)],
  ])('refuses %s', (_, bytes) => {
    expect(codeOf(() => decodeSafetensors(bytes))).toBe('file');
  });

  it('refuses a header over the limit before reading it', () => {
    const bytes = new Uint8Array(HEADER_LIMIT + 16);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(HEADER_LIMIT + 1), true);
    expect(codeOf(() => decodeSafetensors(bytes))).toBe('file');
    new DataView(bytes.buffer).setBigUint64(0, 2n ** 63n, true);
    expect(codeOf(() => decodeSafetensors(bytes))).toBe('file');
  });

  it('says of another dtype that it is not supported', () => {
    expect(codeOf(() => decodeSafetensors(file(`{"a":${f32([2], 0, 4, 'BF16')}}`, 4)))).toBe('unsupported');
  });

  it('refuses to write what could not be read', () => {
    const one = { shape: [2], values: new Float32Array(1) };
    expect(codeOf(() => encodeSafetensors({ tensors: new Map([['a', one]]), metadata: new Map() }))).toBe('file');
    const empty = { shape: [0], values: new Float32Array(0) };
    const reserved = new Map([['__metadata__', empty]]);
    expect(codeOf(() => encodeSafetensors({ tensors: reserved, metadata: new Map() }))).toBe('file');
    const long = new Map([['a', 'x'.repeat(HEADER_LIMIT)]]);
    expect(codeOf(() => encodeSafetensors({ tensors: new Map(), metadata: long }))).toBe('file');
  });

  it('never fails otherwise than with an EngineError, whatever is changed in a file', () => {
    const valid = encodeSafetensors({
      tensors: new Map([
        ['conv1.weight', { shape: [2, 1, 3], values: new Float32Array(6).fill(0.5) }],
        ['conv1.bias', { shape: [2], values: new Float32Array(2) }],
      ]),
      metadata: new Map([['model', '{"name":"m"}']]),
    });
    const change = fc.record({
      at: fc.nat(valid.length - 1),
      value: fc.nat(255),
      cut: fc.option(fc.nat(valid.length)),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        let bytes = valid.slice();
        for (const { at, value, cut } of changes) {
          if (cut !== null) bytes = bytes.slice(0, cut);
          if (at < bytes.length) bytes[at] = value;
        }
        expect(['none', 'file', 'unsupported']).toContain(codeOf(() => decodeSafetensors(bytes)));
      }),
      { numRuns: 2000 },
    );
  });
});
