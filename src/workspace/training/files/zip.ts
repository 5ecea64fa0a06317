/**
 * The contents of a zip file, read by its central directory (PKWARE, APPNOTE.TXT, 4.3). The file is untrusted: nothing is
 * unpacked before its size is known to be small, and unpacking stops where it would become larger than it said.
 */
import { Inflate } from 'fflate';

export interface Entry {
  readonly path: string;
  /** Bytes, unpacked, as the directory says. */
  readonly size: number;
  /** It can be read: neither encrypted nor packed in another way than by deflate. */
  readonly isReadable: boolean;
  readonly packed: number;
  readonly method: number;
  readonly header: number;
}

const END = 0x06054b50;
const RECORD = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
/** A comment of at most 65,535 bytes follows the end record's 22. */
const FURTHEST = 65_557;
/** Packed bytes that are unpacked at a time: at most a thousandfold of them come out before their number is checked. */
const PIECE = 1 << 14;

export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3;

/** Its files, in the order of the directory; null when it is damaged. */
export function entriesOf(bytes: Uint8Array): readonly Entry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && end > bytes.length - FURTHEST && view.getUint32(end, true) !== END) end -= 1;
  if (end < 0 || view.getUint32(end, true) !== END) return null;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== RECORD) return null;
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const from = at + 46;
    const isUtf8 = (view.getUint16(at + 8, true) & 0x800) !== 0;
    const name = bytes.subarray(from, from + (nameLength ?? 0));
    const path = new TextDecoder(isUtf8 ? 'utf-8' : nameCoding(name)).decode(name);
    const method = view.getUint16(at + 10, true);
    const isEncrypted = (view.getUint16(at + 8, true) & 1) !== 0;
    if (!path.endsWith('/')) {
      entries.push({
        path,
        method,
        size: view.getUint32(at + 24, true),
        packed: view.getUint32(at + 20, true),
        header: view.getUint32(at + 42, true),
        isReadable: !isEncrypted && (method === STORED || method === DEFLATED),
      });
    }
    at = from + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}

/** Names without the mark are most often UTF-8 all the same. */
function nameCoding(name: Uint8Array): 'utf-8' | 'latin1' {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(name);
    return 'utf-8';
  } catch {
    return 'latin1';
  }
}

/** Unpacks an entry; null when it is damaged, or larger than it said. */
export function unpack(bytes: Uint8Array, { header, packed, method, size }: Entry): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (header + 30 > bytes.length || view.getUint32(header, true) !== LOCAL) return null;
  const from = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  if (from + packed > bytes.length) return null;
  const data = bytes.subarray(from, from + packed);
  if (method === STORED) return packed === size ? data.slice() : null;
  const out = new Uint8Array(size);
  let at = 0;
  let isTooLarge = false;
  const inflate = new Inflate((piece) => {
    isTooLarge ||= at + piece.length > size;
    if (!isTooLarge) out.set(piece, at);
    at += piece.length;
  });
  try {
    for (let first = 0; first < data.length && !isTooLarge; first += PIECE) {
      inflate.push(data.subarray(first, first + PIECE), first + PIECE >= data.length);
    }
  } catch {
    return null;
  }
  return !isTooLarge && at === size ? out : null;
}
