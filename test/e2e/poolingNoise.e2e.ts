/**
 * The noise experiment of the page "Pooling" on both backends: noise by statistics, errors and verdicts by the maps that are
 * read back, in both cases and by either measure.
 */
import { expect, test } from 'vitest';
import { furthest } from './support/convolved';
import { eventually } from './support/eventually';
import { onBothBackends } from './support/labs';
import { type Distance, distance } from './support/pooled';
import { type Kind, type PoolingHand, poolingLab } from './support/poolingLab';
import { curve, expectLinked, globalKinds, windowKinds } from './support/poolingLinks';

const all: readonly Kind[] = ['map', ...windowKinds, ...globalKinds];
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What the errors of scripts should be, from the maps of the first case. */
async function distances({ map, cases }: PoolingHand, kinds: readonly Kind[], which = 0) {
  const found: Partial<Record<Kind, Distance>> = {};
  const within = cases.nth(which);
  for (const kind of kinds) {
    found[kind] = distance(await map(kind, 'clean', within), await map(kind, 'changed', within));
  }
  return (kind: Kind): Distance => found[kind] ?? expect.fail(`no ${kind}`);
}

/** The claim by two errors. */
function claimOf(max: number, average: number): string {
  const [less, more] = [Math.min(max, average), Math.max(max, average)];
  return more <= 1.02 * less ? 'even' : max < average ? 'holds' : 'fails';
}

/** Both cases' verdicts, headings, rings and errors are those of their maps, each by its measure. */
async function expectVerdicts(hand: PoolingHand, measures: readonly ('rmse' | 'relative')[]): Promise<void> {
  const { cases, page } = hand;
  const claims: string[] = [];
  for (const [i, measure] of measures.entries()) {
    const one = cases.nth(i);
    const of = await distances(hand, ['max', 'average'], i);
    const [max, average] = [of('max')[measure], of('average')[measure]];
    const claim = claimOf(max, average);
    claims.push(claim);
    await eventually(() => one.getAttribute('data-claim'), `case ${i}`).toBe(claim);
    const times = (Math.max(max, average) / Math.min(max, average)).toFixed(1);
    const head = await one.getByRole('heading').innerText();
    expect(head).toContain(
      claim === 'even'
        ? 'no difference'
        : claim === 'holds'
          ? `max beats average ${times}`
          : `average beats max ${times}`,
    );
    const ring = one.locator('.pooling-better');
    if (claim === 'even') expect(await ring.count()).toBe(0);
    else expect(await ring.getAttribute('data-kind')).toBe(claim === 'holds' ? 'max' : 'average');
    for (const [kind, error] of [
      ['max', max],
      ['average', average],
    ] as const) {
      expect(await one.locator(`.pooling-error[data-kind=${kind}] b`).innerText()).toBe(error.toFixed(3));
      expect((await hand.errors(i))[kind]).toBeCloseTo(of(kind).rmse, 6);
    }
    const named = measure === 'rmse' ? 'RMSE' : 'RMSE ÷ contrast';
    await one.getByText(named, { exact: true }).waitFor();
  }
  expect(await page.getByTestId('verdict').getAttribute('data-claim')).toBe(claims.join(' '));
}

/** Strengths of each noise by statistics: what is drawn by a seed is a sample. */
async function noisy(hand: PoolingHand): Promise<void> {
  const { page, arrives, map, number, radio, press, errors, cases } = hand;
  const own = cases.first();
  await radio('Noise');
  await own.waitFor();
  const clean = (await arrives()).flat();
  const changed = async () => (await map('map', 'changed')).flat();
  const deviation = 'Gaussian noise, standard deviation';
  const [salt, pepper] = ['Salt: share of pixels turned white', 'Pepper: share of pixels turned black'];
  /** What has been added to the pixels that are far from black and white, where nothing is clipped. */
  const middle = [...clean.keys()].filter((i) => Math.abs((clean[i] ?? 0) - 0.5) < 0.25);
  const added = (noise: readonly number[]): number[] => middle.map((i) => (noise[i] ?? Number.NaN) - (clean[i] ?? 0));
  const spread = (values: readonly number[]): number => Math.sqrt(mean(values.map((value) => value ** 2)));
  const settles = async (
    name: string,
    strength: number,
    is: (noise: readonly number[]) => boolean,
  ): Promise<number[]> => {
    await number(name, strength, own);
    let noise: number[] = [];
    await eventually(async () => {
      noise = await changed();
      return is(noise);
    }, `${name} ${strength}`).toBe(true);
    return noise;
  };
  const near = (value: number, expected: number, error: number): boolean => Math.abs(value - expected) < 4 * error;
  const isGaussian = (strength: number) => (noise: readonly number[]) =>
    near(spread(added(noise)), strength, strength / Math.sqrt(2 * middle.length)) &&
    near(mean(added(noise)), 0, strength / Math.sqrt(middle.length));
  expect(middle.length).toBeGreaterThan(500);
  await number(salt, 0, own);
  const faint = await settles(deviation, 0.03, isGaussian(0.03));
  const strong = await settles(deviation, 0.06, isGaussian(0.06));
  // The same draws, twice as strong; clipped to what a picture can be.
  expect(furthest([added(faint).map((value) => 2 * value)], [added(strong)])).toBeLessThan(1e-5);
  expect([Math.min(...strong), Math.max(...strong)].every((value) => value >= 0 && value <= 1)).toBe(true);
  await press('Other random numbers');
  await eventually(() => page.getByRole('spinbutton', { name: 'Seed' }).getAttribute('aria-valuenow')).toBe('2');
  const isOther = (noise: readonly number[]) => noise.some((value, i) => value !== strong[i]);
  const other = await settles(deviation, 0.06, (noise) => isOther(noise) && isGaussian(0.06)(noise));
  const product = mean(added(other).map((value, i) => value * (added(strong)[i] ?? 0)));
  expect(Math.abs(product)).toBeLessThan((4 * 0.06 ** 2) / Math.sqrt(middle.length));

  await number(deviation, 0, own);
  /** Pixels that became something, and whether all others are as they were. */
  const struck = (noise: readonly number[], value: number): Set<number> =>
    new Set([...noise.keys()].filter((i) => noise[i] === value && clean[i] !== value));
  const isStruck = (white: number, black: number) => (noise: readonly number[]) => {
    const [whites, blacks] = [struck(noise, 1), struck(noise, 0)];
    const isKept = noise.every((value, i) => whites.has(i) || blacks.has(i) || value === clean[i]);
    const isShare = (count: number, value: number, share: number): boolean => {
      const could = clean.filter((each) => each !== value).length;
      return near(count, could * share, Math.sqrt(could * share * (1 - share)) + 1e-9);
    };
    return isKept && isShare(whites.size, 1, white) && isShare(blacks.size, 0, black);
  };
  const some = await settles(salt, 0.1, isStruck(0.1, 0));
  const more = await settles(salt, 0.2, isStruck(0.2, 0));
  expect([...struck(some, 1)].every((i) => struck(more, 1).has(i))).toBe(true);
  const both = await settles(pepper, 0.15, isStruck(0.2, 0.15));
  expect(struck(both, 1)).toEqual(struck(more, 1));

  const of = await distances(hand, all);
  for (const kind of all.slice(1)) {
    await eventually(async () => (await errors())[kind], kind).toBeCloseTo(of(kind).rmse, 6);
  }
  await expectVerdicts(hand, ['rmse', 'relative']);
  for (const [name, measure] of [
    ['÷ contrast', 'relative'],
    ['RMSE', 'rmse'],
  ] as const) {
    await radio(name);
    await expectVerdicts(hand, [measure, measure]);
  }
  await radio('each its own');
  await curve(hand, own, 'Error by strength of Pepper', '0.15', (kind) => of(kind).rmse);

  // The line of a plot is what is set: by keys, and dragged.
  const line = own.getByRole('slider', { name: 'Error by strength of Pepper' });
  await line.press('ArrowRight');
  await eventually(() => line.getAttribute('aria-valuenow')).toBe('0.16');
  await settles(salt, 0, isStruck(0, 0.16));
  const plot = own.getByRole('slider');
  const box = (await plot.boundingBox()) ?? expect.fail('no plot');
  await page.mouse.move(box.x + 60, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 40 + (box.width - 158) / 3, box.y + 40, { steps: 4 });
  await page.mouse.up();
  await eventually(async () => Math.abs(Number(await plot.getAttribute('aria-valuenow')) - 0.1)).toBeLessThan(0.011);
}

/** Each preset opens both cases, shows what it is meant to, and leaves the measure alone. */
async function presets(hand: PoolingHand): Promise<void> {
  const { page, press, radio, arrives } = hand;
  await radio('Noise');
  await arrives();
  const said = page.getByTestId('verdict');
  for (const [name, claims] of [
    ['Salt', 'fails holds'],
    ['Pepper', 'holds fails'],
    ['Gaussian noise', 'fails holds'],
  ] as const) {
    await press(name);
    await eventually(() => said.getAttribute('data-claim'), name).toBe(claims);
    await eventually(() => hand.size()).toBe('32x32');
    await expectVerdicts(hand, name === 'Pepper' ? ['rmse', 'rmse'] : ['rmse', 'relative']);
  }
  // The foot tells what the other measure would say of the points.
  await page.getByText(/^By RMSE, average wins on points of light: 0\.\d+ against 0\.\d+\.$/).waitFor();
  await radio('RMSE');
  await eventually(() => said.getAttribute('data-claim')).toBe('fails fails');
  await press('Salt');
  await eventually(() => said.getAttribute('data-claim')).toBe('fails fails');
  expect(await page.getByRole('radio', { name: 'RMSE', exact: true }).isChecked()).toBe(true);
}

onBothBackends((open) => {
  test('noise of every kind, its errors and verdicts, and a link to the pixel', () =>
    expectLinked(open, { experiment: 'none', side: '64' }, noisy));
  test('presets open both cases', () => open({ page: 'pooling' }, (playground) => presets(poolingLab(playground))));
});
