/**
 * Drawing renders nothing: while a stroke goes on, React commits no change to the page, though the maps, the answer, its
 * sentence, the legend's numbers and the time follow every frame. Counted through the hook that React calls with each
 * commit, in the page as it is shipped.
 */
import { expect, test } from 'vitest';
import { backends, visitOn } from './support/backends';
import { eventually } from './support/eventually';
import type { Playground } from './support/playground';

const FRAMES = 50;

/** What React's developer tools would put there before the page loads. */
function count(): void {
  const tally = { commits: 0 };
  const hook = {
    supportsFiber: true,
    isDisabled: false,
    checkDCE: () => {},
    inject: () => 1,
    onCommitFiberRoot: () => {
      tally.commits += 1;
    },
    onPostCommitFiberRoot: () => {},
    onCommitFiberUnmount: () => {},
  };
  Object.assign(globalThis, { __REACT_DEVTOOLS_GLOBAL_HOOK__: hook, tally });
}

const commits = ({ page }: Playground): Promise<number> =>
  page.evaluate(() => Number(Reflect.get(Reflect.get(globalThis, 'tally'), 'commits')));

/** What the page says of the frame, which must change with it. */
const said = ({ page }: Playground): Promise<string> =>
  page.evaluate(() =>
    ['.chip', '.scale', '.verdict', '.predictions'].map((each) => document.querySelector(each)?.textContent).join(),
  );

test.each(backends)('on %s, a stroke of fifty frames renders nothing', async (backend) => {
  await visitOn(
    backend,
    { params: { model: 'digits', lang: 'en' } },
    async (playground) => {
      const { page } = playground;
      const { mouse } = page;
      const box = (await playground.pad.boundingBox()) ?? expect.fail('no pad');
      const to = (i: number): Promise<void> =>
        mouse.move(
          box.x + box.width * (0.5 + 0.3 * Math.cos(i / 9)),
          box.y + box.height * (0.5 + 0.3 * Math.sin(i / 9)),
        );
      await to(0);
      await mouse.down();
      // The first points bring what a first answer brings; then all that comes later is there.
      for (let i = 1; i < 5; i++) await to(i);
      await page.getByRole('list', { name: 'Samples', exact: true }).waitFor();
      await page.getByTestId('wires').waitFor();
      await playground.rest();
      let last = -1;
      await eventually(async () => {
        const [before, now] = [last, await commits(playground)];
        last = now;
        return before === now && now > 0;
      }).toBe(true);

      const [before, saidBefore] = [await commits(playground), await said(playground)];
      for (let i = 5; i < 5 + FRAMES; i++) {
        await to(i);
        await page.evaluate('new Promise(requestAnimationFrame)');
      }
      expect(await commits(playground)).toBe(before);
      expect(await said(playground)).not.toBe(saidBefore);
      await mouse.up();
      // The instrument sees a render.
      await page.getByRole('button', { name: 'Clear', exact: true }).click();
      expect(await commits(playground)).toBeGreaterThan(before);
    },
    ({ page }) => page.addInitScript(count),
  );
});
