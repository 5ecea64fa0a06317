/** Number fields under a person's keys: what is taken, what is refused and why, and that nothing typed is lost. */
import { useRef, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { createWords, speakMore } from '../../../src/ui/i18n';
import { NumberCells } from '../../../src/ui/parts/NumberCells';
import { NumberField } from '../../../src/ui/parts/NumberField';
import { PlaygroundProvider } from '../../../src/ui/playground';
import { createCatalogue } from '../../../src/workspace/catalogue';
import type { NumberLimits } from '../../../src/workspace/typedNumber';
import { createWorkspace } from '../../../src/workspace/workspace';
import { pageOf } from '../../helpers/page';

const catalogue = createCatalogue('/');
const workspace = createWorkspace(
  { base: '/', say: ({ code }) => expect.fail(code), retract: () => {}, catalogue },
  { model: catalogue.usualFor('draw') },
);
afterAll(() => workspace.dispose());

let host: HTMLElement;
let root: Root;
const taken = vi.fn();

beforeEach(() => {
  taken.mockClear();
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});

afterEach(() => {
  root.unmount();
  host.remove();
});

interface Given {
  readonly first: number;
  readonly limits?: NumberLimits;
  readonly step?: number;
}

function Field({ first, limits, step }: Given) {
  const [value, setValue] = useState(first);
  const change = (next: number): void => {
    taken(next);
    setValue(next);
  };
  return (
    <NumberField label="Bias" value={value} onChange={change} {...(limits && { limits })} {...(step && { step })} />
  );
}

function Cells() {
  const [values, setValues] = useState<readonly number[]>([0, 0, 0, 0]);
  const grid = useRef<HTMLDivElement>(null);
  const put = (cell: number, value: number): void => {
    taken(cell, value);
    setValues(values.map((each, i) => (i === cell ? value : each)));
  };
  return (
    <NumberCells
      grid={grid}
      label="Kernel"
      columns={2}
      channel={0}
      values={values}
      extent={1}
      nameOf={String}
      onType={put}
      onStep={(cell, steps) => put(cell, (values[cell] ?? 0) + steps)}
      onDrag={() => {}}
    />
  );
}

async function show(shown: React.ReactNode): Promise<HTMLInputElement> {
  const words = createWords();
  await speakMore(words);
  root.render(
    <I18nextProvider i18n={words}>
      <PlaygroundProvider value={pageOf(workspace)}>{shown}</PlaygroundProvider>
    </I18nextProvider>,
  );
  return vi.waitFor(() => host.querySelector('input') ?? expect.fail('no field'));
}

const refusal = (): string => host.querySelector('[role=alert]')?.textContent ?? '';

test.each<[string, number, string]>([
  ['-0.5', -0.5, '−0.5'],
  ['0,5', 0.5, '0.5'],
  ['1e-3', Math.fround(0.001), '0.001'],
  ['−3', -3, '−3'],
  ['－１２．５', -12.5, '−12.5'],
  ['0.05', Math.fround(0.05), '0.05'],
])('typing %s and Enter gives %d, shown as %s', async (text, value, shown) => {
  const field = await show(<Field first={7} />);
  await userEvent.click(field);
  await userEvent.keyboard(text);
  expect(taken).not.toHaveBeenCalled();
  expect(field.value).toBe(text);
  await userEvent.keyboard('{Enter}');
  expect(taken.mock.calls).toEqual([[value]]);
  await vi.waitFor(() => expect(field.value).toBe(shown));
});

test('leaving takes the number, Escape takes it back, and an empty field means nothing', async () => {
  const field = await show(<Field first={7} />);
  await userEvent.click(field);
  await userEvent.keyboard('8{Tab}');
  await vi.waitFor(() => expect(field.value).toBe('8'));
  await userEvent.click(field);
  await userEvent.keyboard('9{Escape}');
  await vi.waitFor(() => expect(field.value).toBe('8'));
  await userEvent.keyboard('{Control>}a{/Control}{Backspace}{Enter}');
  await vi.waitFor(() => expect(refusal()).toBe('Type a number, or press Escape to keep 8.'));
  await userEvent.keyboard('{Tab}');
  await vi.waitFor(() => expect(field.value).toBe('8'));
  expect(refusal()).toBe('');
  expect(taken.mock.calls).toEqual([[8]]);
});

test('what is no float32 is refused in words; the text stays, and so does the number', async () => {
  const field = await show(<Field first={7} />);
  await userEvent.click(field);
  await userEvent.keyboard('1e39{Enter}');
  await vi.waitFor(() => expect(refusal()).toBe('1e39 is too large: numbers here end at ±3.4e38.'));
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toBe(refusal());
  await userEvent.keyboard('{Tab}');
  expect([field.value, taken.mock.calls.length]).toEqual(['1e39', 0]);
  await userEvent.click(field);
  await userEvent.keyboard('{End}{Backspace}{Backspace}0{Enter}');
  await vi.waitFor(() => expect(taken.mock.calls).toEqual([[1]]));
  expect(refusal()).toBe('');
  await userEvent.keyboard('ten{Enter}');
  await vi.waitFor(() => expect(refusal()).toBe('“ten” is not a number.'));
});

test('arrow and page keys step, from what has been typed, and end at the limits', async () => {
  const field = await show(<Field first={0.3} step={0.1} limits={{ least: -1, most: 2 }} />);
  await userEvent.click(field);
  await userEvent.keyboard('{ArrowUp}{ArrowUp}');
  await vi.waitFor(() => expect(field.value).toBe('0.5'));
  await userEvent.keyboard('{PageUp}');
  await vi.waitFor(() => expect(field.value).toBe('1.5'));
  await userEvent.keyboard('{PageUp}');
  await vi.waitFor(() => expect(field.value).toBe('2'));
  await userEvent.keyboard('{Control>}a{/Control}-0.7{ArrowDown}');
  await vi.waitFor(() => expect(field.value).toBe('−0.8'));
  await userEvent.keyboard('{Control>}a{/Control}2.1{Enter}');
  await vi.waitFor(() => expect(refusal()).toBe('From −1 to 2.'));
});

test('cells of a kernel read the same numbers, and one that is refused keeps its text while another is typed', async () => {
  await show(<Cells />);
  const cells = [...host.querySelectorAll('input')];
  const text = (): string[] => cells.map((cell) => cell.value);
  await userEvent.click(cells[0] ?? expect.fail('no cell'));
  await userEvent.keyboard('-0.5{Enter}{ArrowRight}1e39{ArrowDown}');
  await vi.waitFor(() => expect(text()).toEqual(['−.50', '1e39', '0', '0']));
  expect(cells[1]?.getAttribute('aria-invalid')).toBe('true');
  await vi.waitFor(() => expect(refusal()).toContain('too large'));
  await userEvent.keyboard('1e-3{Tab}');
  await vi.waitFor(() =>
    expect(taken.mock.calls).toEqual([
      [0, -0.5],
      [3, Math.fround(0.001)],
    ]),
  );
  expect(text()[1]).toBe('1e39');
});
