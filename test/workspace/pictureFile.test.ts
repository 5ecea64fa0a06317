/** The door for pictures: types and sizes read from real files, refusals for all that is no picture. */
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { checkPicture, LARGEST_FILE, PictureError, readPictureHeader } from '../../src/workspace/pictureFile';

const picture = () => sharp({ create: { width: 37, height: 21, channels: 3, background: '#3a7' } });

const codeOf = (bytes: number, start: Uint8Array): string => {
  try {
    checkPicture(bytes, start);
    return 'fine';
  } catch (error) {
    return error instanceof PictureError ? error.code : String(error);
  }
};

describe('the header tells type and size', () => {
  test.each([
    ['png', () => picture().png()],
    ['jpeg', () => picture().jpeg()],
    [
      'jpeg',
      () =>
        picture()
          .jpeg({ progressive: true })
          .withExif({ IFD0: { Copyright: 'x'.repeat(3000) } }),
    ],
    ['gif', () => picture().gif()],
    ['webp', () => picture().webp()],
    ['webp', () => picture().webp({ lossless: true })],
    [
      'webp',
      () =>
        picture()
          .withExif({ IFD0: { Copyright: 'someone' } })
          .webp(),
    ],
    ['avif', () => picture().avif()],
  ] as const)('%s', async (type, make) => {
    const bytes = new Uint8Array(await make().toBuffer());
    expect(readPictureHeader(bytes)).toEqual({ type, size: { width: 37, height: 21 } });
    expect(codeOf(bytes.length, bytes)).toBe('fine');
  });

  test('bmp, upside down too', () => {
    const bytes = new Uint8Array(60);
    bytes.set([0x42, 0x4d]);
    const view = new DataView(bytes.buffer);
    view.setInt32(18, 640, true);
    view.setInt32(22, -480, true);
    expect(readPictureHeader(bytes)).toEqual({ type: 'bmp', size: { width: 640, height: 480 } });
  });
});

describe('at the door', () => {
  test('nothing, too much, and what is no picture are refused with their codes', async () => {
    expect(codeOf(0, new Uint8Array())).toBe('picture-empty');
    expect(codeOf(LARGEST_FILE + 1, new Uint8Array(64))).toBe('picture-size');
    expect(codeOf(2000, new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'.padEnd(200)))).toBe(
      'picture-type',
    );
    expect(codeOf(40, new TextEncoder().encode('%PDF-1.7 but called cat.png and long'))).toBe('picture-type');
  });

  test('a small file that claims a huge picture is refused before it is decoded', async () => {
    const bytes = new Uint8Array(await picture().png().toBuffer());
    const view = new DataView(bytes.buffer);
    view.setUint32(16, 60000);
    view.setUint32(20, 60000);
    expect(codeOf(bytes.length, bytes)).toBe('picture-dimensions');
    view.setUint32(16, 0);
    expect(codeOf(bytes.length, bytes)).toBe('picture-dimensions');
  });

  test('any bytes behind any signature are answered, never thrown at', () => {
    const signatures = [
      '\x89PNG\r\n\x1a\n',
      '\xff\xd8\xff\xe0',
      'GIF89a',
      'BM',
      'RIFF\0\0\0\0WEBPVP8X',
      '\0\0\0\x1cftypavif',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...signatures), fc.uint8Array({ maxLength: 400 }), (signature, rest) => {
        const bytes = Uint8Array.from([...[...signature].map((letter) => letter.charCodeAt(0)), ...rest]);
        expect(codeOf(bytes.length, bytes)).toMatch(/^(fine|picture-(type|dimensions))$/);
      }),
      { numRuns: 2000 },
    );
  });
});
