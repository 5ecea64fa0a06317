/** Bytes as text of an address, as RFC 4648 has it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64url, toBase64url } from '../../src/core/base64url';

test('it is what Node writes, and comes back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = toBase64url(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64url'));
      expect(fromBase64url(text)).toEqual(bytes);
    }),
  );
  // More bytes than a function takes arguments.
  const many = new Uint8Array(300_000).fill(251);
  expect(fromBase64url(toBase64url(many))).toEqual(many);
});

test('other texts are no bytes', () => {
  for (const text of ['A', 'AAAAA', 'AA=', 'A+A', 'A/A', 'A A', 'é', 'AA\n']) expect(fromBase64url(text)).toBeNull();
});
