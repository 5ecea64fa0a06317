/** The page's state in its address: written, read back, and safe from nonsense. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Address, readAddress, writeAddress } from '../../src/store/address';
import { shippedNames } from '../../src/workspace/catalogue/records';
import { backendChoices, languages, pages, themes, workingSizes } from '../../src/workspace/choices';

const defaults: Address = {
  page: 'explore',
  model: 'digits',
  backend: 'auto',
  lang: 'en',
  theme: 'light',
  size: 'own',
};

const anyAddress = fc.record({
  page: fc.constantFrom(...pages),
  model: fc.constantFrom(...shippedNames),
  backend: fc.constantFrom(...backendChoices),
  lang: fc.constantFrom(...languages),
  theme: fc.constantFrom(...themes),
  size: fc.constantFrom(...workingSizes),
});

describe('the address', () => {
  test('says nothing of the defaults', () => {
    expect(writeAddress(defaults, defaults)).toBe('');
  });

  test('holds every state, whatever the defaults', () => {
    fc.assert(
      fc.property(anyAddress, anyAddress, (address, standard) => {
        expect({ ...standard, ...readAddress(writeAddress(address, standard)) }).toEqual(address);
      }),
    );
  });

  test('ignores nonsense and keeps what is not its own', () => {
    expect(readAddress('?model=cats&backend=WebGPU&lang=&theme=dark&theme=light&x=1')).toEqual({ theme: 'dark' });
    expect(readAddress('?model=constructor&page=__proto__')).toEqual({});
    expect(writeAddress({ ...defaults, lang: 'ko' }, defaults, '?seed=7&lang=xx')).toBe('?seed=7&lang=ko');
  });

  test('never throws, and gives only choices', () => {
    fc.assert(
      fc.property(fc.string(), (search) => {
        const { model } = readAddress(search);
        expect(model === undefined || shippedNames.includes(model)).toBe(true);
      }),
    );
  });
});
