/**
 * A random walk over the page, like a restless user: draws, erases, undoes, uploads pictures, uses every available
 * control (found by role, so that new ones are included), resizes the window and loses the graphics device. At each
 * rest it compares the answer with the plain twins', and checks the page's resources.
 *
 * The same seed makes the same choices if the page offers the same controls.
 */
import type { Locator, Page } from 'playwright';
import sharp from 'sharp';
import type { Random } from '../../src/core/random';
import { type Held, instrument } from './instruments';

export interface WalkOptions {
  readonly random: Random;
  /** Whether to go on after so many actions. */
  goesOn(actions: number): boolean;
  /** Logs one line per action. */
  log(line: string): void;
  /** Empty while nothing has gone wrong. */
  problems(): readonly string[];
}

export interface WalkReport {
  readonly actions: number;
  readonly rests: number;
  /** Number of answers compared with the twins'. */
  readonly compared: number;
  /** Bytes of the JS heap at the first and the last rest. */
  readonly heap: readonly [first: number, last: number];
  readonly held: Held;
}

/** Installs the instruments in pages opened from now on. */
export const prepareWalk = (page: Page): Promise<unknown> => page.addInitScript(instrument);

const ACTIONS_A_REST = 12;
/** Growth of the JS heap attributed to caches: code, words, loaded parts. */
const HEAP_GROWTH = 24 * 2 ** 20;
/** Far more than a program and its shadow need. */
const MOST: Held = { buffers: 300, workers: 12, devices: 3 };
/** Each backend sums in another order. */
const TOLERANCE = 2e-3;
const CONTROLS = 'button, select, [role=radio], [role=switch], [role=tab], summary, input[type=range], [role=slider]';
/** Controls that leave the page, ask the system for something, or are part of the check. */
const LEFT_ALONE =
  /upload|another picture|camera|download|full screen|network alone|업로드|다른 사진|카메라|내려받|전체 화면|신경망만/i;
const patience = { timeout: 2000 };

const between = (random: Random, low: number, high: number): number => low + random.below(high - low + 1);

async function draw(page: Page, random: Random): Promise<string> {
  const pad = page.locator('#pad');
  const box = await pad.boundingBox(patience);
  if (!box) return 'no pad to draw on';
  const { mouse } = page;
  const at = () =>
    [box.x + random.uniform(0.1, 0.9) * box.width, box.y + random.uniform(0.1, 0.9) * box.height] as const;
  await mouse.move(...at());
  await mouse.down();
  const moves = between(random, 1, 5);
  for (let i = 0; i < moves; i++) {
    await mouse.move(...at(), { steps: between(random, 1, 8) });
    if (random.below(60) === 0) await page.evaluate('loseDevice()');
  }
  await mouse.up();
  return `draws a stroke of ${moves} lines`;
}

async function useControl(page: Page, random: Random): Promise<string> {
  // Controls behind a dialog cannot be used.
  const dialogs = page.locator('dialog[open], [role=dialog]').filter({ visible: true });
  const within = (await dialogs.count()) > 0 ? dialogs.last() : page.locator('body');
  const controls = await within.locator(CONTROLS).filter({ visible: true }).all();
  const control = controls[random.below(Math.max(1, controls.length))];
  if (!control || !(await control.isEnabled(patience))) return 'finds a control that is off';
  const { name, tag, type } = await control.evaluate((element) => ({
    name: (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 60),
    tag: element.localName,
    type: element.getAttribute('type') ?? element.getAttribute('role') ?? '',
  }));
  if (LEFT_ALONE.test(name)) return `leaves ${name} alone`;
  if (tag === 'select') {
    const values = await control
      .locator('option:enabled')
      .evaluateAll((options) => options.map((o) => o.getAttribute('value') ?? ''));
    const value = values[random.below(Math.max(1, values.length))] ?? '';
    await control.selectOption(value, patience);
    return `chooses ${value} of ${name}`;
  }
  if (type === 'range' || type === 'slider') {
    await control.focus(patience);
    const key = ['ArrowLeft', 'ArrowRight', 'PageUp', 'Home', 'End'][random.below(5)] ?? 'ArrowLeft';
    await page.keyboard.press(key);
    return `presses ${key} on ${name}`;
  }
  await control.click(patience);
  return `clicks ${name || tag}`;
}

async function point(page: Page, random: Random): Promise<string> {
  const stage = page.locator('.stage-scroller');
  const box = await stage.boundingBox(patience);
  if (!box) return 'no stage';
  await page.mouse.move(box.x + random.uniform() * box.width, box.y + random.uniform() * box.height, { steps: 3 });
  if (random.below(3) > 0) return 'points at the stage';
  await page.mouse.down();
  await page.mouse.up();
  return 'clicks on the stage';
}

async function upload(page: Page, random: Random): Promise<string> {
  const width = between(random, 1, 400);
  const height = between(random, 1, 300);
  const pixels = Buffer.from(Uint8Array.from({ length: width * height * 3 }, () => random.below(256)));
  const png = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  const isCut = random.below(4) === 0;
  const bytes = [...(isCut ? png.subarray(0, random.below(png.length)) : png)];
  await page.evaluate((data) => {
    const files = new DataTransfer();
    files.items.add(new File([new Uint8Array(data)], 'noise.png', { type: 'image/png' }));
    for (const type of ['dragenter', 'dragover', 'drop']) {
      document
        .querySelector('main, #root')
        ?.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: files }));
    }
  }, bytes);
  return `drops a ${isCut ? 'damaged ' : ''}picture of ${width} x ${height}`;
}

async function press(page: Page, random: Random): Promise<string> {
  const keys = ['Control+z', 'Control+Shift+Z', 'Delete', 'Escape', 'Tab', 'ArrowRight', 'ArrowDown', 'Space', 'Enter'];
  const key = keys[random.below(keys.length)] ?? 'Escape';
  await page.keyboard.press(key);
  return `presses ${key}`;
}

async function resize(page: Page, random: Random): Promise<string> {
  const [width, height] = (
    [
      [1366, 768],
      [390, 844],
      [820, 1180],
      [1920, 1080],
    ] as const
  )[random.below(4)] ?? [1366, 768];
  await page.setViewportSize({ width, height });
  return `resizes to ${width} x ${height}`;
}

async function loseDevice(page: Page): Promise<string> {
  await page.evaluate('loseDevice()');
  return 'loses the device, if there is one';
}

type Act = (page: Page, random: Random) => Promise<string>;
/** Actions with their weights. */
const acts: readonly (readonly [Act, number])[] = [
  [draw, 30],
  [useControl, 36],
  [point, 14],
  [press, 9],
  [upload, 5],
  [resize, 3],
  [loseDevice, 3],
];

function chosen(random: Random): Act {
  let left = random.below(acts.reduce((sum, [, weight]) => sum + weight, 0));
  for (const [act, weight] of acts) {
    left -= weight;
    if (left < 0) return act;
  }
  return draw;
}

/** Looks in a row at which an answer must be the same, and the most of them. */
const STILL = 4;
const PATIENCE = 400;

/** Waits for a few frames, however long a busy machine takes. */
const frames = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve())), 150);
      }),
  );

/** The displayed probabilities, once a backend computes and owes no answer, however long a run takes. */
async function answer(page: Page): Promise<readonly number[]> {
  const read = (): Promise<number[]> =>
    page
      .getByTestId('prediction')
      .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-probability'))));
  let before = await read();
  for (let stood = 0, tries = 0; stood < STILL && tries < PATIENCE; tries++) {
    await frames(page);
    const now = await read();
    const isSame = now.length === before.length && now.every((value, i) => value === before[i]);
    const isComputing = (await page.getByTestId('backend').count()) === 1;
    // A page that shows no answer owes none.
    const isOwed = now.length > 0 && (await page.evaluate(() => document.documentElement.hasAttribute('data-busy')));
    stood = isSame && isComputing && !isOwed ? stood + 1 : 0;
    before = now;
  }
  return before;
}

/** The backend control, in either language. */
const backendSelect = (page: Page): Locator => page.locator('select:has(option[value=reference])');

/** Asks the plain twins the same question, then restores the backend. */
async function compare(page: Page, fail: (what: string) => never): Promise<boolean> {
  const before = await answer(page);
  const select = backendSelect(page);
  if (before.length === 0 || (await select.count()) !== 1) return false;
  // If the chosen backend was skipped, the list has no value, so that it can be chosen again.
  const choice = (await select.inputValue(patience)) || 'auto';
  const check = async (who: string): Promise<void> => {
    const now = await answer(page);
    const error = Math.max(...before.map((value, i) => Math.abs(value - (now[i] ?? Number.POSITIVE_INFINITY))));
    if (!(error <= TOLERANCE) || now.length !== before.length) {
      fail(`the answer of ${who} differs by ${error}: ${before.join(' ')} and ${now.join(' ')}`);
    }
  };
  await select.selectOption('reference');
  await check('the twins');
  await select.selectOption(choice);
  await check('the backend from before');
  return true;
}

async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  for (let i = 0; i < 2; i++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

/** Walks, and rests at the end. Throws, with the last actions, if the page misbehaves. */
export async function walk(page: Page, { random, goesOn, log, problems }: WalkOptions): Promise<WalkReport> {
  const done: string[] = [];
  const fail = (what: string): never => {
    throw new Error(`${what}\nafter ${done.length} actions, the last of them:\n  ${done.slice(-25).join('\n  ')}`);
  };
  let rests = 0;
  let compared = 0;
  let firstHeap = 0;
  let lastHeap = 0;
  let held: Held = { buffers: 0, workers: 0, devices: 0 };
  while (goesOn(done.length)) {
    for (let i = 0; i < ACTIONS_A_REST && goesOn(done.length); i++) {
      const act = chosen(random);
      // A control may be gone or covered a moment later, as for a slow person.
      const line = await act(page, random).catch((error: unknown) => {
        if (error instanceof Error && error.name === 'TimeoutError') return `misses (${act.name})`;
        if (error instanceof Error && /not attached|detached|intercepts|not a <select>/.test(error.message))
          return `misses (${act.name})`;
        throw error;
      });
      done.push(line);
      log(line);
      const [problem] = problems();
      if (problem !== undefined) fail(problem);
    }
    rests += 1;
    if (await compare(page, fail)) compared += 1;
    held = await page.evaluate('held()');
    lastHeap = await heapOf(page);
    // By the second rest, most parts of the page are loaded.
    if (rests <= 2) firstHeap = lastHeap;
    if (lastHeap - firstHeap > HEAP_GROWTH) fail(`the heap grew from ${firstHeap} to ${lastHeap} bytes`);
    if (held.buffers > MOST.buffers || held.workers > MOST.workers || held.devices > MOST.devices) {
      fail(`the page holds ${JSON.stringify(held)}`);
    }
    const [problem] = problems();
    if (problem !== undefined) fail(problem);
    log(`rest ${rests}: heap ${(lastHeap / 2 ** 20).toFixed(1)} MiB, ${JSON.stringify(held)}, ${compared} compared`);
  }
  return { actions: done.length, rests, compared, heap: [firstHeap, lastHeap], held };
}
