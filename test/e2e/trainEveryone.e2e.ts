/** The page "Train" for everyone: its chapters in Korean and dark by axe's rules, and at 400 %. */
import { expect, test } from 'vitest';
import { findings } from './support/axe';
import { eventually } from './support/eventually';
import { visit } from './support/playground';
import { bars, hand } from './support/train';

test('an own set and two runs compared, in Korean and dark', async () => {
  await visit({ gpu: 'absent', params: { ...bars, lang: 'ko', theme: 'dark' }, context: {} }, async (playground) => {
    const train = hand(playground);
    const { page, press } = train;
    const chapter = (name: string) =>
      page.getByRole('radiogroup', { name: '보기' }).getByRole('radio', { name }).check();
    await train.ready();
    await press('한 에폭');
    await eventually(train.step).toBe(250);
    await chapter('비교');
    await press('모두 0에서 시작');
    const compare = page.getByTestId('compare');
    await eventually(() => compare.getByRole('heading', { level: 2 }).innerText()).toMatch(/그림 8,000장.*모두 0/);
    await compare.getByText('0에서 시작하면 안 되는 이유').waitFor();
    await page.getByTestId('compare-a').getByTestId('train-map').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await chapter('데이터');
    await press('새 사진 모음');
    await page.getByTestId('class').nth(1).waitFor();
    expect(await findings(page)).toEqual([]);
  });
});

test.each(['en', 'ko'])('at 400 % no chapter is wider than the window: %s', async (lang) => {
  const context = { viewport: { width: 320, height: 256 } };
  await visit({ gpu: 'absent', params: { ...bars, lang }, context }, async ({ page }) => {
    const chapters = page.getByRole('radiogroup').first().getByRole('radio');
    const count = await chapters.count();
    expect(count).toBeGreaterThan(3);
    for (let i = 0; i < count; i++) {
      await chapters.nth(i).check();
      await page.locator('#maps').waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    }
  });
});
