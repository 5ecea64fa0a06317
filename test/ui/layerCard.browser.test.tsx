/** The card of a layer: its size rule and numbers are those of the network, and it leads on to where it can be tried. */
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { expect, it } from 'vitest';
import { LayerCard } from '../../src/ui/explore/LayerCard';
import { createWords, speak, speakMore } from '../../src/ui/i18n';
import { PlaygroundProvider } from '../../src/ui/playground';
import { createCatalogue } from '../../src/workspace/catalogue';
import type { Language } from '../../src/workspace/choices';
import type { Host } from '../../src/workspace/host';
import { createWorkspace } from '../../src/workspace/workspace';
import { pageOf, until } from '../helpers/page';

const catalogue = createCatalogue('/');
const host: Host = { base: '/', say: ({ code }) => expect.fail(code), retract: () => {}, catalogue };

/** Shows the cards of some layers of the digits network, one after the other; what each says and leads to. */
async function cards(language: Language, layers: readonly string[]) {
  const workspace = createWorkspace(host, { model: catalogue.usualFor('draw'), backend: 'wasm' });
  workspace.show();
  await until(() => workspace.frame.getState().version > 0);
  const network = workspace.store.getState().network ?? expect.fail('no network');
  const words = createWords();
  await speakMore(words);
  await speak(words, language);
  const page = pageOf(workspace);
  page.session.setState({ lang: language });
  const root = createRoot(document.body.appendChild(document.createElement('main')));
  const shown = [];
  for (const layer of layers) {
    let closed = 0;
    root.render(
      <I18nextProvider i18n={words}>
        <PlaygroundProvider value={page}>
          <LayerCard
            key={layer}
            network={network}
            layer={layer}
            onClose={() => {
              closed += 1;
            }}
          />
        </PlaygroundProvider>
      </I18nextProvider>,
    );
    await until(() => document.querySelector('dialog h2')?.textContent?.startsWith(layer) === true);
    await until(() => document.querySelector('.layer-onward') !== null);
    const dialog = document.querySelector('dialog') ?? expect.fail('no card');
    expect(dialog.contains(document.activeElement)).toBe(true);
    const text = dialog.textContent ?? '';
    const links = [...dialog.querySelectorAll('a')].map((link) => [link.textContent, link.getAttribute('href')]);
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    expect(closed).toBe(1);
    shown.push({ text, links: links.map(([name]) => name), addresses: links.map(([, address]) => address ?? '') });
  }
  root.unmount();
  workspace.dispose();
  return shown;
}

it('says what a layer does, with the network’s own numbers, and leads on', async () => {
  const [conv, pool, dense, relu] = await cards('en', ['conv1', 'pool1', 'dense1', 'relu1']);
  expect(conv?.text).toContain('conv1 convolution');
  expect(conv?.text).toContain('(28 + 2·2 − 5) / 1 + 1 = 28');
  expect(conv?.text).toContain('1 × 28 × 28');
  expect(conv?.text).toContain('8 × 28 × 28');
  expect(conv?.text).toContain(`${8 * 25 + 8}`);
  expect(conv?.text).toContain('156,800');
  expect(conv?.links).toEqual([
    'Lesson 2: A kernel slides',
    'Try it on the page Kernels',
    'In the glossary: Convolution',
  ]);
  expect(conv?.addresses[0]).toMatch(/page=lessons&lesson=2&step=\d/);
  expect(conv?.addresses[1]).toMatch(/page=kernels.*knet=8-1-5-5-1-1-zero-2-relu/);
  expect(conv?.addresses[2]).toContain('term=convolution');
  expect(pool?.text).toContain('(28 − 2) / 2 + 1 = 14');
  expect(pool?.links).toContain('Try it on the page Pooling');
  expect(dense?.text).toContain('32,080');
  expect(dense?.links).not.toContain('Try it on the page Kernels');
  expect(relu?.text).toContain('y = max(0, x)');
});

it('speaks Korean', async () => {
  const [conv] = await cards('ko', ['conv1']);
  expect(conv?.text).toContain('필터 하나가 특징 맵 하나를 만듭니다.');
  expect(conv?.links[1]).toBe('커널 페이지에서 해 보기');
});
