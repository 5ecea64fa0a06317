/**
 * The page "Pooling" on both backends: every control does what it says, by maps that are read back and worked out here once
 * more from the map that they are of; its errors are those of the maps; and a link brings all of it back, to the pixel.
 */
import { expect, test } from 'vitest';
import { findings } from './support/axe';
import { convolved, furthest, type Plane } from './support/convolved';
import { eventually } from './support/eventually';
import { expectSame, type Open, onBothBackends, paramsOf, pictured } from './support/labs';
import {
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
import { settledAddress } from './support/seen';

const windowKinds: readonly WindowKind[] = ['max', 'average', 'min'];
const globalKinds = ['globalMax', 'globalAverage'] as const;
const branches: readonly Branch[] = ['clean', 'changed'];

async function expectPooled({ gives }: PoolingHand, map: Plane, branch: Branch, geometry: Windowed): Promise<void> {
  const what = JSON.stringify(geometry);
  for (const kind of windowKinds) await gives(kind, branch, pooled(map, kind, geometry), what);
  for (const kind of globalKinds) await gives(kind, branch, whole[kind](map), what);
}

/** Sizes, what is thrown away, who wins and who is in no window, for windows of many kinds. */
async function windows(hand: PoolingHand): Promise<void> {
  const { page, arrives, slide, size, gives, pick, press, marks } = hand;
  const clean = await arrives();
  const maps = { clean, changed: await arrives('changed') };
  expect(clean).toHaveLength(28);
  for (const branch of branches) await expectPooled(hand, maps[branch], branch, { window: 2, stride: 2, pad: 0 });
  const said = (text: string) => page.getByTestId('output-size').getByText(text, { exact: true }).waitFor();
  for (const [window, stride, pad] of [
    [3, 2, 1],
    [5, 3, 2],
    [8, 8, 4],
    [4, 1, 0],
    [1, 3, 0],
    [3, 5, 0],
  ] as const) {
    const geometry = { window, stride, pad };
    await slide('Window', window);
    await slide('Stride', stride);
    await slide('Padding', pad);
    const expected = pooled(clean, 'max', geometry);
    const side = expected.length;
    await eventually(size, JSON.stringify(geometry)).toBe(`${side}x${side}`);
    for (const kind of windowKinds) await gives(kind, 'clean', pooled(clean, kind, geometry), JSON.stringify(geometry));
    await page.getByText(`⌊(28 + 2·${pad} − ${window}) ÷ ${stride}⌋ + 1 = ${side}`).waitFor();
    const lost = ((1 - side ** 2 / 784) * 100).toFixed(1);
    await said(`Of 784 values ${side ** 2} are left: ${lost} % are thrown away.`);
    const [most, least] = [winning(clean, 'max', geometry).size, winning(clean, 'min', geometry).size];
    await page.getByText(`Max hands on ${most} different pixels of the map, min ${least};`).waitFor();
    const beyond = unseen(clean, geometry);
    const some = page.getByText(/pixels? lies? in no window/);
    if (beyond === 0) expect(await some.count()).toBe(0);
    else expect(await some.innerText()).toContain(`${beyond} pixel`);
  }

  // One window by the arrow keys: its values, and what becomes of them.
  const geometry = { window: 3, stride: 3, pad: 1 };
  await slide('Stride', 3);
  await slide('Padding', 1);
  await eventually(size).toBe('10x10');
  const map = page.getByRole('application', { name: /^Not pooled, clean/ });
  await map.focus();
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowUp']) await page.keyboard.press(key);
  const lens = page.getByRole('region', { name: 'One window' });
  const [top = 0, bottom = 0, left = 0, right = 0] =
    (await lens.getByText(/^Rows/).innerText()).match(/\d+/g)?.map(Number) ?? [];
  const [row, column] = [(top + 1) / 3, (left + 1) / 3];
  expect([bottom - top, right - left, row % 1, column % 1]).toEqual([2, 2, 0, 0]);
  for (const [i, branch] of branches.entries()) {
    const results = windowKinds.map((kind) => pooled(maps[branch], kind, geometry)[row]?.[column]?.toFixed(3));
    const written = () => lens.getByRole('figure').nth(i).locator('dd').allInnerTexts();
    await eventually(written, branch).toEqual(results);
    expect(await lens.getByRole('figure').nth(i).locator('td').count()).toBe(9);
  }

  // The pixels that win are marked on both maps.
  const around = [top, bottom + 1, left, right + 1] as const;
  const isNear = (at: number): boolean => {
    const [y, x] = [Math.floor(at / 28), at % 28];
    return y >= around[0] - 1 && y <= around[1] && x >= around[2] - 1 && x <= around[3];
  };
  const told = (plane: Plane, kind: 'max' | 'min'): number[] =>
    [...winning(plane, kind, geometry)].filter((at) => !isNear(at)).sort((a, b) => a - b);
  for (const which of ['max', 'min', 'both', 'none']) {
    await pick('Mark the winners', which);
    for (const branch of branches) {
      const plane = maps[branch];
      await eventually(() => marks(branch, 28, around), `${which}, ${branch}`).toEqual({
        max: which === 'max' || which === 'both' ? told(plane, 'max') : [],
        min: which === 'min' || which === 'both' ? told(plane, 'min') : [],
      });
    }
  }

  await press('Play the sliding window of: Average');
  await page.getByTestId('player').getByRole('button', { name: 'To the end' }).click();
  const last = pooled(clean, 'average', geometry).at(-1)?.at(-1) ?? Number.NaN;
  const result = async () => Number(await page.getByTestId('player-step').getAttribute('data-result'));
  await eventually(async () => Math.abs((await result()) - last)).toBeLessThan(1e-5);
  await press('Close the sliding window');
}

/** Errors and the column beside them, as they are written, are those of the saved maps. */
async function expectErrors(hand: PoolingHand, kinds: readonly Kind[], beside: 'relative' | 'share'): Promise<void> {
  const { errors, map } = hand;
  for (const kind of kinds) {
    const off = distance(await map(kind, 'clean'), await map(kind, 'changed'));
    const { rmse, beside: text } = (await errors())[kind] ?? expect.fail(`no error of ${kind}`);
    expect(Math.abs(rmse - off.rmse), kind).toBeLessThan(1e-6);
    const isOne = kind === 'globalMax' || kind === 'globalAverage';
    // Nothing varies in a single value.
    if (beside === 'relative') expect(text, kind).toBe(isOne ? '–' : off.relative.toFixed(4));
    else expect(Math.abs(parseFloat(text) - 100 * off.share), kind).toBeLessThan(0.051);
  }
}

const all: readonly Kind[] = ['map', ...windowKinds, ...globalKinds];
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Strengths of each noise by statistics: what is drawn by a seed is a sample. */
async function noisy(hand: PoolingHand): Promise<void> {
  const { page, arrives, map, slide, pick, press, errors } = hand;
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
    await slide(name, strength);
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
  const faint = await settles(deviation, 0.03, isGaussian(0.03));
  const strong = await settles(deviation, 0.06, isGaussian(0.06));
  // The same draws, twice as strong; clipped to what a picture can be.
  expect(furthest([added(faint).map((value) => 2 * value)], [added(strong)])).toBeLessThan(1e-5);
  expect([Math.min(...strong), Math.max(...strong)].every((value) => value >= 0 && value <= 1)).toBe(true);
  await slide(deviation, 0.2);
  await eventually(async () => (await changed()).filter((value) => value === 0 || value === 1).length).toBeGreaterThan(
    50,
  );
  await press('Other random numbers');
  await page.getByText('Seed 2').waitFor();
  const other = await settles(deviation, 0.06, isGaussian(0.06));
  const product = mean(added(other).map((value, i) => value * (added(strong)[i] ?? 0)));
  expect(Math.abs(product)).toBeLessThan((4 * 0.06 ** 2) / Math.sqrt(middle.length));

  await slide(deviation, 0);
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

  await eventually(async () => (await errors()).map?.rmse).toBeCloseTo(distance([clean], [both]).rmse, 6);
  await expectErrors(hand, all, 'relative');
  // The verdict on the claim is that of the two errors, by either measure.
  const [most, average] = [(await errors()).max, (await errors()).average];
  const said = page.getByTestId('pooling-verdict');
  for (const [measure, ratio] of [
    ['rmse', (most?.rmse ?? 0) / (average?.rmse ?? 0)],
    ['relative', Number(most?.beside) / Number(average?.beside)],
  ] as const) {
    await pick('Error', measure);
    const claim = Math.abs(ratio - 1) <= 0.02 ? 'even' : ratio < 1 ? 'holds' : 'fails';
    await eventually(() => said.getAttribute('data-claim'), measure).toBe(claim);
    const [written] = (await said.innerText()).match(/\d\.\d\d(?= times)/) ?? [];
    expect(Math.abs(Number(written) - ratio), measure).toBeLessThan(0.011);
  }
  await pick('Error', 'rmse');
  await pick('Plot over', 'pepper');
  await curve(hand, 'Error over the strength of Pepper', '0.15', (kind) =>
    errors().then((now) => now[kind]?.rmse ?? 0),
  );
}

/** The curves, as numbers, pass through what the table says of what is set now, as far as that is written. */
async function curve(
  hand: PoolingHand,
  name: string,
  at: string,
  expected: (kind: Kind) => Promise<number>,
): Promise<void> {
  const { page } = hand;
  await page.getByRole('img', { name }).waitFor();
  const table = page.getByRole('region', { name }).getByRole('table');
  if (!(await table.isVisible())) await page.getByText('The curves as numbers', { exact: true }).click();
  const row = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: at, exact: true }) });
  for (const [i, kind] of (['map', ...windowKinds] as const).entries()) {
    const place = kind === 'average' ? 2 : kind === 'max' ? 1 : kind === 'min' ? 3 : i;
    const written = async () => Number(await row.getByRole('cell').nth(place).innerText());
    const value = await expected(kind);
    await eventually(async () => Math.abs((await written()) - value), `${name}, ${kind}`).toBeLessThan(6e-4);
  }
}

/** The picture moved both ways, with a strided convolution beside the poolings. */
async function shifted(hand: PoolingHand): Promise<void> {
  const { page, arrives, map, slide, pick, radio, gives, errors } = hand;
  const clean = await arrives();
  await radio('Shift');
  await slide('To the right', 3);
  await slide('Down', -2);
  const changed = moved(clean, 3, -2);
  await gives('map', 'changed', changed, 'moved');
  await slide('Window', 3);
  await slide('Padding', 1);
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
  await eventually(async () => (await errors()).strided?.rmse).toBeCloseTo(
    distance(await map('strided'), await map('strided', 'changed')).rmse,
    6,
  );
  await expectErrors(hand, [...all, 'strided'], 'share');
  // Whole strides only move the pooled maps along.
  await slide('Padding', 0);
  await slide('Window', 2);
  await slide('To the right', 4);
  await slide('Down', 0);
  await page.getByText('Moved by whole strides').waitFor();
  const before = pooled(clean, 'max', { window: 2, stride: 2, pad: 0 });
  await gives('max', 'changed', pooled(moved(clean, 4, 0), 'max', { window: 2, stride: 2, pad: 0 }), 'by strides');
  const after = await map('max', 'changed');
  expect(
    furthest(
      after.map((row) => row.slice(2)),
      before.map((row) => row.slice(0, -2)),
    ),
  ).toBeLessThan(1e-6);
  const shares = await errors();
  await curve(
    hand,
    'Change over the pixels moved to the right',
    '4',
    async (kind) => parseFloat(shares[kind]?.beside ?? '') / 100,
  );
}

/** What is pooled: the picture in gray and in colours, points of light, and maps of the trained networks. */
async function sources(hand: PoolingHand): Promise<void> {
  const { page, arrives, map, pick, radio, slide, gives } = hand;
  const gray = await arrives();
  const source = page.getByRole('combobox', { name: 'Map', exact: true }).first();
  const geometry = { window: 2, stride: 2, pad: 0 };
  const channels = { 'digits:conv1': 8, 'digits:relu2': 16, 'objects:conv1': 16, 'objects:relu2': 32 } as const;
  const networked = async (id: keyof typeof channels, planes: readonly Plane[], channel: number): Promise<void> => {
    await source.selectOption(id);
    const slider = page.getByRole('slider', { name: 'Channel', exact: true });
    // As long as the map of before stands there are only as many channels as that one has.
    await eventually(async () => Number(await slider.getAttribute('max'))).toBeGreaterThanOrEqual(channels[id] - 1);
    await slide('Channel', channel);
    const [model = '', layer = ''] = id.split(':');
    const expected = networkMaps(model, layer, planes)[channel] ?? [];
    await eventually(async () => furthest(await map('map'), expected), id).toBeLessThan(2e-4);
    await gives('max', 'clean', pooled(await map('map'), 'max', geometry), id);
  };
  await networked('digits:conv1', [gray], 0);
  await networked('digits:relu2', [gray], 5);
  await source.selectOption('picture');
  await radio('RGB');
  const colours: number[][][] = [];
  for (const channel of [0, 1, 2]) {
    await slide('Channel', channel);
    await eventually(async () => {
      colours[channel] = await map('map');
      return [gray, ...colours.slice(0, channel)].every((other) => furthest(other, colours[channel] ?? []) > 0.02);
    }, `channel ${channel}`).toBe(true);
  }
  // Gray is a mixture of the three.
  const [red = [], green = [], blue = []] = colours;
  const mixed = red.map((row, i) => row.map((_, j) => [red, green, blue].map((plane) => plane[i]?.[j] ?? Number.NaN)));
  for (const [i, row] of gray.entries()) {
    for (const [j, value] of row.entries()) {
      const three = mixed[i]?.[j] ?? [];
      expect(value).toBeGreaterThanOrEqual(Math.min(...three) - 1e-3);
      expect(value).toBeLessThanOrEqual(Math.max(...three) + 1e-3);
    }
  }
  await networked('objects:conv1', colours, 7);
  await networked('objects:relu2', colours, 3);
  await source.selectOption('objects:relu5');
  await slide('Window', 8);
  await page.getByText('The map has only 3 × 3 values, so the window is 3 × 3.').waitFor();
  await source.selectOption('picture');
  await radio('Gray');
  await page.getByRole('switch', { name: 'Points of light instead' }).check();
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
}

/** What the page shows now is what its own address brings, to the pixel, with the same numbers. */
async function expectLinked(open: Open, params: Record<string, string>, set: (hand: PoolingHand) => Promise<void>) {
  let [link, standing, numbers] = ['', null as Awaited<ReturnType<typeof pictured>> | null, {}];
  const look = async (hand: PoolingHand) => {
    await hand.choose('average', 'changed');
    return pictured(hand.page, hand.save, '.pooling-maps');
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
    await expectSame(() => look(hand), standing ?? expect.fail('nothing stands'));
    expect(await hand.errors()).toEqual(numbers);
    expect(await findings(hand.page, 'main')).toEqual([]);
    await hand.page.getByRole('button', { name: '한국어' }).click();
    await hand.page.getByRole('button', { name: /어두운|밝은/ }).click();
    expect(await findings(hand.page, 'main', ['color-contrast'])).toEqual([]);
  });
}

onBothBackends((open) => {
  test('window, stride and padding: every kind, its winners, and what is thrown away', () =>
    open({ page: 'pooling' }, (playground) => windows(poolingLab(playground))));
  test('a moved picture, and a link to the pixel', () =>
    expectLinked(open, {}, async (hand) => {
      await shifted(hand);
      await hand.pick('Mark the winners', 'both');
    }));
  test('noise of every kind, its errors, and a link to the pixel', () => expectLinked(open, { side: '64' }, noisy));
  test('pictures and maps of the networks as what is pooled', () =>
    open({ page: 'pooling', gaussian: '0' }, (playground) => sources(poolingLab(playground))));
});
