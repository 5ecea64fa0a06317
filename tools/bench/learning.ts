/**
 * Learns the digits on the page "Train" itself, at full speed, and beside it by the engine alone, in turn: how much of the
 * engine's rate is left while the page shows what it learns, and how the page's frames come meanwhile.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Browser } from 'playwright';
import { openBackend } from '../../src/backend';
import { augmenterOf } from '../../src/train/data/augment';
import { readIdxSet } from '../../src/train/data/idx';
import { initialWeights } from '../../src/train/initialise';
import { TrainingRun } from '../../src/train/loop';
import { imageSource, subset } from '../../src/train/samples';
import { beginnings, settingsOf } from '../../src/workspace/training/learning';
import { networkFor } from '../../src/workspace/training/networks';
import { defaultRecipe as recipe } from '../../src/workspace/training/recipe';
import { setOf } from '../../src/workspace/training/sets';
import { splitOf } from '../../src/workspace/training/split';
import { augmentationOf } from '../../src/workspace/training/variations';
import type { Learning } from './results';
import { openProject } from './site';

/** Steps handed to the engine at once, as the page does. */
const STEPS = 8;

const unpacked = (name: string): Uint8Array =>
  gunzipSync(readFileSync(fileURLToPath(new URL(`../../public/data/mnist.${name}.gz`, import.meta.url))));

/** Pictures a second of the page's own run, without the page, in Node. */
async function alone(): Promise<number> {
  const facts = setOf('mnist');
  const set = readIdxSet(unpacked('images'), unpacked('labels'));
  const spec = networkFor(recipe.network, facts);
  const { epoch } = splitOf(set, facts.labels.length, facts.isMixed);
  const steps = recipe.epochs * Math.floor(epoch.length / recipe.batch);
  const augmentation = augmentationOf(recipe.varied, facts);
  const augmenter = augmentation ? augmenterOf(augmentation, set) : undefined;
  const { backend } = await openBackend('wasm');
  const run = await TrainingRun.start(backend, {
    ...settingsOf(recipe, steps),
    spec,
    source: subset(imageSource(set, facts.labels.length, facts.preprocessing, augmenter), epoch),
    batch: recipe.batch,
    seed: recipe.seed,
    stepsPerRun: STEPS,
    weights: initialWeights(spec, recipe.seed, beginnings(spec, recipe)),
  });
  const started = performance.now();
  while (run.step < steps) await run.steps(Math.min(STEPS, steps - run.step));
  const seconds = (performance.now() - started) / 1000;
  run.dispose();
  backend.dispose();
  return (steps * recipe.batch) / seconds;
}

/** The whole run on the page. Throws Error if it does not come to its end. */
async function watched(browser: Browser, url: string): Promise<Omit<Learning, 'alone'>> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  try {
    const page = await context.newPage();
    await page.goto(`${url}?page=train&backend=wasm`);
    await page.locator('[data-testid=timeline][data-snapshots="1"]').waitFor({ timeout: 120_000 });
    await page.getByRole('radio', { name: 'Full speed' }).check();
    // By then the page is idle.
    await page.waitForTimeout(3_000);
    await page.evaluate(() => {
      const [shown, long]: [number[], number[]] = [[], []];
      Object.assign(window, { seen: { shown, long } });
      const tick = (now: number): void => {
        shown.push(now);
        requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
      const observer = new PerformanceObserver((list) => long.push(...list.getEntries().map((each) => each.duration)));
      observer.observe({ type: 'longtask' });
    });
    const started = performance.now();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.locator('[data-testid=train-status][data-state=paused]').waitFor({ timeout: 300_000 });
    const seconds = (performance.now() - started) / 1000;
    const { shown, long } = await page.evaluate(
      () => (window as typeof window & { seen: { shown: number[]; long: number[] } }).seen,
    );
    const status = page.getByTestId('train-status');
    return {
      seconds,
      rate: Number(await status.getAttribute('data-images-per-second')),
      accuracy: Number(await status.getAttribute('data-test-accuracy')),
      frames: shown.slice(1).map((now, i) => now - (shown[i] ?? now)),
      long,
    };
  } finally {
    await context.close();
  }
}

/** So many rounds of both. */
export async function learnings(browser: Browser, rounds: number): Promise<Learning[]> {
  const { url, close } = await openProject();
  try {
    const all: Learning[] = [];
    for (let round = 0; round < rounds; round++) all.push({ alone: await alone(), ...(await watched(browser, url)) });
    return all;
  } finally {
    await close();
  }
}
