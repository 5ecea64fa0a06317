/**
 * Checks and decodes picture files: first the type in the leading bytes, then the claimed size, and only then the
 * browser's decoder. Refusals are EngineError('input') wrapped with the code of the person's message.
 */
import type { Pixels } from '../vision/picture';
import type { MessageCode } from './messages';

export type PictureCode = Extract<MessageCode, `picture-${string}`>;

/** A refused picture, with the numbers for its message. */
export class PictureError extends Error {
  override readonly name = 'PictureError';
  constructor(
    readonly code: PictureCode,
    readonly values: { readonly [name: string]: string | number } = {},
  ) {
    super(code);
  }
}

export const LARGEST_FILE = 50 * 2 ** 20;
/** Decoded, 100 megapixels take 400 MB; more than that crashes phones. */
const MOST_PIXELS = 100e6;
const LONGEST_SIDE = 32768;
/** The longer side kept: far more than any of our networks uses. */
const KEPT_SIDE = 1024;

export interface PictureHeader {
  readonly type: 'png' | 'jpeg' | 'gif' | 'bmp' | 'webp' | 'avif';
  /** As stored, before any EXIF rotation; null if the first bytes do not give it. */
  readonly size: { readonly width: number; readonly height: number } | null;
}

const text = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/** A JPEG is a chain of segments; the first start-of-frame has the size. */
function jpegSize(view: DataView): PictureHeader['size'] {
  let at = 2;
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

function webpSize(bytes: Uint8Array, view: DataView): PictureHeader['size'] {
  const at24 = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  switch (text(bytes, 12, 4)) {
    case 'VP8X':
      return { width: 1 + at24(24), height: 1 + at24(27) };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    default:
      return null;
  }
}

/** AVIF has the size in an `ispe` box in its metadata. */
function avifSize(bytes: Uint8Array, view: DataView): PictureHeader['size'] {
  for (let at = 12; at + 16 <= bytes.length; at++) {
    if (text(bytes, at, 4) === 'ispe') return { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
  }
  return null;
}

/** Reads the type from the first bytes, whatever the file's name, and the size if it is nearby. */
export function readPictureHeader(bytes: Uint8Array): PictureHeader | null {
  if (bytes.length < 30) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) === 0x89504e47 && view.getUint32(4) === 0x0d0a1a0a) {
    return { type: 'png', size: { width: view.getUint32(16), height: view.getUint32(20) } };
  }
  if (view.getUint16(0) === 0xffd8) return { type: 'jpeg', size: jpegSize(view) };
  if (text(bytes, 0, 4) === 'GIF8') {
    return { type: 'gif', size: { width: view.getUint16(6, true), height: view.getUint16(8, true) } };
  }
  if (text(bytes, 0, 2) === 'BM') {
    return { type: 'bmp', size: { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) } };
  }
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 4) === 'WEBP')
    return { type: 'webp', size: webpSize(bytes, view) };
  if (text(bytes, 4, 4) === 'ftyp' && ['avif', 'avis'].includes(text(bytes, 8, 4))) {
    return { type: 'avif', size: avifSize(bytes, view) };
  }
  return null;
}

/** Returns the header. Throws PictureError for a file that is empty, too large, no picture, or has too many pixels. */
export function checkPicture(bytes: number, start: Uint8Array): PictureHeader {
  if (bytes === 0) throw new PictureError('picture-empty');
  if (bytes > LARGEST_FILE) {
    throw new PictureError('picture-size', {
      size: Math.ceil(bytes / 2 ** 20),
      limit: LARGEST_FILE / 2 ** 20,
    });
  }
  const header = readPictureHeader(start);
  if (!header) throw new PictureError('picture-type');
  if (header.size) {
    const { width, height } = header.size;
    const sensible =
      width > 0 && height > 0 && Math.max(width, height) <= LONGEST_SIDE && width * height <= MOST_PIXELS;
    if (!sensible) throw new PictureError('picture-dimensions', { width, height });
  }
  return header;
}

/** Room for the metadata that cameras write before the size. */
const START = 256 * 1024;

export interface OpenedPicture {
  readonly pixels: Pixels;
  /** Some pixels are not fully opaque. */
  readonly transparent: boolean;
}

/** The first bytes. Fails for a folder or a deleted file. */
async function startOf(file: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(0, START).arrayBuffer());
  } catch {
    throw new PictureError('picture-unreadable');
  }
}

/**
 * Decodes a file, upright per EXIF, its longer side at most KEPT_SIDE: the first picture of an animation, the upper
 * eight bits of deeper channels. Throws PictureError.
 */
export async function openPicture(file: Blob): Promise<OpenedPicture> {
  const start = await startOf(file);
  const { size } = checkPicture(file.size, start);
  // Give the width only: the browser keeps the proportions of the upright picture.
  const shrink = size ? Math.min(1, KEPT_SIDE / Math.max(size.width, size.height)) : 1;
  const resizeWidth = size && shrink < 1 ? Math.max(1, Math.round(size.width * shrink)) : undefined;
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, {
      imageOrientation: 'from-image',
      ...(resizeWidth === undefined ? {} : { resizeWidth, resizeQuality: 'high' }),
    });
  } catch {
    throw new PictureError('picture-decode');
  }
  try {
    const pixels = pixelsOf(bitmap);
    return { pixels, transparent: isTransparent(pixels) };
  } finally {
    bitmap.close();
  }
}

function isTransparent({ data }: Pixels): boolean {
  for (let alpha = 3; alpha < data.length; alpha += 4) if ((data[alpha] as number) < 255) return true;
  return false;
}

function pixelsOf(bitmap: ImageBitmap): Pixels {
  const scale = Math.min(1, KEPT_SIDE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new PictureError('picture-decode');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return { data, width, height };
}
