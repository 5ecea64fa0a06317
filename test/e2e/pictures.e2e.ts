/** Pictures of every odd kind, real files each: what opens is seen as it is, what does not is refused in a sentence. */
import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { findings } from './support/axe';
import { eventually } from './support/eventually';
import { type Playground, visit } from './support/playground';

const plain = (background: string, width = 40, height = 40) =>
  sharp({ create: { width, height, channels: 3, background } });
const file = async (picture: Sharp): Promise<Buffer> => picture.toBuffer();

/** Two pictures one after the other: red, then blue. */
async function animation(): Promise<Sharp> {
  const frames = await Promise.all(['#e00000', '#0000e0'].map((colour) => file(plain(colour).png())));
  return sharp(frames, { join: { animated: true } });
}

/** A real PNG whose header claims to be far larger. */
async function claiming(width: number, height: number): Promise<Buffer> {
  const bytes = await file(plain('#fff').png());
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

/** Left half red, right half blue. */
const halves = () =>
  plain('#e00000', 60, 40).composite([
    { input: { create: { width: 30, height: 40, channels: 3, background: '#0000e0' } }, left: 30, top: 0 },
  ]);

const svg = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>window.broken = true</script></svg>'.padEnd(
    200,
  ),
);

async function upload({ page }: Playground, name: string, buffer: Buffer): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Upload image', exact: true }).click();
  await (await choosing).setFiles({ name, mimeType: 'application/octet-stream', buffer });
}

/** What the network sees at the middle of each edge, left then top, as red, green, blue. */
const seen = ({ page }: Playground): Promise<number[][]> =>
  page
    .locator('.sees .plane canvas')
    .first()
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return [];
      const context = canvas.getContext('2d');
      const colour = (x: number, y: number) => [...(context?.getImageData(x, y, 1, 1).data ?? [])].slice(0, 3);
      return [colour(1, canvas.height / 2), colour(canvas.width / 2, 1)];
    });

const near = (colour: readonly number[] | undefined, wanted: readonly number[], off = 12): boolean =>
  colour !== undefined && wanted.every((value, i) => Math.abs(value - (colour[i] ?? -99)) < off);

const codes = async (playground: Playground) => (await playground.messages()).map(({ code }) => code);

const red = [224, 0, 0];

test('odd pictures open as what they are, or are refused in a plain sentence', async () => {
  await visit({ gpu: 'absent', params: { model: 'objects' } }, async (playground) => {
    const { page } = playground;
    const cases: readonly {
      name: string;
      bytes: Buffer;
      left: readonly number[];
      top?: readonly number[];
      off?: number;
    }[] = [
      { name: 'one-pixel.png', bytes: await file(plain('#e00000', 1, 1).png()), left: red },
      { name: 'animated.gif', bytes: await file((await animation()).gif()), left: red },
      { name: 'animated.webp', bytes: await file((await animation()).webp({ lossless: true })), left: red },
      // Inks have no one colour of light: near is enough, but never its negative.
      {
        name: 'cmyk.jpg',
        bytes: await file(plain('#c0c0c0').toColourspace('cmyk').jpeg()),
        left: [192, 192, 192],
        off: 50,
      },
      { name: 'deep.png', bytes: await file(plain('#e00000').toColourspace('rgb16').png()), left: red },
      { name: 'really-a-png.jpg', bytes: await file(plain('#e00000').png()), left: red },
      {
        // Stored lying on its side: a quarter turn clockwise brings what is on the left to the top.
        name: 'turned.jpg',
        bytes: await file(halves().jpeg().withMetadata({ orientation: 6 })),
        left: [112, 0, 112],
        top: red,
      },
      { name: 'long.png', bytes: await file(plain('#e00000', 20_000, 10).png()), left: red },
      {
        name: 'transparent.png',
        bytes: await file(sharp({ create: { width: 40, height: 40, channels: 4, background: '#00000000' } }).png()),
        left: [255, 255, 255],
      },
    ];
    for (const { name, bytes, left, top, off } of cases) {
      await upload(playground, name, bytes);
      await page.getByRole('img', { name: new RegExp(`^${name.replaceAll('.', '\\.')},`) }).waitFor();
      if (top) {
        await eventually(async () => near((await seen(playground))[1], top), name).toBe(true);
      } else {
        await eventually(async () => near((await seen(playground))[0], left, off), name).toBe(true);
      }
      await eventually(() => playground.answer(), name).toBeDefined();
      expect(await codes(playground), name).toEqual([]);
    }
    await page.getByText('Where the picture is transparent').waitFor();

    const before = await playground.predictions();
    const refused: readonly (readonly [code: string, name: string, bytes: Buffer])[] = [
      ['picture-dimensions', 'huge.png', await claiming(20_000, 20_000)],
      ['picture-dimensions', 'nothing.png', await claiming(0, 40)],
      ['picture-type', 'script.svg', svg],
      ['picture-decode', 'cut.jpg', (await file(plain('#e00000').jpeg())).subarray(0, 200)],
    ];
    for (const [code, name, bytes] of refused) {
      await upload(playground, name, bytes);
      await eventually(() => codes(playground), name).toContain(code);
    }
    expect(await page.evaluate('window.broken')).toBeUndefined();
    expect(await playground.predictions()).toEqual(before);
  });
});

/** Lets go of something over the page, or pastes it. */
async function give(
  { page }: Playground,
  event: 'drop' | 'paste',
  files: readonly { name: string; bytes: readonly number[] }[],
  texts: { readonly [type: string]: string } = {},
): Promise<void> {
  await page.evaluate(
    ([kind, each, words]) => {
      const data = new DataTransfer();
      for (const { name, bytes } of each) {
        data.items.add(new File([new Uint8Array(bytes)], name, { type: name.endsWith('.png') ? 'image/png' : '' }));
      }
      for (const [type, text] of Object.entries(words)) data.setData(type, text);
      const options = { bubbles: true, cancelable: true };
      document
        .querySelector('.legend')
        ?.dispatchEvent(
          kind === 'drop'
            ? new DragEvent('drop', { ...options, dataTransfer: data })
            : new ClipboardEvent('paste', { ...options, clipboardData: data }),
        );
    },
    [event, files, texts] as const,
  );
}

/** Drops something of the disk over the page, as a file manager does. */
async function dropPath({ page }: Playground, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 640, y: 300, data });
  }
  await session.detach();
}

/** Pinches the crop with two fingers: it becomes half as wide around the point between them. */
async function expectPinched({ page }: Playground): Promise<void> {
  const crop = page.locator('.crop');
  const boxOf = async () => (await crop.boundingBox()) ?? expect.fail('no crop');
  const middleOf = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }) =>
    [x + width / 2, y + height / 2] as const;
  const start = await boxOf();
  const [x, y] = middleOf(start);
  const reach = 0.4 * start.width;
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...at: readonly (readonly [number, number])[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: at.map(([px, py], id) => ({ x: px, y: py, id })) });
  await touch('touchStart', [x - reach, y]);
  await touch('touchStart', [x - reach, y], [x + reach, y]);
  for (const share of [0.9, 0.8, 0.7, 0.6, 0.5]) {
    await touch('touchMove', [x - share * reach, y], [x + share * reach, y]);
  }
  await eventually(async () => (await boxOf()).width / start.width).toBeCloseTo(0.5, 1);
  const pinched = await boxOf();
  expect(middleOf(pinched)[0]).toBeCloseTo(x, 0);
  expect(middleOf(pinched)[1]).toBeCloseTo(y, 0);
  await touch('touchEnd');
  await session.detach();
}

test('whatever is dropped or pasted opens, or is answered; the gallery opens with a click', async () => {
  await visit({ gpu: 'absent' }, async (playground) => {
    const { page } = playground;
    const bytes = [...(await file(plain('#e00000').png()))];
    await give(playground, 'drop', [], { 'text/uri-list': 'https://example.org/cat.jpg' });
    await eventually(() => codes(playground)).toEqual(['picture-link']);
    await give(playground, 'paste', [], { 'text/plain': 'cat' });
    await eventually(() => codes(playground)).toEqual(['picture-link', 'picture-none']);
    await give(playground, 'drop', [
      { name: 'notes.txt', bytes: [...Buffer.from('some notes, which are no picture')] },
      { name: 'second.png', bytes },
    ]);
    await page.getByRole('img', { name: 'second.png, 40 × 40 pixels' }).waitFor();
    await eventually(() => codes(playground)).toEqual(['picture-several']);
    await give(playground, 'paste', [{ name: 'pasted.png', bytes }]);
    await page.getByRole('img', { name: 'pasted.png, 40 × 40 pixels' }).waitFor();
    await eventually(() => codes(playground)).toEqual([]);

    // Its red plane opens as numbers: 224 of 255 in every pixel, and none of the other two.
    await page.getByRole('button', { name: 'red: see the numbers in the pixels' }).click();
    const readout = page.getByTestId('pixel-readout');
    await page.getByLabel(/^Pixels of the plane red/).press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await eventually(() => readout.innerText()).toMatch(
      /^Row 1, column 0 0\.87843\d+ \(0 – 1\) · 224\.0 \(0 – 255\) · /,
    );
    expect(await findings(page, 'dialog')).toEqual([]);
    await page.getByRole('radio', { name: 'green', exact: true }).click();
    await eventually(() => readout.innerText()).toMatch(/^Row 1, column 0 0 \(0 – 1\)/);
    await page.keyboard.press('Escape');
    await readout.waitFor({ state: 'detached' });

    const boats = page.getByRole('button', { name: /^Boats\. by Felice Beato, CC0/ });
    await boats.click();
    await page.getByRole('img', { name: /^Boats, \d+ × \d+ pixels$/ }).waitFor();
    await playground.expectAnswer('ship');
    expect(await boats.getAttribute('aria-pressed')).toBe('true');

    // The same weights at a larger working resolution, and a link to it.
    await page.getByRole('radio', { name: '64', exact: true }).click();
    await eventually(async () => (await playground.layers())[0]?.shape).toBe('3x64x64');
    await eventually(() => playground.answer()).toBeDefined();
    await eventually(() => new URL(page.url()).searchParams.get('size')).toBe('64');
    await page.getByText('The same weights at 64 × 64').waitFor();
    await page.getByRole('radio', { name: '32', exact: true }).click();
    await playground.expectAnswer('ship');

    // The wheel zooms where the pointer is; a drag carries the crop.
    const looked = page.locator('.crop');
    const box = (await looked.boundingBox()) ?? expect.fail('no crop');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.wheel(0, 300);
    await eventually(async () => (await looked.boundingBox())?.width).toBeGreaterThan(1.5 * box.width);
    const wider = (await looked.boundingBox()) ?? expect.fail('no crop');
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 - 15, box.y + box.height / 2);
    await page.mouse.up();
    await eventually(async () => ((await looked.boundingBox())?.x ?? Number.NaN) - wider.x).toBeCloseTo(-15, 0);

    // Two fingers that close on a point between them make the crop smaller around it.
    await expectPinched(playground);

    // A folder is no picture, and what was there stays.
    const before = await playground.predictions();
    await dropPath(playground, import.meta.dirname);
    await eventually(() => codes(playground)).toEqual(['picture-unreadable']);
    await page.getByRole('img', { name: /^Boats, \d+ × \d+ pixels$/ }).waitFor();
    expect(await playground.predictions()).toEqual(before);
  });
});
