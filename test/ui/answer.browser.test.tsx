/** A network that ends with logits is shown as probabilities, and says so; one of plain values shows no percentages. */
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { expect, it } from 'vitest';
import { Answer } from '../../src/ui/explore/Answer';
import { createWords } from '../../src/ui/i18n';
import { PlaygroundProvider, useWork } from '../../src/ui/playground';
import { createCatalogue } from '../../src/workspace/catalogue';
import type { OutputMeaning } from '../../src/workspace/catalogue/records';
import type { Host } from '../../src/workspace/host';
import { createWorkspace } from '../../src/workspace/workspace';
import { pageOf, until } from '../helpers/page';
import { digitPaths, penStrokes } from '../helpers/strokes';

const catalogue = createCatalogue('/');
const host: Host = { base: '/', say: ({ code }) => expect.fail(code), retract: () => {}, catalogue };

function Shown() {
  const network = useWork((state) => state.network);
  return (
    network && <Answer network={network} box={{ x: 0, y: 60, width: 188, height: 500 }} direction="across" unit={1} />
  );
}

/** The digits network, whole or without its softmax, drawn on and shown; the text of its answer. */
async function shown(output: OutputMeaning) {
  const whole = catalogue.usualFor('draw');
  const stored = await catalogue.load(whole);
  const nodes = stored.spec.nodes.filter(({ type }) => output === 'probabilities' || type !== 'softmax');
  const source = { kind: 'file', id: output } as const;
  const spec = { ...stored.spec, nodes, output: nodes.at(-1)?.id ?? '' };
  catalogue.add({ ...catalogue.record(whole), source, output }, async () => ({ ...stored, spec }));
  const workspace = createWorkspace(host, { model: source, backend: 'wasm' });
  workspace.show();
  const [path] = digitPaths.filter(({ digit }) => digit === 4);
  if (path) workspace.input.gesture.setState({ strokes: penStrokes(path, {}, 0.09) });
  const element = document.body.appendChild(document.createElement('main'));
  const root = createRoot(element);
  root.render(
    <I18nextProvider i18n={createWords()}>
      <PlaygroundProvider value={pageOf(workspace)}>
        <Shown />
      </PlaygroundProvider>
    </I18nextProvider>,
  );
  await until(() => !workspace.frame.getState().isEmpty && element.querySelectorAll('tbody td').length === 10);
  await until(() => element.querySelector('tbody td')?.textContent !== '–');
  const result = {
    text: element.textContent ?? '',
    numbers: [...element.querySelectorAll('tbody td')].map((cell) => cell.textContent ?? ''),
    best: element.querySelector('.best th')?.textContent,
    frame: workspace.frame.getState(),
  };
  root.unmount();
  workspace.dispose();
  element.remove();
  return result;
}

it('gives the same answer from logits as from probabilities, and says what it did', async () => {
  const [whole, logits] = [await shown('probabilities'), await shown('logits')];
  expect(whole.best).toBe('4');
  expect(logits.best).toBe('4');
  expect(logits.numbers).toEqual(whole.numbers);
  expect(logits.text).toContain('A softmax turns them into probabilities here.');
  expect(whole.text).not.toContain('softmax');
});

it('shows plain values without a percentage or a verdict', async () => {
  const { text, numbers, best, frame } = await shown('values');
  expect(text).toContain('values, not probabilities');
  expect(text).not.toContain('%');
  expect(best).toBeUndefined();
  expect(frame.answer).toBeNull();
  expect(numbers.filter((number) => number.startsWith('−')).length).toBeGreaterThan(0);
});
