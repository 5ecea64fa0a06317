/** A network trained in the page is taken along: into Explore and the labs, over a reload, and as a file. */
import { expect, test } from 'vitest';
import { decodeModel } from '../../src/formats/model';
import { eventually } from './support/eventually';
import { visit } from './support/playground';
import { caught } from './support/saved';

test('saved, opened in Explore, found again after a reload, downloaded, renamed and deleted', async () => {
  const params = { page: 'train', data: 'bars', net: 'tiny', batch: '32', epochs: '1', rate: '0.2' } as const;
  await visit({ gpu: 'absent', params }, async ({ page, problems }) => {
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
    const status = page.getByTestId('train-status');
    await eventually(() => page.getByTestId('timeline').getAttribute('data-snapshots')).toBe('1');
    await page.getByRole('radio', { name: 'Full speed' }).check();
    await press('Play');
    await eventually(() => status.getAttribute('data-state')).toBe('paused');
    const answer = () => page.getByTestId('prediction').evaluateAll((rows) => rows.map((row) => row.dataset));
    const said = await answer();

    await press('Take along');
    const dialog = page.getByRole('dialog', { name: 'Take along' });
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Bars of mine');
    const file = await caught(page, () => dialog.getByRole('button', { name: 'Download', exact: true }).click());
    const model = decodeModel(file);
    expect(model.provenance).toMatchObject({ data: 'bars', network: 'tiny', seed: 1, step: 250, steps: 250 });
    expect(model.spec.labels.length).toBe(said.length);
    await dialog.getByRole('button', { name: 'Open in Explore', exact: true }).click();

    // Explore computes the same network.
    const choice = page.getByRole('combobox', { name: 'Model' });
    await eventually(() => choice.evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.text)).toBe(
      'Bars of mine',
    );
    await eventually(() => page.getByTestId('layer').count()).toBeGreaterThan(3);
    await page.reload();
    await eventually(() => choice.evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.text)).toBe(
      'Bars of mine',
    );
    await eventually(() => page.getByTestId('layer').count()).toBeGreaterThan(3);

    // The labs have its filters and its maps.
    await page.getByRole('link', { name: 'Pooling' }).click();
    await eventually(() => page.getByText('Bars of mine').count()).toBeGreaterThan(0);

    await page.getByRole('link', { name: 'Train' }).click();
    await press('Take along');
    const name = dialog.getByRole('textbox', { name: 'Name: Bars of mine' });
    await name.fill('Ours');
    await name.press('Enter');
    await dialog.getByRole('button', { name: 'Delete: Ours' }).click();
    await eventually(() => dialog.getByText('Nothing yet.').count()).toBe(1);
    // What is deleted is shown no longer.
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Explore' }).click();
    await eventually(() => choice.evaluate((select: HTMLSelectElement) => select.value)).toBe('digits');
    expect(problems).toEqual([]);
  });
});
