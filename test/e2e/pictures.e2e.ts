/** Pictures of every odd kind, real files each: what opens is seen as it is, what does not is refused in a sentence. */
import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { backends, visitOn } from './support/backends';
import { eventually } from './support/eventually';
import { type Playground, visit } from './support/playground';
import { openSees } from './support/stage';

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

// Files are read and refused before anything computes.
test('odd pictures open as what they are, or are refused in a plain sentence', async () => {
  await visit({ gpu: 'absent', params: { model: 'objects' } }, async (playground) => {
    const { page } = playground;
    await openSees(playground);
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
      await playground.upload(name, bytes);
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
      ['picture-decode', 'cut.png', (await file(plain('#e00000').png())).subarray(0, 60)],
      ['picture-empty', 'empty.png', Buffer.alloc(0)],
      ['picture-type', 'letter.png', Buffer.from('Dear reader, this is a letter and no picture at all.')],
    ];
    for (const [code, name, bytes] of refused) {
      await playground.upload(name, bytes);
      await eventually(() => codes(playground), name).toContain(code);
      const message = async () => (await playground.messages()).find((each) => each.code === code);
      expect((await message())?.level, name).toBe('error');
      await eventually(async () => (await message())?.text.length, name).toBeGreaterThan(10);
    }
    expect(await page.evaluate('window.broken')).toBeUndefined();
    expect(await playground.predictions()).toEqual(before);
    await playground.upload('again.png', await file(plain('#e00000').png()));
    await eventually(() => codes(playground)).toEqual([]);
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

test.each(backends)('whatever is dropped or pasted on $backend opens, or is answered', async (computing) => {
  await visitOn(computing, {}, async (playground) => {
    const { page } = playground;
    await openSees(playground);
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
    // It came where one drew, and the network of pictures came with it.
    await eventually(async () => (await playground.predictions()).map(({ label }) => label)).toContain('airplane');
    await eventually(async () => near((await seen(playground))[0], red)).toBe(true);
    await give(playground, 'paste', [{ name: 'pasted.png', bytes: [...(await file(plain('#00e000').png()))] }]);
    await page.getByRole('img', { name: 'pasted.png, 40 × 40 pixels' }).waitFor();
    await eventually(() => codes(playground)).toEqual([]);
    await eventually(async () => near((await seen(playground))[0], [0, 224, 0])).toBe(true);

    // A folder is no picture, and what was there stays.
    const before = await playground.settled();
    await dropPath(playground, import.meta.dirname);
    await eventually(() => codes(playground)).toEqual(['picture-unreadable']);
    await page.getByRole('img', { name: 'pasted.png, 40 × 40 pixels' }).waitFor();
    expect(await playground.predictions()).toEqual(before);
  });
});

test('a photographed digit is found beside a shadow, and one that is too small is to be zoomed in on', async () => {
  /** A digit as paths on paper, under a shadow that covers so much of it from the left. */
  const sheet = async (scale: number, stroke: number, shadow: number): Promise<Buffer> => {
    const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600">
      <rect width="600" height="600" fill="#f0ece0"/>
      <path d="M-90 -120 H90 L-20 130" transform="translate(330 300) scale(${scale})" fill="none" stroke="#223"
        stroke-width="${stroke}" stroke-linecap="round" stroke-linejoin="round"/>
      <rect width="${600 * shadow}" height="600" fill="#000" opacity="0.5"/></svg>`;
    return sharp(Buffer.from(picture)).jpeg().toBuffer();
  };
  await visit({ gpu: 'absent', params: { model: 'digits', input: 'picture' } }, async (playground) => {
    for (const shadow of [0, 0.25, 0.5]) {
      await playground.upload(`seven-${shadow}.jpg`, await sheet(1, 34, shadow));
      await playground.page.getByRole('img', { name: new RegExp(`^seven-${shadow}\\.jpg,`) }).waitFor();
      await playground.expectAnswer('7');
      expect(await codes(playground)).toEqual([]);
    }
    await playground.upload('small.jpg', await sheet(0.12, 14, 0));
    await eventually(() => codes(playground)).toEqual(['picture-small']);
    const view = playground.page.getByRole('application', { name: /^Part of the picture/ });
    await view.focus();
    for (let i = 0; i < 18; i++) await playground.page.keyboard.press('+');
    await playground.expectAnswer('7');
    await eventually(() => codes(playground)).toEqual([]);
    await playground.upload('blank.jpg', await sheet(0, 0, 0));
    await eventually(() => codes(playground)).toEqual(['picture-blank']);
  });
});
