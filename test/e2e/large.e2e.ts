/**
 * Networks of hundreds of layers on the CPU, with random weights: seen whole, opened by pointer, keys, fingers and the strip
 * below, down to a map; they never hold the page up for 50 ms, and what moves keeps the pace of a display.
 */
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { encodeModel } from '../../src/formats/model';
import type { ModelSpec } from '../../src/graph/model';
import { initialWeights } from '../../src/train/initialise';
import { chainOf, resNetOf } from '../helpers/deepNets';
import { findings } from './support/axe';
import { eventually } from './support/eventually';
import { type Playground, type VisitOptions, visit } from './support/playground';
import { tasksDuring } from './support/tasks';

const LONGEST = 50;
/** What the page's thread has for one of 60 frames a second. */
const FRAME = 1000 / 60;
const deep = chainOf(250);
const residual = resNetOf([3, 24, 36, 3]);

/** A visit to a network of this spec in place of a shipped one, which takes drawings or pictures. */
function visitTo(spec: ModelSpec, options: VisitOptions, act: (playground: Playground) => Promise<void>) {
  const model = spec.input.shape[0] === 3 ? 'objects' : 'digits';
  const body = Buffer.from(encodeModel(spec, initialWeights(spec, 1)));
  const params = { backend: 'wasm', model, ...(model === 'objects' ? { picture: 'cat' } : {}), ...options.params };
  return visit({ gpu: 'absent', ...options, params }, act, ({ page }) =>
    page.route(`**/models/${model}*.safetensors`, (route) => route.fulfill({ body })),
  );
}

/** Two frames: the one that what was done belongs to has been painted. */
const painted = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

const modulesOf = (page: Page) => page.getByTestId('module');
const moduleAt = (page: Page, name: string) => page.locator(`[data-testid=module][data-module="${name}"]`);
const openModule = (page: Page) => page.getByTestId('opened-module');
const strip = (page: Page) => page.getByTestId('mini-map');
const named = async (page: Page): Promise<string | null> =>
  (await openModule(page).count()) === 0 ? null : openModule(page).getAttribute('data-module');

/** What works on the stage comes with the first hand on it. */
async function touchStage(page: Page): Promise<void> {
  await modulesOf(page).first().waitFor();
  await modulesOf(page).nth(2).hover();
  await page.getByTestId('stage-numbers').waitFor({ state: 'attached' });
  await strip(page).waitFor();
}

/** How far the stage and the page scroll sideways, and the stage down. */
const excess = (page: Page) =>
  page.evaluate(() => {
    const stage = document.querySelector('.stage-scroller') ?? document.body;
    const root = document.documentElement;
    return [
      stage.scrollWidth - stage.clientWidth,
      root.scrollWidth - innerWidth,
      stage.scrollHeight - stage.clientHeight,
    ];
  });

test('a network of 200 layers with skip connections is seen whole, and opens to its blocks, layers and maps', async () => {
  await visitTo(residual, { context: { hasTouch: true } }, async ({ page }) => {
    await touchStage(page);
    const names = async () => modulesOf(page).evaluateAll((all) => all.map((one) => one.getAttribute('data-module')));
    // The stem, 66 blocks, and nothing of their layers.
    const all = await names();
    expect(all).toHaveLength(67);
    expect([all[0], all[1], all.at(-1)]).toEqual(['stem', 'layer1.0', 'layer4.2']);
    expect(await page.getByTestId('layer').count()).toBeLessThan(5);
    for (const [width, height] of [
      [1366, 768],
      [1920, 1080],
      [844, 390],
    ] as const) {
      await page.setViewportSize({ width, height });
      await eventually(() => excess(page), `${width} x ${height}`).toEqual([0, 0, 0]);
    }
    await page.setViewportSize({ width: 1366, height: 768 });

    expect(await findings(page)).toEqual([]);

    // By a click: the others stay, smaller, and its layers stand among them.
    const widthOf = async (name: string) => (await moduleAt(page, name).boundingBox())?.width ?? 0;
    await eventually(() => widthOf('layer3.9')).toBeGreaterThan(40);
    const before = await widthOf('layer3.9');
    await moduleAt(page, 'layer2.4').click();
    await eventually(() => named(page)).toBe('layer2.4');
    await eventually(() => widthOf('layer3.9')).toBeLessThan(before);
    await eventually(() => modulesOf(page).count()).toBe(66);
    await page.locator('[data-testid=layer][data-layer="layer2.4.b.conv"]').waitFor({ state: 'attached' });
    expect(await excess(page)).toEqual([0, 0, 0]);
    await page.setViewportSize({ width: 844, height: 390 });
    await eventually(() => excess(page), 'open, on a phone held sideways').toEqual([0, 0, 0]);
    await page.setViewportSize({ width: 1366, height: 768 });
    expect(page.url()).not.toContain('at=');
    expect(await findings(page)).toEqual([]);

    // A map of it, and back: the block is still open.
    const lane = (await page.locator('[data-layer="layer2.4.relu1"]').boundingBox()) ?? expect.fail('no lane');
    await page.mouse.click(lane.x + lane.width / 2, lane.y + 40);
    await eventually(() => page.getByTestId('opened-map').getAttribute('data-layer')).toBe('layer2.4.relu1');
    await page.keyboard.press('Escape');
    await eventually(() => named(page)).toBe('layer2.4');
    await page.getByRole('button', { name: 'Close the block' }).click();
    await eventually(() => named(page)).toBeNull();

    // By keys: along the blocks, in, and out again; the focus goes along.
    await moduleAt(page, 'layer2.4').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await eventually(() => named(page)).toBe('layer2.6');
    await eventually(() => openModule(page).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('+');
    await page.getByTestId('opened-map').waitFor();
    await page.keyboard.press('Escape');
    await eventually(() => named(page)).toBe('layer2.6');
    await openModule(page).focus();
    await page.keyboard.press('Escape');
    await eventually(() => named(page)).toBeNull();
    await eventually(() => moduleAt(page, 'layer2.6').evaluate((element) => element === document.activeElement)).toBe(
      true,
    );

    // By the strip below: dragged, or moved by keys; a link leads to what is open.
    const box = (await strip(page).boundingBox()) ?? expect.fail('no strip');
    await page.mouse.move(box.x + 0.2 * box.width, box.y + box.height / 2);
    await page.mouse.down();
    await eventually(() => named(page)).toMatch(/^layer2\./);
    await page.mouse.move(box.x + 0.8 * box.width, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    await eventually(() => named(page)).toMatch(/^layer3\./);
    await strip(page).press('End');
    await eventually(() => strip(page).getAttribute('aria-valuetext')).toBe('layer4.2');
    await strip(page).press('ArrowLeft');
    await eventually(() => named(page)).toBe('layer4.1');
    await eventually(() => new URL(page.url()).searchParams.get('block')).toBe('layer4.1.a.conv');
    await page.reload();
    await eventually(() => named(page)).toBe('layer4.1');
    await page.getByRole('button', { name: 'Fit', exact: true }).click();
    await eventually(() => named(page)).toBeNull();

    // By two fingers.
    await touchStage(page);
    const spot = (await moduleAt(page, 'layer2.9').boundingBox()) ?? expect.fail('no block');
    const session = await page.context().newCDPSession(page);
    const spread = async (reaches: readonly number[]): Promise<void> => {
      for (const [i, reach] of reaches.entries()) {
        const [x, y] = [spot.x + spot.width / 2, spot.y + 20];
        const touchPoints = [
          { x: x - reach, y, id: 0 },
          { x: x + reach, y, id: 1 },
        ];
        await session.send('Input.dispatchTouchEvent', { type: i === 0 ? 'touchStart' : 'touchMove', touchPoints });
      }
    };
    const letGo = () => session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    /** How much larger the maps and what is written over them are shown than they were drawn. */
    const enlarged = () =>
      page.evaluate(() =>
        ['.stage-canvas', '.stage-content'].map((part) =>
          Number(new DOMMatrix(getComputedStyle(document.querySelector(part) ?? document.body).transform).a.toFixed(3)),
        ),
      );
    // The picture follows them, and goes back where they lead nowhere.
    await spread([20, 22, 24]);
    await eventually(enlarged).toEqual([1.2, 1.2]);
    await letGo();
    await eventually(enlarged).toEqual([1, 1]);
    expect(await named(page)).toBeNull();
    await spread([20, 30, 45]);
    await eventually(enlarged).toEqual([2.25, 2.25]);
    expect(await named(page)).toBeNull();
    await letGo();
    await eventually(() => named(page)).toBe('layer2.9');
    await eventually(enlarged).toEqual([1, 1]);
    // Together again, it closes.
    await spread([45, 30, 20]);
    expect(await named(page)).toBe('layer2.9');
    await letGo();
    await eventually(() => named(page)).toBeNull();
  });
});

test('down a phone, blocks stand in rows, and one opens between them', async () => {
  await visitTo(residual, { context: { viewport: { width: 390, height: 844 }, hasTouch: true } }, async ({ page }) => {
    await modulesOf(page).first().waitFor();
    await eventually(() => excess(page)).toEqual([0, 0, 0]);
    await moduleAt(page, 'layer2.4').tap();
    await eventually(() => named(page)).toBe('layer2.4');
    expect((await excess(page)).slice(0, 2)).toEqual([0, 0]);
    const open = (await openModule(page).boundingBox()) ?? expect.fail('not open');
    const [above, below] = await Promise.all(
      ['layer2.3', 'layer2.5'].map((name) => moduleAt(page, name).boundingBox()),
    );
    expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(open.y);
    expect(below?.y ?? 0).toBeGreaterThanOrEqual(open.y + open.height);
    expect(Math.min(above?.width ?? 0, above?.height ?? 0)).toBeGreaterThanOrEqual(44);
  });
});

test('a shipped network, zoomed beyond its room, has the strip too, which scrolls it', async () => {
  await visit({ gpu: 'absent', params: { model: 'objects', picture: 'cat' } }, async ({ page }) => {
    const stage = page.locator('.stage-scroller');
    expect(await strip(page).count()).toBe(0);
    await page.getByRole('button', { name: 'Larger maps', exact: true }).click({ clickCount: 4 });
    await strip(page).waitFor();
    const left = () => stage.evaluate(({ scrollLeft }) => scrollLeft);
    const most = await stage.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect(most).toBeGreaterThan(300);
    await strip(page).press('Home');
    await eventually(left).toBe(0);
    await eventually(() => strip(page).getAttribute('aria-valuetext')).toMatch(/^conv[12]$/);
    const box = (await strip(page).boundingBox()) ?? expect.fail('no strip');
    await page.mouse.move(box.x + 4, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 4, box.y + box.height / 2, { steps: 5 });
    await page.mouse.up();
    await eventually(left).toBeGreaterThan(most - 200);
    await eventually(() => strip(page).getAttribute('aria-valuetext')).toMatch(/^conv[45]$/);
    // The frame says where one is.
    const frame = (await page.locator('.mini-map-frame').boundingBox()) ?? expect.fail('no frame');
    expect(frame.x + frame.width).toBeGreaterThan(box.x + box.width - 10);
    await page.getByRole('button', { name: 'Fit', exact: true }).click();
    await strip(page).waitFor({ state: 'detached' });
  });
});

test('zooming 200 layers keeps the pace of a display', async () => {
  await visitTo(residual, {}, async ({ page }) => {
    await touchStage(page);
    let steps = 0;
    /** One step, and its whole way. */
    const step = async (act: () => Promise<unknown>): Promise<void> => {
      steps += 1;
      await act();
      for (let k = 0; k < 4; k++) await painted(page);
    };
    const { frames } = await tasksDuring(page, {
      'zooming by the wheel': async () => {
        await page.keyboard.down('Control');
        for (const name of ['layer2.8', 'layer3.20', 'layer4.1']) {
          await moduleAt(page, name).hover();
          await step(() => page.mouse.wheel(0, -100));
          await eventually(() => named(page)).toBe(name);
          await step(() => page.mouse.wheel(0, 100));
          await eventually(() => named(page)).toBeNull();
        }
        await page.keyboard.up('Control');
      },
      'scrubbing by keys': async () => {
        for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'End', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft']) {
          await step(() => strip(page).press(key));
        }
      },
    });
    expect(frames.length).toBeGreaterThan(4 * steps);
    // Only what begins a step may take longer: its new layout.
    const long = frames.filter((milliseconds) => milliseconds > FRAME);
    expect(long.length, long.map(Math.round).join(' ')).toBeLessThanOrEqual(steps);
    expect(Math.max(...frames)).toBeLessThan(LONGEST);
    const [middle = 0] = [...frames].sort((a, b) => a - b).slice(frames.length / 2);
    expect(middle).toBeLessThan(FRAME / 2);
  });
});

test('a network of 500 layers never holds the page up', async () => {
  await visitTo(deep, {}, async (playground) => {
    const { page } = playground;
    const press = async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) {
        await page.getByLabel('Maps of every layer', { exact: true }).press(key);
        await painted(page);
      }
    };
    const range = page.getByRole('combobox', { name: 'Range', exact: true });
    const legend = page.locator('.scale-bar');
    await touchStage(page);
    expect(await modulesOf(page).count()).toBe(250);
    expect(await page.getByTestId('layer').count()).toBeLessThan(10);

    const tasks = await tasksDuring(page, {
      'zooming by the wheel': async () => {
        await page.keyboard.down('Control');
        await page.mouse.wheel(0, -100);
        await eventually(() => named(page)).not.toBeNull();
        await page.mouse.wheel(0, 100);
        await eventually(() => named(page)).toBeNull();
        await page.keyboard.up('Control');
      },
      'scrubbing far': async () => {
        for (const key of ['End', 'Home', 'ArrowRight']) {
          await strip(page).press(key);
          await painted(page);
        }
        await eventually(() => named(page)).toBe('conv1');
      },
      'walking by keys': async () => {
        await press('ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'ArrowDown', 'Shift+ArrowRight');
        await page.locator('.pixel-card').waitFor();
      },
      'one range for the network': async () => {
        const before = await legend.getAttribute('aria-label');
        await range.selectOption('network');
        await eventually(() => legend.getAttribute('aria-label')).not.toBe(before);
      },
      'a range for each map': () => range.selectOption('map'),
      'a range for each layer': () => range.selectOption('layer'),
      'zooming by keys': async () => {
        await press('-');
        await eventually(() => named(page)).toBeNull();
      },
      'other maps': async () => {
        for (const name of ['Feature map', 'Activation map', 'Both']) {
          await page.getByRole('radio', { name, exact: true }).press('Space');
          await painted(page);
        }
      },
      drawing: async () => {
        await playground.draw([
          [0.5, 0.2],
          [0.5, 0.8],
        ]);
        await eventually(() => playground.answer()).toBeDefined();
      },
    });
    expect(tasks.count).toBeGreaterThan(100);
    expect(tasks.longest, tasks.during).toBeLessThan(LONGEST);
  });
});
