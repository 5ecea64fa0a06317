/**
 * The page "Pooling" on both backends, by key and pointer: every control does what it says, by maps that are read back and
 * worked out here once more from the map that they are of; and links, old ones too, bring what they meant, to the pixel.
 */
import { expect, test } from 'vitest';
import { convolved, furthest, type Plane } from './support/convolved';
import { eventually } from './support/eventually';
import { onBothBackends } from './support/labs';
import { visit } from './support/playground';
import { distance, kernels, moved, networkMaps, pooled, unseen, type Windowed, whole, winning } from './support/pooled';
import { type Branch, type Kind, type PoolingHand, poolingLab } from './support/poolingLab';
import { curve, expectLinked, globalKinds, windowKinds } from './support/poolingLinks';

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
  await pick('Speed', 'row');
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

onBothBackends((open) => {
  test('window, stride and padding: every kind, its numbers and winners, and what is dropped', () =>
    open({ page: 'pooling' }, (playground) => windows(poolingLab(playground))));
  test('a moved picture', () => open({ page: 'pooling' }, (playground) => shifted(poolingLab(playground))));
  test('a link to a moved picture, to the pixel', () =>
    expectLinked(open, {}, async ({ arrives, radio, press, number, pick }) => {
      await arrives();
      await radio('Shift');
      for (const name of ['Move right', 'Move up']) await press(name);
      await number('Window', 3);
      await pick('Kernel of the strided convolution', 'edge');
      await pick('Mark', 'both');
    }));
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
