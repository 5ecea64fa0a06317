/**
 * The page "Pooling" on both backends, by key and pointer: every control does what it says, by maps that are read back and
 * worked out here once more from the map that they are of; its errors and verdicts are those of the maps; and links, old
 * ones too, bring what they meant, to the pixel.
 */
import { expect, test } from 'vitest';
import { findings } from './support/axe';
import { convolved, furthest, type Plane } from './support/convolved';
import { eventually } from './support/eventually';
import { expectSame, type Open, onBothBackends, type Picture, paramsOf } from './support/labs';
import { visit } from './support/playground';
import {
  type Distance,
  distance,
  kernels,
  moved,
  networkMaps,
  pooled,
  unseen,
  type Windowed,
  type WindowKind,
  whole,
  winning,
} from './support/pooled';
import { type Branch, type Kind, type PoolingHand, poolingLab } from './support/poolingLab';
import { readPng } from './support/saved';
import { seenOf, settledAddress } from './support/seen';

const windowKinds: readonly WindowKind[] = ['max', 'average', 'min'];
const globalKinds = ['globalMax', 'globalAverage'] as const;
const plain = { window: 2, stride: 2, pad: 0 } as const;

async function expectPooled({ gives }: PoolingHand, map: Plane, branch: Branch, geometry: Windowed): Promise<void> {
  const what = JSON.stringify(geometry);
  for (const kind of windowKinds) await gives(kind, branch, pooled(map, kind, geometry), what);
  for (const kind of globalKinds) await gives(kind, branch, whole[kind](map), what);
}

const numberOf = (text: string): number => Number(text.replace('−', '-').replace(/^=\s*/, ''));

/** The numbers under each map are those of the window at a cell, and the mean is what one finds from them by hand. */
async function expectNumbers({ page }: PoolingHand, map: Plane, geometry: Windowed, [row, column]: readonly number[]) {
  const cell = [row ?? 0, column ?? 0] as const;
  const top = Math.max(0, cell[0] * geometry.stride - geometry.pad);
  const left = Math.max(0, cell[1] * geometry.stride - geometry.pad);
  const bottom = Math.min(map.length, cell[0] * geometry.stride - geometry.pad + geometry.window);
  const right = Math.min(map.length, cell[1] * geometry.stride - geometry.pad + geometry.window);
  const values = map.slice(top, bottom).flatMap((line) => line.slice(left, right));
  await page.getByText(`rows ${top}–${bottom - 1}, columns ${left}–${right - 1}`, { exact: true }).waitFor();
  for (const kind of windowKinds) {
    const part = page.locator(`.pooling-column[data-kind=${kind}]`);
    const written = async () => (await part.locator('.pooling-values td').allInnerTexts()).map(numberOf);
    const decimals = geometry.window <= 3 ? 3 : 2;
    await eventually(written, kind).toEqual(values.map((value) => Number(value.toFixed(decimals))));
    const result = await part.getByTestId('pooling-result').innerText();
    const expected = pooled(map, kind, geometry)[cell[0]]?.[cell[1]] ?? Number.NaN;
    const places = result.split('.')[1]?.length ?? 0;
    expect(numberOf(result), kind).toBe(Number(expected.toFixed(places)));
    if (kind !== 'average') continue;
    const byHand = (await written()).reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(byHand - numberOf(result))).toBeLessThanOrEqual(0.5 * 10 ** -places + 1e-9);
  }
}

/** Sizes, what is dropped, who wins and who is in no window, for windows of many kinds. */
async function windows(hand: PoolingHand): Promise<void> {
  const { page, arrives, number, size, gives, pick, press, marks, given } = hand;
  const clean = await arrives();
  expect(clean).toHaveLength(28);
  // It opens without noise.
  expect(await page.getByRole('radio', { name: 'As it is' }).isChecked()).toBe(true);
  await expectPooled(hand, clean, 'clean', plain);
  for (const [window, stride, pad] of [
    [3, 2, 1],
    [5, 3, 2],
    [8, 8, 4],
    [4, 1, 0],
    [1, 3, 0],
    [3, 5, 0],
  ] as const) {
    const geometry = { window, stride, pad };
    await number('Window', window);
    await number('Stride', stride);
    await number('Padding', pad);
    const expected = pooled(clean, 'max', geometry);
    const side = expected.length;
    await eventually(size, JSON.stringify(geometry)).toBe(`${side}x${side}`);
    for (const kind of windowKinds) await gives(kind, 'clean', pooled(clean, kind, geometry), JSON.stringify(geometry));
    await page.getByText(`⌊(28 + 2·${pad} − ${window}) ÷ ${stride}⌋ + 1 = ${side}`).waitFor();
    const beyond = unseen(clean, geometry);
    for (const kind of ['max', 'min'] as const) {
      const most = winning(clean, kind, geometry).size;
      const name = kind === 'max' ? 'Max' : 'Min';
      await page.getByText(`${name} keeps ${most} pixels and drops the other ${784 - beyond - most}.`).waitFor();
    }
    const unread = page.getByTestId('unread');
    if (beyond === 0) expect(await unread.count()).toBe(0);
    else expect(await unread.getAttribute('data-count')).toBe(`${beyond}`);
  }

  // One window by the arrow keys, then by the pointer, which all maps follow.
  const geometry = { window: 3, stride: 3, pad: 1 };
  await number('Stride', 3);
  await number('Padding', 1);
  await eventually(size).toBe('10x10');
  const map = page.getByRole('application', { name: /^not pooled/ });
  await map.focus();
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowUp']) await page.keyboard.press(key);
  const walked = (await hand.cells(10))[0] ?? expect.fail('no cell');
  await expectNumbers(hand, clean, geometry, walked);
  const box = (await given.boundingBox()) ?? expect.fail('no map');
  const over = (row: number, column: number): Promise<void> =>
    page.mouse.move(box.x + ((column + 0.5) * box.width) / 28, box.y + ((row + 0.5) * box.height) / 28);
  await over(12, 15);
  await eventually(() => hand.window(28)).toEqual([11, 14, 14, 17]);
  expect(await hand.cells(10)).toEqual([
    [4, 5],
    [4, 5],
    [4, 5],
  ]);
  await expectNumbers(hand, clean, geometry, [4, 5]);
  // A click pins, Escape frees.
  await page.mouse.down();
  await page.mouse.up();
  await over(24, 3);
  expect((await hand.cells(10))[0]).toEqual([4, 5]);
  await page.keyboard.press('Escape');
  await over(24, 4);
  await eventually(async () => (await hand.cells(10))[0]).toEqual([8, 1]);

  // The pixels that win are marked.
  const told = (kind: 'max' | 'min'): number[] => [...winning(clean, kind, geometry)].sort((a, b) => a - b);
  for (const which of ['max', 'min', 'both', 'none']) {
    await pick('Mark', which);
    await eventually(() => marks(28), which).toEqual({
      max: which === 'max' || which === 'both' ? told('max') : [],
      min: which === 'min' || which === 'both' ? told('min') : [],
    });
  }

  // The window slides from where it is pinned, and can be stopped.
  await over(2, 2);
  await page.mouse.down();
  await page.mouse.up();
  expect((await hand.cells(10))[0]).toEqual([1, 1]);
  await pick('Speed', 'fast');
  await press('Slide the window');
  await eventually(async () => ((await hand.cells(10))[0] ?? [0])[0] ?? 0).toBeGreaterThan(2);
  await press('Pause');
  await expectNumbers(hand, clean, geometry, (await hand.cells(10))[0] ?? []);
  await map.focus();
  await page.keyboard.press('Space');
  await press('Pause');

  // A convolution beside them.
  await press('show stride 3 beside these');
  for (const [name, kernel] of Object.entries(kernels)) {
    await pick('Kernel of the strided convolution', name);
    const layer = { filters: [[kernel]], biases: [0], rows: 3, columns: 3, stride: 3, dilation: 1 } as const;
    await gives('strided', 'clean', convolved([clean], { ...layer, mode: 'Zero', size: 1 })[0] ?? [], name);
  }
  await press('hide it again');
}

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
  const other = await settles(deviation, 0.06, isGaussian(0.06));
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

/** The curves, as numbers, pass through what the errors say of what is set now, as far as that is written. */
async function curve(
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

/** The picture moved both ways, with a strided convolution beside the poolings. */
async function shifted(hand: PoolingHand): Promise<void> {
  const { page, arrives, map, number, pick, radio, press, gives, errors } = hand;
  const clean = await arrives();
  await radio('Shift');
  for (const name of ['Move right', 'Move right', 'Move up', 'Move up']) await press(name);
  const changed = moved(clean, 3, -2);
  await gives('map', 'changed', changed, 'moved');
  await number('Window', 3);
  await number('Padding', 1);
  const geometry = { window: 3, stride: 2, pad: 1 };
  await expectPooled(hand, changed, 'changed', geometry);
  for (const [name, kernel] of Object.entries(kernels)) {
    await pick('Kernel of the strided convolution', name);
    const layer = { filters: [[kernel]], biases: [0], rows: 3, columns: 3, stride: 2, dilation: 1 } as const;
    for (const [branch, plane] of [
      ['clean', clean],
      ['changed', changed],
    ] as const) {
      await gives('strided', branch, convolved([plane], { ...layer, mode: 'Zero', size: 1 })[0] ?? [], name);
    }
  }
  for (const kind of [...windowKinds, ...globalKinds]) {
    const off = distance(await map(kind), await map(kind, 'changed'));
    await eventually(async () => (await errors())[kind], kind).toBeCloseTo(off.rmse, 6);
    const text = await page.locator(`.pooling-change p[data-kind=${kind}] b`).innerText();
    expect(Math.abs(parseFloat(text.replace('< ', '')) - 100 * off.share), kind).toBeLessThan(0.101);
    const difference = await map(kind, 'difference');
    const expected = (await map(kind, 'changed')).flat();
    const before = (await map(kind)).flat();
    expect(furthest([difference.flat()], [expected.map((value, i) => value - (before[i] ?? 0))])).toBeLessThan(1e-6);
  }
  // Whole strides only move the pooled maps along.
  await number('Padding', 0);
  await number('Window', 2);
  await number('To the right', 4);
  await number('Down', 0);
  await page.getByText('Moved by whole strides').waitFor();
  const before = pooled(clean, 'max', plain);
  await gives('max', 'changed', pooled(moved(clean, 4, 0), 'max', plain), 'by strides');
  const after = await map('max', 'changed');
  expect(
    furthest(
      after.map((row) => row.slice(2)),
      before.map((row) => row.slice(0, -2)),
    ),
  ).toBeLessThan(1e-6);
  const shares: Partial<Record<Kind, number>> = {};
  for (const kind of ['map', ...windowKinds] as const) {
    shares[kind] = distance(await map(kind), await map(kind, 'changed')).share;
  }
  await curve(hand, page, 'Change by pixels moved to the right', '4', (kind) => shares[kind] ?? Number.NaN);
}

/** What is pooled: the picture in gray and in colours, points of light, and maps of the trained networks. */
async function sources(hand: PoolingHand): Promise<void> {
  const { page, arrives, map, pick, number, gives } = hand;
  const gray = await arrives();
  const source = page.getByRole('combobox', { name: 'Map', exact: true });
  const channels = { 'digits:conv1': 8, 'digits:relu2': 16, 'objects:conv1': 16, 'objects:relu2': 32 } as const;
  const networked = async (id: keyof typeof channels, planes: readonly Plane[], channel: number): Promise<void> => {
    await source.selectOption(id);
    const which = page.getByRole('spinbutton', { name: 'Channel', exact: true });
    // As long as the map of before stands there are only as many channels as that one has.
    await eventually(async () => Number(await which.getAttribute('aria-valuemax'))).toBe(channels[id] - 1);
    await number('Channel', channel);
    const [model = '', layer = ''] = id.split(':');
    const expected = networkMaps(model, layer, planes)[channel] ?? [];
    await eventually(async () => furthest(await map('map'), expected), id).toBeLessThan(2e-4);
    await gives('max', 'clean', pooled(await map('map'), 'max', plain), id);
  };
  await networked('digits:conv1', [gray], 0);
  await networked('digits:relu2', [gray], 5);
  await source.selectOption('picture');
  await pick('Channels', 'rgb');
  const colours: number[][][] = [];
  for (const [channel, name] of ['red', 'green', 'blue'].entries()) {
    await pick('Channel', name);
    await eventually(async () => {
      colours[channel] = await map('map');
      return [gray, ...colours.slice(0, channel)].every((other) => furthest(other, colours[channel] ?? []) > 0.02);
    }, name).toBe(true);
  }
  // Gray is a mixture of the three.
  const [red = [], green = [], blue = []] = colours;
  for (const [i, row] of gray.entries()) {
    for (const [j, value] of row.entries()) {
      const three = [red, green, blue].map((plane) => plane[i]?.[j] ?? Number.NaN);
      expect(value).toBeGreaterThanOrEqual(Math.min(...three) - 1e-3);
      expect(value).toBeLessThanOrEqual(Math.max(...three) + 1e-3);
    }
  }
  await networked('objects:conv1', colours, 7);
  await networked('objects:relu2', colours, 3);
  await source.selectOption('objects:relu5');
  await number('Window', 8);
  await page.getByText('The map is only 3 × 3, so the window is 3 × 3.').waitFor();
  await source.selectOption('picture');
  await pick('Channels', 'gray');
  await pick('Subject', 'points');
  await eventually(async () => {
    const values = (await map('map')).flat();
    const points = values.filter((value) => value > 0);
    return {
      few: points.length > 5 && points.length < 40,
      bright: points.every((value) => value >= 0.6 && value <= 1),
    };
  }).toEqual({ few: true, bright: true });
  await pick('Side in pixels', '64');
  await eventually(async () => (await map('map')).length).toBe(64);
  // A drawing, by the link that opens the pad.
  await page.getByRole('button', { name: 'draw', exact: true }).click();
  const panel = page.getByRole('dialog', { name: 'What is pooled' });
  await panel.getByLabel('Drawing pad', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
}

/** What the page shows now is what its own address brings, to the pixel, with the same numbers. */
async function expectLinked(open: Open, params: Record<string, string>, set: (hand: PoolingHand) => Promise<void>) {
  let [link, standing, numbers] = ['', null as Picture | null, {}];
  const look = async (hand: PoolingHand): Promise<Picture> => {
    await hand.choose('average', 'changed');
    const saved = await readPng(hand.page, hand.save);
    await hand.close();
    return { saved, seen: await seenOf(hand.page, '.pooling > :first-child') };
  };
  await open({ page: 'pooling', ...params }, async (playground) => {
    const hand = poolingLab(playground);
    await set(hand);
    link = await settledAddress(hand.page);
    standing = await look(hand);
    numbers = await hand.errors();
  });
  await open(paramsOf(link), async (playground) => {
    const hand = poolingLab(playground);
    await hand.arrives();
    await expectSame(() => look(hand), standing ?? expect.fail('nothing stands'));
    expect(await hand.errors()).toEqual(numbers);
    expect(await findings(hand.page, 'main')).toEqual([]);
    await hand.page.getByRole('button', { name: '한국어' }).click();
    await hand.page.getByRole('button', { name: /어두운|밝은/ }).click();
    expect(await findings(hand.page, 'main', ['color-contrast'])).toEqual([]);
  });
}

onBothBackends((open) => {
  test('window, stride and padding: every kind, its numbers and winners, and what is dropped', () =>
    open({ page: 'pooling' }, (playground) => windows(poolingLab(playground))));
  test('a moved picture, and a link to the pixel', () =>
    expectLinked(open, {}, async (hand) => {
      await shifted(hand);
      await hand.pick('Mark', 'both');
    }));
  test('noise of every kind, its errors and verdicts, and a link to the pixel', () =>
    expectLinked(open, { experiment: 'none', side: '64' }, noisy));
  test('presets open both cases', () => open({ page: 'pooling' }, (playground) => presets(poolingLab(playground))));
  test('pictures and maps of the networks as what is pooled', () =>
    open({ page: 'pooling' }, (playground) => sources(poolingLab(playground))));
});

test('links from before the page opened without noise bring what they meant', async () => {
  await visit({ gpu: 'absent' }, async (playground) => {
    const { page } = playground;
    const shown = (name: string) => page.getByRole('radio', { name, exact: true });
    for (const [params, name, settings] of [
      [{}, 'As it is', {}],
      [{ window: '3' }, 'Noise', { Window: '3', 'Gaussian noise, standard deviation': '0.1' }],
      [{ gaussian: '0', salt: '0.2' }, 'Noise', { 'Salt: share of pixels turned white': '0.2' }],
      [{ experiment: 'shift', across: '2', stride: '3' }, 'Shift', { 'To the right': '2', Stride: '3' }],
    ] as const) {
      await playground.open({ page: 'pooling', ...params });
      await eventually(() => shown(name).isChecked(), JSON.stringify(params)).toBe(true);
      for (const [label, value] of Object.entries(settings)) {
        const number = page.getByRole('spinbutton', { name: label, exact: true }).first();
        await eventually(() => number.getAttribute('aria-valuenow'), label).toBe(value);
      }
    }
    expect(await shown('RMSE').count()).toBe(0);
  });
});

test('on a phone: a finger points and pins, and nothing is wider than the screen', async () => {
  const context = {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    reducedMotion: 'reduce',
  } as const;
  await visit({ gpu: 'absent', params: { page: 'pooling' }, context }, async (playground) => {
    const hand = poolingLab(playground);
    const { page, given } = hand;
    await page.getByTestId('pooling-result').first().waitFor();
    for (const name of ['As it is', 'Noise', 'Shift', 'As it is']) {
      await page.getByRole('radio', { name, exact: true }).check();
      await page.locator('.pooling-frame').first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(390);
    }
    const box = (await given.boundingBox()) ?? expect.fail('no map');
    await given.tap({ position: { x: (4.5 * box.width) / 28, y: (7.5 * box.height) / 28 } });
    await eventually(async () => (await hand.cells(14))[0]).toEqual([3, 2]);
    // A long press saves.
    await given.dispatchEvent('contextmenu');
    await hand.save.waitFor();
    await hand.close();
    // A number is typed with the keyboard that comes, in its place in the sentence.
    await page.getByRole('spinbutton', { name: 'Window', exact: true }).tap();
    await page.keyboard.type('４');
    await page.keyboard.press('Enter');
    await eventually(() => hand.size()).toBe('13x13');
  });
});

test('the share dialog saves a map, too', async () => {
  await visit({ gpu: 'absent', params: { page: 'pooling' } }, async (playground) => {
    const { page, save, close } = poolingLab(playground);
    await page.getByTestId('pooling-result').first().waitFor();
    await page.getByRole('button', { name: 'Share and present' }).click();
    await page.getByRole('button', { name: 'Save a map …' }).click();
    await save.getByRole('button', { name: 'CSV', exact: true }).waitFor();
    await close();
  });
});
