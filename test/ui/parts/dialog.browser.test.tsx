/** Dialogs over the page and sheets beside it: what Escape closes, where the focus goes, and that no <style> is made. */
import { type ReactNode, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createWords } from '../../../src/ui/i18n';
import { Dialog } from '../../../src/ui/parts/Dialog';

let host: HTMLElement;
let root: Root;

beforeEach(() => {
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});

afterEach(() => {
  root.unmount();
  host.remove();
});

function Opener({ name, isModal = false, children }: { name: string; isModal?: boolean; children?: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>{`Open ${name}`}</button>
      {isOpen && (
        <Dialog className={name} title={name} close={`Close ${name}`} onClose={() => setOpen(false)} isModal={isModal}>
          {children}
        </Dialog>
      )}
    </>
  );
}

const button = (text: string): HTMLButtonElement =>
  [...document.querySelectorAll('button')].find(
    (each) => each.textContent === text || each.getAttribute('aria-label') === text,
  ) ?? expect.fail(`no button ${text}`);
const names = (): string[] => [...document.querySelectorAll('dialog[open] h2')].map((title) => title.textContent);
const press = (key: string, on: Element = document.activeElement ?? document.body): boolean =>
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

async function open(name: string): Promise<void> {
  const opener = await vi.waitFor(() => button(`Open ${name}`));
  opener.focus();
  opener.click();
  await vi.waitFor(() => expect(names()).toContain(name));
}

const render = (children: ReactNode): void =>
  root.render(<I18nextProvider i18n={createWords()}>{children}</I18nextProvider>);

test('Escape closes the last one that was opened, wherever the focus is, and is for nothing else', async () => {
  const heard = vi.fn();
  document.addEventListener('keydown', heard);
  render(
    <>
      <Opener name="first" />
      <Opener name="second" />
    </>,
  );
  await open('first');
  await open('second');
  expect(names()).toEqual(['first', 'second']);
  press('Escape', document.body);
  await vi.waitFor(() => expect(names()).toEqual(['first']));
  expect(document.activeElement).toBe(button('Open second'));
  press('Escape', document.body);
  await vi.waitFor(() => expect(names()).toEqual([]));
  expect(heard).not.toHaveBeenCalled();
  press('Escape', document.body);
  expect(heard).toHaveBeenCalledOnce();
  document.removeEventListener('keydown', heard);
});

test('a sheet leaves the page to its keys; a modal dialog keeps them, and a press beside it closes it', async () => {
  const heard = vi.fn();
  document.addEventListener('keydown', heard);
  render(
    <>
      <Opener name="sheet">
        <input aria-label="in the sheet" />
      </Opener>
      <Opener name="modal" isModal>
        <input aria-label="in the dialog" />
      </Opener>
    </>,
  );
  await open('sheet');
  expect(document.querySelector('dialog:modal')).toBeNull();
  press('z', document.querySelector('[aria-label="in the sheet"]') ?? undefined);
  expect(heard).toHaveBeenCalledOnce();
  await open('modal');
  const dialog = document.querySelector('dialog:modal') ?? expect.fail('none is modal');
  expect(getComputedStyle(document.body).overflow).toBe('hidden');
  press('z', dialog.querySelector('input') ?? undefined);
  expect(heard).toHaveBeenCalledOnce();
  dialog.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, clientX: -1, clientY: -1 }));
  await vi.waitFor(() => expect(names()).toEqual(['sheet']));
  expect(document.activeElement).toBe(button('Open modal'));
  button('Close sheet').click();
  await vi.waitFor(() => expect(names()).toEqual([]));
  expect(document.querySelectorAll('body style')).toHaveLength(0);
  document.removeEventListener('keydown', heard);
});
