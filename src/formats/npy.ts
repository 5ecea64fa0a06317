/**
 * Writes NumPy's .npy files, format version 1.0: a magic string, the version, the header length, the header as a Python
 * literal padded so that the data starts at a multiple of 64 bytes, then the values.
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
import { EngineError } from '../core/errors';
import { elements, type Shape, shapeText } from '../core/shapes';

const MAGIC = [0x93, ...Array.from('NUMPY', (letter) => letter.charCodeAt(0))];
const VERSION = [1, 0];
/** Bytes before the header: magic, version, and the header length as two bytes. */
const PREFIX = MAGIC.length + VERSION.length + 2;
const ALIGNMENT = 64;

/** A Python tuple literal: a single number needs a trailing comma. */
const tuple = (shape: Shape): string => (shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`);

/** A shape's values, row-major, as a .npy file of little-endian float32. EngineError('shape') if they do not fit. */
export function encodeNpy(values: Float32Array, shape: Shape): Uint8Array<ArrayBuffer> {
  if (elements(shape) !== values.length) {
    throw new EngineError('shape', 'npy', { expected: shapeText(shape), got: `${values.length} values` });
  }
  const literal = `{'descr': '<f4', 'fortran_order': False, 'shape': ${tuple(shape)}, }`;
  // The 1 is for the newline that ends the header.
  const start = ALIGNMENT * Math.ceil((PREFIX + literal.length + 1) / ALIGNMENT);
  const header = `${literal.padEnd(start - PREFIX - 1)}\n`;
  const bytes = new Uint8Array(start + 4 * values.length);
  const view = new DataView(bytes.buffer);
  bytes.set([...MAGIC, ...VERSION]);
  view.setUint16(PREFIX - 2, header.length, true);
  new TextEncoder().encodeInto(header, bytes.subarray(PREFIX));
  for (let i = 0; i < values.length; i++) view.setFloat32(start + 4 * i, values[i] ?? 0, true);
  return bytes;
}
