/** The camera: live frames that reach the network, and every way in which there is none. The drawing outlives them all. */
import { describe, expect, test } from 'vitest';
import { digitPaths, place } from '../helpers/strokes';
import { backends, visitOn } from './support/backends';
import { eventually } from './support/eventually';
import { at, laptop, pointIn } from './support/opened';
import { type Playground, visit } from './support/playground';

const seven = place(digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7'));

const kind = ({ page }: Playground, name: string) => page.getByRole('radio', { name, exact: true });
const codes = async (playground: Playground) => (await playground.messages()).map(({ code }) => code);

/** Keeps every stream that the page was given. */
async function keepStreams({ page }: Playground): Promise<void> {
  await page.addInitScript(`
    window.streams = [];
    const { getUserMedia } = MediaDevices.prototype;
    MediaDevices.prototype.getUserMedia = async function (...wish) {
      const stream = await getUserMedia.apply(this, wish);
      streams.push(stream);
      return stream;
    };
  `);
}

/** Of each track that the page was ever given, `live` or `ended`. */
const tracks = ({ page }: Playground): Promise<unknown> =>
  page.evaluate('streams.flatMap((stream) => stream.getTracks()).map(({ readyState }) => readyState)');

test.each(backends)(
  'live frames are classified on $backend, frozen and gone on with, and the camera is closed when it is left',
  async (computing) => {
    await visitOn(
      computing,
      { context: { permissions: ['camera'] } },
      async (playground) => {
        const { page } = playground;
        await playground.draw(...seven);
        await playground.expectAnswer('7');
        await kind(playground, 'Camera').click();
        // Neither the answer of the network before nor none at all is that of a live frame.
        await page.locator('.camera[data-phase=live]').waitFor();
        await eventually(async () => (await playground.layers())[0]?.shape).toBe('3x32x32');
        await eventually(() => playground.answer()).toBeDefined();
        await eventually(() => playground.predictions()).toHaveLength(10);
        const live = await playground.predictions();
        await eventually(() => playground.predictions()).not.toEqual(live);
        await eventually(() => playground.predictions()).toHaveLength(10);

        // The fake camera's picture moves all the time: an answer that stands still is that of a frozen frame.
        await page.getByLabel(/^Camera: Space/).focus();
        await page.keyboard.press('Space');
        await page.getByText('Frozen.').waitFor();
        const frozen = await playground.predictions();
        const still = await playground.settled();
        await page.waitForTimeout(500);
        expect(await playground.predictions()).toEqual(still);
        expect(frozen).toHaveLength(10);
        // The part that is looked at still moves.
        await page.getByLabel(/^Camera: Space/).press('+');
        await eventually(() => playground.predictions()).not.toEqual(still);
        await page.keyboard.press('Space');
        await page.getByText(/^Live/).waitFor();

        // The other camera.
        const which = page.locator('.camera-device select');
        expect(await which.locator('option').count()).toBe(2);
        await which.selectOption({ index: 1 });
        await eventually(() => tracks(playground)).toEqual(['ended', 'live']);
        await page.getByText(/^Live/).waitFor();

        // A page that is not looked at films nobody.
        await page.evaluate(`
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
        document.dispatchEvent(new Event('visibilitychange'));
      `);
        await eventually(() => tracks(playground)).toEqual(['ended', 'ended']);
        await page.evaluate(`delete document.hidden; document.dispatchEvent(new Event('visibilitychange'));`);
        await eventually(() => tracks(playground)).toEqual(['ended', 'ended', 'live']);
        await page.getByText(/^Live/).waitFor();

        // Unplugged.
        await page.evaluate(`streams.at(-1).getTracks()[0].dispatchEvent(new Event('ended'))`);
        await eventually(() => codes(playground)).toEqual(['camera-lost']);
        await eventually(() => playground.answer()).toBeUndefined();
        await page.getByRole('button', { name: 'Start the camera' }).click();
        await eventually(() => playground.answer()).toBeDefined();
        await eventually(() => codes(playground)).toEqual([]);

        await kind(playground, 'Draw').click();
        await eventually(() => tracks(playground)).toEqual(['ended', 'ended', 'ended', 'ended']);
        await playground.expectAnswer('7');
      },
      keepStreams,
    );
  },
);

test('it films on while a map is opened in place of its panel, and no longer than the page is shown', async () => {
  const context = { permissions: ['camera'], ...laptop };
  await visit(
    { gpu: 'absent', context },
    async (playground) => {
      const { page } = playground;
      await kind(playground, 'Camera').click();
      const live = page.locator('.camera[data-phase=live]');
      await live.waitFor();
      await eventually(() => playground.answer()).toBeDefined();
      await page.getByLabel('Mirror the view').click();
      const mirrored = await page.getByLabel('Mirror the view').getAttribute('aria-pressed');
      const map = await pointIn(playground, 'conv1', 12, 9);
      await page.mouse.click(map.x, map.y);
      await eventually(() => at(playground)).toMatch(/^conv1\.\d+$/);
      await page.getByTestId('window').waitFor();
      expect(await live.count()).toBe(0);
      // The picture of the fake camera moves, and so do the answer and the values that are read.
      const readings: readonly (() => Promise<unknown>)[] = [
        () => playground.predictions(),
        () => page.getByTestId('window').getAttribute('data-computed'),
        () => playground.predictions(),
      ];
      for (const read of readings) {
        const before = await read();
        await eventually(read).not.toEqual(before);
      }
      // It was never closed in between, and its panel comes back as it was.
      expect(await tracks(playground)).toEqual(['live']);
      await page.keyboard.press('Escape');
      await live.waitFor();
      expect(await page.getByLabel('Mirror the view').getAttribute('aria-pressed')).toBe(mirrored);
      expect(await tracks(playground)).toEqual(['live']);
      const playing = live.locator('video');
      await eventually(() => playing.evaluate((video) => video instanceof HTMLVideoElement && !video.paused)).toBe(
        true,
      );

      await page.goForward();
      await eventually(() => at(playground)).toMatch(/^conv1/);
      await page.getByRole('link', { name: 'Lessons', exact: true }).click();
      await eventually(() => tracks(playground)).toEqual(['ended']);
      expect(await page.locator('video').count()).toBe(0);
    },
    keepStreams,
  );
});

// Why there is none has nothing to do with what computes.
describe('without a camera', () => {
  test.each([
    { name: 'denied', code: 'camera-denied', script: '' },
    { name: 'none there', code: 'camera-missing', script: 'NotFoundError' },
    { name: 'in use elsewhere', code: 'camera-busy', script: 'NotReadableError' },
  ])('a plain sentence says so, and drawing goes on: $name', async ({ code, script }) => {
    await visit(
      { gpu: 'absent' },
      async (playground) => {
        const { page } = playground;
        await playground.draw(...seven);
        await playground.expectAnswer('7');
        await kind(playground, 'Camera').click();
        await eventually(() => codes(playground)).toEqual([code]);
        expect(await playground.answer()).toBeUndefined();
        await page.getByRole('button', { name: 'Start the camera' }).waitFor();
        await kind(playground, 'Draw').click();
        await playground.expectAnswer('7');
        await eventually(() => codes(playground)).toEqual([]);
      },
      async ({ page }) => {
        if (script === '') return;
        await page.addInitScript(`
          MediaDevices.prototype.getUserMedia = async () => { throw new DOMException('for a test', '${script}'); };
        `);
      },
    );
  });
});
