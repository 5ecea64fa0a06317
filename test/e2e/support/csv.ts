/** The values of a map, by way of the CSV file that a part of the page saves of it. */
import type { Locator, Page } from 'playwright';

export async function savedCsv(page: Page, part: Locator): Promise<number[][]> {
  const download = page.waitForEvent('download');
  await part.getByRole('button', { name: 'CSV', exact: true }).click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await download).createReadStream()) chunks.push(Buffer.from(chunk));
  const rows = Buffer.concat(chunks).toString('utf8').trim().split(/\r?\n/);
  return rows.map((row) => row.split(',').map(Number)).filter((row) => row.every(Number.isFinite));
}
