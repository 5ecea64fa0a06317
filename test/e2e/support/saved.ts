/** What a part of the page saves of a map: its values, by way of the CSV file, and its picture. */
import type { Locator, Page } from 'playwright';

/** Milliseconds between two files: Chromium drops those of a page that saves more than ten a second. */
const APART = 150;

let earliest = 0;

async function download(page: Page, part: Locator, name: 'CSV' | 'PNG'): Promise<Buffer> {
  await page.waitForTimeout(Math.max(0, earliest - performance.now()));
  earliest = performance.now() + APART;
  const saving = page.waitForEvent('download');
  await part.getByRole('button', { name, exact: true }).click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await saving).createReadStream()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

export async function readCsv(page: Page, part: Locator): Promise<number[][]> {
  const text = (await download(page, part, 'CSV')).toString('utf8');
  const rows = text.trim().split(/\r?\n/);
  return rows.map((row) => row.split(',').map(Number)).filter((row) => row.every(Number.isFinite));
}

export const readPng = (page: Page, part: Locator): Promise<Buffer> => download(page, part, 'PNG');
