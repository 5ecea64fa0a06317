/** The session's settings in the page's address: written, read back, and safe from nonsense. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pageNames } from '../../../src/store/pages';
import { type Settings, settingsCodec } from '../../../src/store/router/settings';
import { shippedNames } from '../../../src/workspace/catalogue/records';
import { backendChoices, languages, themes, workingSizes } from '../../../src/workspace/choices';

const defaults: Settings = {
  page: 'explore',
  model: 'digits',
  backend: 'auto',
  lang: 'en',
  theme: 'light',
  size: 'own',
};
const { read, write } = settingsCodec(defaults);

const anySettings = fc.record({
  page: fc.constantFrom(...pageNames),
  model: fc.constantFrom(...shippedNames),
  backend: fc.constantFrom(...backendChoices),
  lang: fc.constantFrom(...languages),
  theme: fc.constantFrom(...themes),
  size: fc.constantFrom(...workingSizes),
});

describe('the settings', () => {
  test('are not told where they are the defaults', () => {
    expect(Object.values(write(defaults)).filter((text) => text !== null)).toEqual([]);
  });

  test('come back, whatever the defaults', () => {
    fc.assert(
      fc.property(anySettings, anySettings, (settings, standard) => {
        const codec = settingsCodec(standard);
        const texts = Object.entries(codec.write(settings)).flatMap(([name, text]) => (text ? [[name, text]] : []));
        expect(codec.read(new URLSearchParams(texts))).toEqual(settings);
      }),
    );
  });

  test('ignore nonsense', () => {
    const of = (query: string): Settings => read(new URLSearchParams(query));
    expect(of('?model=cats&backend=WebGPU&lang=&theme=dark&theme=light&x=1')).toEqual({ ...defaults, theme: 'dark' });
    expect(of('?model=constructor&page=__proto__')).toEqual(defaults);
    fc.assert(fc.property(fc.string(), (query) => shippedNames.includes(of(query).model)));
  });
});
