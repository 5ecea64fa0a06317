/**
 * IDX, the format of MNIST: two zero bytes, a type byte, the number of axes, each axis as a big-endian uint32, then the
 * elements row by row. Only unsigned bytes (type 8) are supported. The file's length must match its header exactly, and
 * header values never size an allocation: the results are views of the given bytes.
 */
import { EngineError } from '../../core/errors';
import { shapeText } from '../../core/shapes';
import type { ImageSet } from './imageSet';

const UNSIGNED_BYTE = 8;
const MOST_AXES = 8;

export interface IdxArray {
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

/** Reads one IDX file of unsigned bytes. Throws EngineError('file') on any inconsistency. `name` is for the message. */
export function readIdx(bytes: Uint8Array, name = 'IDX file'): IdxArray {
  if (bytes.length < 4) {
    throw new EngineError('file', `${name} is too short for a header`, { expected: '4 bytes', got: bytes.length });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(0) !== 0) {
    const gzip = view.getUint16(0) === 0x1f8b ? ' (a gzip file, still packed)' : '';
    throw new EngineError('file', `${name} does not begin as IDX does`, {
      expected: '0x0000',
      got: `0x${view.getUint16(0).toString(16).padStart(4, '0')}${gzip}`,
    });
  }
  const type = view.getUint8(2);
  if (type !== UNSIGNED_BYTE) {
    throw new EngineError('file', `${name} does not hold unsigned bytes`, {
      expected: `type ${UNSIGNED_BYTE}`,
      got: `type ${type}`,
    });
  }
  const axes = view.getUint8(3);
  if (axes < 1 || axes > MOST_AXES) {
    throw new EngineError('file', `${name} has an odd number of axes`, { expected: `1 to ${MOST_AXES}`, got: axes });
  }
  const header = 4 + 4 * axes;
  if (bytes.length < header) {
    throw new EngineError('file', `${name} ends inside its header`, { expected: `${header} bytes`, got: bytes.length });
  }
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  // Beyond 2^53 the product rounds, but no file is anywhere near that long, so the comparison still fails.
  const size = shape.reduce((product, length) => product * length, 1);
  if (bytes.length !== header + size) {
    throw new EngineError('file', `${name} has the wrong length for ${shapeText(shape)} bytes`, {
      expected: `${header + size} bytes`,
      got: bytes.length,
    });
  }
  return { shape, data: bytes.subarray(header) };
}

/** Writes one IDX file. Throws EngineError('shape') if the elements do not fill the shape. */
export function writeIdx({ shape, data }: IdxArray): Uint8Array {
  if (data.length !== shape.reduce((product, length) => product * length, 1)) {
    throw new EngineError('shape', 'an IDX file', { expected: shapeText(shape), got: data.length });
  }
  const header = 4 + 4 * shape.length;
  const bytes = new Uint8Array(header + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(2, UNSIGNED_BYTE);
  view.setUint8(3, shape.length);
  for (const [axis, length] of shape.entries()) view.setUint32(4 + 4 * axis, length);
  bytes.set(data, header);
  return bytes;
}

/**
 * A labelled set from a pair of IDX files, as in MNIST: images (N x H x W) and labels (N). Throws EngineError('file')
 * when either is damaged, when the counts differ, or when a label is not below `classes`.
 */
export function readIdxSet(images: Uint8Array, labels: Uint8Array, classes = 10): ImageSet {
  const pictures = readIdx(images, 'image file');
  const [count, height, width] = pictures.shape;
  if (pictures.shape.length !== 3 || count === undefined || height === undefined || width === undefined) {
    throw new EngineError('file', 'the image file does not hold pictures', {
      expected: 'N x height x width',
      got: shapeText(pictures.shape),
    });
  }
  const marks = readIdx(labels, 'label file');
  if (marks.shape.length !== 1) {
    throw new EngineError('file', 'the label file does not hold a list', {
      expected: 'N',
      got: shapeText(marks.shape),
    });
  }
  if (marks.data.length !== count) {
    throw new EngineError('file', 'images and labels differ in number', { expected: count, got: marks.data.length });
  }
  const wrong = marks.data.findIndex((label) => label >= classes);
  if (wrong >= 0) {
    throw new EngineError('file', `label ${wrong} names no class`, {
      expected: `0 to ${classes - 1}`,
      got: marks.data[wrong] ?? 'nothing',
    });
  }
  return { count, channels: 1, height, width, images: pictures.data, labels: marks.data };
}
