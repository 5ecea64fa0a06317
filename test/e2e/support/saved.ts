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
