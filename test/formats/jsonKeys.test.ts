/** Repeated keys are found wherever they are, and never where strings only look like them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { duplicateKey } from '../../src/formats/jsonKeys';

/** Strings of the characters that JSON's own strings and brackets are made of. */
const text = fc.string({ unit: fc.constantFrom('"', '\\', ':', '{', '}', '[', ',', ' ', 'a', 'é') });

test('what JSON.stringify writes has no key twice', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => duplicateKey(JSON.stringify(value)) === null),
  );
  fc.assert(fc.property(fc.dictionary(text, text), (value) => duplicateKey(JSON.stringify({ value })) === null));
});

test('a key that is written twice is named', () => {
  fc.assert(
    fc.property(text, text, fc.array(text), (key, value, values) => {
      const [name, content] = [JSON.stringify(key), JSON.stringify(value)];
      expect(duplicateKey(`{"before": ${JSON.stringify(values)}, ${name}: ${content}, ${name} : 1}`)).toBe(key);
    }),
  );
});
