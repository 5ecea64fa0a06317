/**
 * What a part of the page saves of a map: its values, by way of the CSV file, and its picture. Files are caught in the page
 * as they are handed to the browser, which drops those of a page that saves more than ten a second; that it does save
 * them is the subject of a test of its own.
 */
import type { Locator, Page } from 'playwright';

/** Catches the next file: `savedFile` becomes its bytes, in base64. */
function catchFile(): void {
  const isCaught = 'catchFile' in window;
  Object.assign(window, {
    savedFile: new Promise<string>((resolve) => {
      Object.assign(window, { catchFile: resolve });
    }),
  });
  if (isCaught) return;
  const files = new Map<string, Blob>();
  const { createObjectURL } = URL;
  URL.createObjectURL = (file) => {
    const address = createObjectURL(file);
    if (file instanceof Blob) files.set(address, file);
    return address;
  };
  const { click } = HTMLAnchorElement.prototype;
  HTMLAnchorElement.prototype.click = function () {
    const file = files.get(this.href);
    if (!file || !this.download) return click.call(this);
    files.delete(this.href);
    const reader = new FileReader();
    reader.onload = () => Reflect.get(window, 'catchFile')(String(reader.result).split(',')[1] ?? '');
    reader.readAsDataURL(file);
  };
}

/** The file that `act` makes the page save. */
export async function caught(page: Page, act: () => Promise<void>): Promise<Buffer> {
  await page.evaluate(catchFile);
  await act();
  return Buffer.from(await page.evaluate((): Promise<string> => Reflect.get(window, 'savedFile')), 'base64');
}

const save = (page: Page, part: Locator, name: 'CSV' | 'PNG'): Promise<Buffer> =>
  caught(page, () => part.getByRole('button', { name, exact: true }).click());

/** The values in the text of a CSV file. */
const rowsOf = (text: string): number[][] =>
  text
    .trim()
    .split(/\r?\n/)
    .map((row) => row.split(',').map(Number))
    .filter((row) => row.every(Number.isFinite));

export const readCsv = async (page: Page, part: Locator): Promise<number[][]> =>
  rowsOf((await save(page, part, 'CSV')).toString('utf8'));

/** Opens a map's dialog over `frame`, sets it, saves the values and closes it; null: the map went meanwhile. */
async function saveAtOnce(frame: Element, chosen: readonly string[]): Promise<string | null> {
  const gone = performance.now() + 3000;
  const next = (): Promise<unknown> => new Promise(requestAnimationFrame);
  const find = (selector: string) => document.querySelector<HTMLElement>(`dialog:modal ${selector}`);
  frame.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }));
  while (!find('.export button')) {
    if (performance.now() > gone) return null;
    await next();
  }
  for (const value of chosen) {
    const select = find(`option[value="${value}"]`)?.closest('select');
    if (!select || select.value === value) continue;
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await next();
  }
  const caught: Promise<string> = Reflect.get(window, 'savedFile');
  [...document.querySelectorAll<HTMLElement>('dialog:modal .export button')]
    .find(({ innerText }) => innerText === 'CSV')
    ?.click();
  const saved = await Promise.race([caught, new Promise<null>((resolve) => setTimeout(resolve, 3000, null))]);
  const close = find('.dialog-head button');
  close?.click();
  while (close?.isConnected) await next();
  return saved;
}

/**
 * The values of a map that is read again and again: its dialog is opened over `frame`, set to those of `chosen` that it
 * offers, saved from and closed within one call of the page, where a hand's way there takes many.
 */
export async function readMap(page: Page, frame: Locator, chosen: readonly string[] = []): Promise<number[][]> {
  for (;;) {
    await page.evaluate(catchFile);
    const file = await frame.evaluate(saveAtOnce, chosen);
    if (file !== null) return rowsOf(Buffer.from(file, 'base64').toString('utf8'));
  }
}

export const readPng = (page: Page, part: Locator): Promise<Buffer> => save(page, part, 'PNG');

/** The same values by way of a file that the browser really saves, and its name. */
export async function downloadCsv(page: Page, part: Locator): Promise<{ name: string; rows: number[][] }> {
  const saving = page.waitForEvent('download');
  await part.getByRole('button', { name: 'CSV', exact: true }).click();
  const download = await saving;
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  return { name: download.suggestedFilename(), rows: rowsOf(Buffer.concat(chunks).toString('utf8')) };
}
