/**
 * Radix's scroll lock through constructed style sheets: a dialog locks the page while it is open, and no <style> is
 * ever made, which the page's security policy would refuse.
 */
import { Dialog } from 'radix-ui';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { styleSingleton } from '../../../src/ui/parts/adoptedStyles';

let host: HTMLElement;
let root: Root;

beforeEach(() => {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});

afterEach(async () => {
  await act(() => root.unmount());
  host.remove();
});

function Example({ open }: { readonly open: boolean }) {
  return (
    <Dialog.Root open={open}>
      <Dialog.Portal>
        <Dialog.Overlay />
        <Dialog.Content aria-describedby={undefined}>
          <Dialog.Title>Title</Dialog.Title>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

test('an open dialog locks the page without a <style>, and a closed one leaves nothing behind', async () => {
  const tags = document.querySelectorAll('style').length;
  expect(getComputedStyle(document.body).overflow).toBe('visible');
  await act(() => root.render(<Example open />));
  expect(getComputedStyle(document.body).overflow).toBe('hidden');
  expect(document.adoptedStyleSheets.length).toBeGreaterThan(0);
  expect(document.querySelectorAll('style')).toHaveLength(tags);
  await act(() => root.render(<Example open={false} />));
  expect(getComputedStyle(document.body).overflow).toBe('visible');
  expect(document.adoptedStyleSheets).toHaveLength(0);
});

test('the first of several components gives the rules, and the last one takes them away', async () => {
  const Style = styleSingleton();
  const show = (...styles: string[]) =>
    act(() => root.render(styles.map((text) => <Style key={text} styles={text} />)));
  const width = () => getComputedStyle(host).width;
  await show('div { width: 10px }', 'div { width: 20px }');
  expect(width()).toBe('10px');
  await show('div { width: 20px }');
  expect(width()).toBe('10px');
  await show();
  expect(width()).not.toBe('10px');
  expect(document.adoptedStyleSheets).toHaveLength(0);
});

test('dynamic rules follow a change', async () => {
  const Style = styleSingleton();
  await act(() => root.render(<Style styles="div { width: 10px }" dynamic />));
  await act(() => root.render(<Style styles="div { width: 30px }" dynamic />));
  expect(getComputedStyle(host).width).toBe('30px');
});
