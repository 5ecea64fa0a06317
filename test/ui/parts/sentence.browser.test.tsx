/** Numbers and choices in a sentence: dragged, stepped, typed, and each in its language's place. */
import { useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { createWords, speakMore } from '../../../src/ui/i18n';
import { Sentence } from '../../../src/ui/parts/Sentence';
import { SentenceChoice } from '../../../src/ui/parts/SentenceChoice';
import { SentenceNumber } from '../../../src/ui/parts/SentenceNumber';

let host: HTMLElement;
let root: Root;
const settled = vi.fn();

beforeEach(async () => {
  settled.mockClear();
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});

afterEach(() => {
  root.unmount();
  host.remove();
});

function Window({ text }: { text: string }) {
  const [side, setSide] = useState(3);
  const [bias, setBias] = useState(0);
  const [border, setBorder] = useState('edge');
  return (
    <Sentence
      text={text}
      places={{
        size: (
          <SentenceNumber
            label="Size"
            value={side}
            onChange={setSide}
            limits={{ least: 1, most: 11, isWhole: true }}
            show={(value) => `${value} × ${value}`}
            onSettle={settled}
          />
        ),
        bias: <SentenceNumber label="Bias" value={bias} onChange={setBias} step={0.1} shiftStep={1} />,
        border: <SentenceChoice label="Border" options={['edge', 'zero']} value={border} onChange={setBorder} />,
      }}
    />
  );
}

async function show(text: string): Promise<void> {
  const words = createWords();
  await speakMore(words);
  root.render(
    <I18nextProvider i18n={words}>
      <Window text={text} />
    </I18nextProvider>,
  );
  await vi.waitFor(() => expect(host.querySelector('.sentence')).not.toBeNull());
}

const spin = (name: string): HTMLElement =>
  host.querySelector<HTMLElement>(`[role=spinbutton][aria-label=${name}]`) ?? expect.fail(`no ${name}`);
const reads = (name: string): string | null => spin(name).getAttribute('aria-valuetext');

function drag(element: HTMLElement, right: number, up: number, shiftKey = false): void {
  const { left, top } = element.getBoundingClientRect();
  const [x, y] = [left + 5, top + 5];
  const at = (type: string, clientX: number, clientY: number): boolean =>
    element.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, clientX, clientY, shiftKey }));
  element.setPointerCapture = () => {};
  at('pointerdown', x, y);
  for (let part = 1; part <= 4; part++) at('pointermove', x + (right * part) / 4, y - (up * part) / 4);
  at('pointerup', x + right, y - up);
}

test('the places of the text are where the language wants them', async () => {
  await show('Bias <bias>, border <border>, size <size>.');
  expect([...host.querySelectorAll('[aria-label]')].map((each) => each.getAttribute('aria-label'))).toEqual([
    'Bias',
    'Border',
    'Size',
  ]);
  expect(host.textContent).toMatch(/^Bias 0, border .*, size 3 × 3\.$/);
});

test('keys step within the limits, and Home and End go to them', async () => {
  await show('A <size> kernel with <bias>.');
  spin('Size').focus();
  await userEvent.keyboard('{ArrowUp}{ArrowRight}');
  await vi.waitFor(() => expect(reads('Size')).toBe('5 × 5'));
  await userEvent.keyboard('{PageDown}');
  await vi.waitFor(() => expect(reads('Size')).toBe('1 × 1'));
  await userEvent.keyboard('{End}');
  await vi.waitFor(() => expect(spin('Size').getAttribute('aria-valuenow')).toBe('11'));
  expect(settled).toHaveBeenCalled();
  spin('Bias').focus();
  await userEvent.keyboard('{ArrowDown}{Shift>}{ArrowUp}{/Shift}');
  await vi.waitFor(() => expect(reads('Bias')).toBe('0.9'));
});

test('Enter, a click or a digit opens the number; Enter takes it, Escape does not, and the focus comes back', async () => {
  await show('A <size> kernel.');
  const field = () => vi.waitFor(() => host.querySelector('input') ?? expect.fail('not open'));
  const closed = async (text: string): Promise<void> => {
    await vi.waitFor(() => expect(host.querySelector('input')).toBeNull());
    expect(reads('Size')).toBe(text);
    await vi.waitFor(() => expect(document.activeElement).toBe(spin('Size')));
  };
  spin('Size').focus();
  await userEvent.keyboard('{Enter}');
  await field();
  await userEvent.keyboard('７{Enter}');
  await closed('7 × 7');
  await userEvent.keyboard('9');
  expect((await field()).value).toBe('9');
  await userEvent.keyboard('{Escape}');
  await closed('7 × 7');
  await userEvent.click(spin('Size'));
  await field();
  await userEvent.keyboard('12{Enter}');
  await vi.waitFor(() => expect(host.querySelector('[role=alert]')?.textContent).toBe('From 1 to 11.'));
  await userEvent.keyboard('{Control>}a{/Control}2{Enter}');
  await closed('2 × 2');
});

test('a drag changes it by a step every 8 pixels, right or up, and is no click', async () => {
  await show('A <size> kernel with <bias>.');
  drag(spin('Size'), 33, 2);
  await vi.waitFor(() => expect(reads('Size')).toBe('7 × 7'));
  drag(spin('Size'), 0, -16);
  await vi.waitFor(() => expect(reads('Size')).toBe('5 × 5'));
  drag(spin('Bias'), 0, 24);
  await vi.waitFor(() => expect(reads('Bias')).toBe('0.3'));
  drag(spin('Bias'), -16, 0, true);
  await vi.waitFor(() => expect(reads('Bias')).toBe('−1.7'));
  expect(host.querySelector('input')).toBeNull();
  expect(settled).toHaveBeenCalledTimes(2);
});

test('each can be hit: at least 24 pixels either way', async () => {
  await show('Bias <bias>, border <border>.');
  for (const each of host.querySelectorAll('.sentence > *')) {
    const { width, height } = each.getBoundingClientRect();
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
  }
});

test('numbers typed one after the other without a pause each get their own', async () => {
  await show('Size <size>, bias <bias>.');
  const key = (element: Element | null, name: string): boolean | undefined =>
    element?.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
  const open = async (name: string): Promise<void> => {
    spin(name).focus();
    key(document.activeElement, 'Enter');
    await vi.waitFor(() => expect(document.activeElement).toBeInstanceOf(HTMLInputElement));
  };
  await open('Size');
  key(document.activeElement, 'Enter');
  await Promise.resolve();
  // The focus is back before the next frame, not with it: by then another number may be typed.
  expect(document.activeElement).toBe(spin('Size'));
  await open('Bias');
  const field = document.activeElement;
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  expect(document.activeElement).toBe(field);
});
