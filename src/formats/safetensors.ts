/**
 * The safetensors format, for float32 and float16 tensors: an 8-byte little-endian header length, a JSON header that
 * maps names to `{ dtype, shape, data_offsets }` (and `__metadata__` to strings), then the values, back to back.
 *
 * Files are untrusted: every size is checked against the bytes actually present before anything is allocated, and the
 * tensors must cover the data exactly, without holes or overlaps, as the format requires.
 */
import { EngineError } from '../core/errors';
import { elements, type Shape } from '../core/shapes';
import { fromHalf, toHalf } from './half';
import { duplicateKey } from './jsonKeys';

export interface StoredTensor {
  readonly shape: Shape;
  readonly values: Float32Array;
}

export interface Safetensors {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly metadata: ReadonlyMap<string, string>;
}

/** Largest header accepted. That of a ten-thousand-layer model is about 2 MiB. */
export const HEADER_LIMIT = 8 * 2 ** 20;
const METADATA = '__metadata__';
const PREFIX = 8;

/** Types of stored values, with the bytes of one. */
const widths = { F32: 4, F16: 2 } as const;
export type StoredType = keyof typeof widths;

function damaged(what: string, expected?: string | number, got?: string | number): never {
  throw new EngineError('file', `safetensors: ${what}`, {
    ...(expected === undefined ? {} : { expected }),
    ...(got === undefined ? {} : { got }),
  });
}

const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** The header as parsed JSON, and the first byte of the data. */
function readHeader(bytes: Uint8Array): { header: { readonly [key: string]: unknown }; dataStart: number } {
  if (bytes.length < PREFIX) damaged('the file is too short', `${PREFIX} bytes`, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  const room = Math.min(HEADER_LIMIT, bytes.length - PREFIX);
  if (length > BigInt(room)) damaged('the header is longer than it can be', `at most ${room} bytes`, String(length));
  const dataStart = PREFIX + Number(length);
  let text = '';
  let header: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(PREFIX, dataStart));
    header = JSON.parse(text);
  } catch {
    return damaged('the header is not JSON text');
  }
  if (!isRecord(header) || !text.startsWith('{')) return damaged('the header is not a JSON object');
  const twice = duplicateKey(text);
  if (twice !== null) damaged('a name occurs twice in the header', 'each name once', twice);
  return { header, dataStart };
}

function readMetadata(value: unknown): ReadonlyMap<string, string> {
  if (value === undefined) return new Map();
  if (!isRecord(value)) return damaged(METADATA, 'an object of texts', typeof value);
  return new Map(
    Object.entries(value).map(([key, text]) => {
      if (typeof text !== 'string') return damaged(`${METADATA}.${key}`, 'a text', typeof text);
      return [key, text];
    }),
  );
}

interface Entry {
  readonly name: string;
  readonly type: StoredType;
  readonly shape: Shape;
  readonly begin: number;
  readonly end: number;
}

function readEntry(name: string, value: unknown, dataLength: number): Entry {
  if (!isRecord(value)) return damaged(name, 'an object', typeof value);
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== 'string') return damaged(`${name}: dtype`, 'F32', JSON.stringify(dtype) ?? 'none');
  if (!isStoredType(dtype)) {
    throw new EngineError('unsupported', `safetensors: ${name}: only float32 and float16 are read`, {
      expected: Object.keys(widths).join(' or '),
      got: dtype,
    });
  }
  if (!Array.isArray(shape) || !shape.every(isSize)) {
    return damaged(`${name}: shape`, 'a list of sizes', JSON.stringify(shape) ?? 'none');
  }
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isSize)) {
    return damaged(`${name}: data_offsets`, 'two offsets', JSON.stringify(offsets) ?? 'none');
  }
  const [begin, end] = offsets as [number, number];
  if (begin > end || end > dataLength) {
    return damaged(`${name}: data_offsets`, `offsets within ${dataLength} bytes`, `${begin} to ${end}`);
  }
  // Beyond 2^53 the product rounds, but no file is anywhere near that long.
  const size = elements(shape) * widths[dtype];
  if (end - begin !== size) damaged(`${name}: length of its data`, `${size} bytes`, end - begin);
  return { name, type: dtype, shape, begin, end };
}

const isStoredType = (name: string): name is StoredType => Object.hasOwn(widths, name);

/** The values of a tensor's bytes, copied. */
function valuesOf(bytes: Uint8Array, type: StoredType): Float32Array {
  // Not bytes.slice(): that of Node's Buffer copies nothing.
  const { buffer } = new Uint8Array(bytes);
  return type === 'F32' ? new Float32Array(buffer) : Float32Array.from(new Uint16Array(buffer), fromHalf);
}

/**
 * Reads a safetensors file, copying the values out of `bytes`. Throws EngineError('file') on any inconsistency, and
 * EngineError('unsupported') for dtypes other than F32 and F16.
 */
export function decodeSafetensors(bytes: Uint8Array): Safetensors {
  const { header, dataStart } = readHeader(bytes);
  const dataLength = bytes.length - dataStart;
  const entries = Object.entries(header)
    .filter(([name]) => name !== METADATA)
    .map(([name, value]) => readEntry(name, value, dataLength))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  let covered = 0;
  for (const { name, begin, end } of entries) {
    if (begin !== covered) {
      damaged(`${name}: ${begin < covered ? 'overlaps another tensor' : 'leaves a hole before it'}`, covered, begin);
    }
    covered = end;
  }
  if (covered !== dataLength) damaged('the tensors do not cover the data', dataLength, covered);
  const tensors = new Map(
    entries.map(({ name, type, shape, begin, end }): [string, StoredTensor] => [
      name,
      { shape, values: valuesOf(bytes.subarray(dataStart + begin, dataStart + end), type) },
    ]),
  );
  return { tensors, metadata: readMetadata(header[METADATA]) };
}

/**
 * Writes a safetensors file, with values rounded to the nearest float16 if so asked. Tensors lie in the map's order, so
 * equal content gives equal bytes. Throws EngineError('file') when values do not fit their shape, or the header would
 * exceed what a reader accepts.
 */
export function encodeSafetensors(content: Safetensors, type: StoredType = 'F32'): Uint8Array<ArrayBuffer> {
  let offset = 0;
  const entries = [...content.tensors].map(([name, { shape, values }]) => {
    if (name === METADATA) damaged('a tensor cannot have this name', 'another name', name);
    if (values.length !== elements(shape)) damaged(`${name}: number of values`, elements(shape), values.length);
    const begin = offset;
    offset += values.length * widths[type];
    return [name, { dtype: type, shape, data_offsets: [begin, offset] }] as const;
  });
  const metadata = Object.fromEntries(content.metadata);
  const text = JSON.stringify(Object.fromEntries([[METADATA, metadata], ...entries]));
  const json = new TextEncoder().encode(text);
  // Pads with spaces to a multiple of 8, which keeps the data aligned for readers that memory-map the file.
  const length = Math.ceil(json.length / 8) * 8;
  if (length > HEADER_LIMIT) damaged('the header is too long', `at most ${HEADER_LIMIT} bytes`, length);
  const bytes = new Uint8Array(PREFIX + length + offset);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.fill(0x20, PREFIX, PREFIX + length);
  bytes.set(json, PREFIX);
  let at = PREFIX + length;
  for (const { values } of content.tensors.values()) {
    const stored = type === 'F32' ? values : Uint16Array.from(values, toHalf);
    bytes.set(new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength), at);
    at += stored.byteLength;
  }
  return bytes;
}
