/** What both tests of the page "Pooling" ask of it: its curves, and that a link brings all of it. */
import { expect } from 'vitest';
import { findings } from './axe';
import { eventually } from './eventually';
import { expectSame, type Open, type Picture, paramsOf } from './labs';
import type { Playground } from './playground';
import type { WindowKind } from './pooled';
import { type Kind, type PoolingHand, poolingLab } from './poolingLab';
import { readPng } from './saved';
import { seenOf, settledAddress } from './seen';

export const windowKinds: readonly WindowKind[] = ['max', 'average', 'min'];
export const globalKinds = ['globalMax', 'globalAverage'] as const;

/** The curves, as numbers, pass through what the errors say of what is set now, as far as that is written. */
export async function curve(
  { page }: PoolingHand,
  within: { getByText: PoolingHand['page']['getByText'] },
  name: string,
  at: string,
  expected: (kind: Kind) => number,
): Promise<void> {
  await page.getByRole('slider', { name }).first().waitFor();
  await within.getByText('In numbers', { exact: true }).click();
  const dialog = page.getByRole('dialog', { name });
  const row = dialog.getByRole('row').filter({ has: page.getByRole('rowheader', { name: at, exact: true }) });
  for (const [i, kind] of (['map', ...windowKinds] as const).entries()) {
    const written = async () => Number(await row.getByRole('cell').nth(i).innerText());
    await eventually(async () => Math.abs((await written()) - expected(kind)), `${name}, ${kind}`).toBeLessThan(6e-4);
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

/** What the page shows now is what its own address brings, to the pixel, with the same numbers. */
export async function expectLinked(
  open: Open,
  params: Record<string, string>,
  set: (hand: PoolingHand) => Promise<void>,
) {
  let [link, standing, numbers] = ['', null as Picture | null, {}];
  const look = async (hand: PoolingHand): Promise<Picture> => {
    await hand.choose('average', 'changed');
    const saved = await readPng(hand.page, hand.save);
    await hand.close();
    return { saved, seen: await seenOf(hand.page, '.pooling > :first-child') };
  };
  const made = async (playground: Playground) => {
    const hand = poolingLab(playground);
    await set(hand);
    link = await settledAddress(hand.page);
    // What is saved first may still be of before; what is seen stands.
    await look(hand);
    standing = await look(hand);
    numbers = await hand.errors();
  };
  const linked = async (playground: Playground) => {
    const hand = poolingLab(playground);
    await hand.arrives();
    await expectSame(() => look(hand), standing ?? expect.fail('nothing stands'));
    expect(await hand.errors()).toEqual(numbers);
    expect(await findings(hand.page, 'main')).toEqual([]);
    await hand.page.getByRole('button', { name: '한국어' }).click();
    await hand.page.getByRole('button', { name: /어두운|밝은/ }).click();
    expect(await findings(hand.page, 'main', ['color-contrast'])).toEqual([]);
  };
  await open({ page: 'pooling', ...params }, made, 'seen');
  await open(paramsOf(link), linked, 'seen');
}
