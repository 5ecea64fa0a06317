/**
 * Five hundred drawn frames leave nothing behind: no GPU object, no JS heap. Counted by instruments put into the browser
 * before the page loads, which know nothing of the page's own counters.
 */
import { expect, test } from 'vitest';
import { type Playground, visit } from './support/playground';

const FRAMES = 500;
/** The heap is looked at after each of so many equal parts of them. */
const PARTS = 4;
/**
 * What the heap may grow by for each drawn frame, in bytes: each of at most 200 undo steps keeps the points of its stroke
 * and its outline, which has some twenty corners where the pen turns as sharply as here.
 */
const BYTES_A_FRAME = 1600;

interface Tally {
  /** GPU objects created since the page opened. */
  created: number;
  /** Submits on the GPU; pictures put on a canvas on the CPU. */
  frames: number;
  /** Buffers mapped for reading. */
  mapped: number;
}

/** Wraps the methods that make GPU objects or mark a frame, and tallies their calls. */
function instrument(): void {
  const tally: Tally = { created: 0, frames: 0, mapped: 0 };
  Object.assign(globalThis, { tally });
  const count = (owner: object | undefined, names: readonly string[], key: keyof Tally): void => {
    for (const name of names) {
      const original: unknown = owner && Reflect.get(owner, name);
      if (!owner || typeof original !== 'function') continue;
      Reflect.set(owner, name, function (this: unknown, ...args: unknown[]) {
        tally[key] += 1;
        return Reflect.apply(original, this, args);
      });
    }
  };
  const prototype = (name: string): object | undefined => Reflect.get(globalThis, name)?.prototype;
  const makers = ['Buffer', 'Texture', 'BindGroup', 'BindGroupLayout', 'PipelineLayout', 'Sampler', 'ShaderModule'];
  const pipelines = ['ComputePipeline', 'ComputePipelineAsync', 'RenderPipeline', 'RenderPipelineAsync'];
  count(
    prototype('GPUDevice'),
    [...makers, ...pipelines, 'QuerySet'].map((kind) => `create${kind}`),
    'created',
  );
  count(prototype('GPUQueue'), ['submit'], 'frames');
  count(prototype('GPUBuffer'), ['mapAsync'], 'mapped');
  count(prototype('CanvasRenderingContext2D'), ['putImageData'], 'frames');
}

/** The tally at the next frame of the display. */
const tallyOf = ({ page }: Playground): Promise<Tally> =>
  page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => resolve({ ...Reflect.get(globalThis, 'tally') }))),
  );

/** Live bytes of the JS heap after collecting garbage. */
async function heap({ page }: Playground): Promise<number> {
  const session = await page.context().newCDPSession(page);
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

/** Scribbles on the pad, one move a frame, stroke after stroke, until so many frames were drawn; then clears it. */
async function scribble(playground: Playground, frames: number): Promise<void> {
  const box = await playground.pad.boundingBox();
  if (!box) throw new Error('The drawing pad is not visible.');
  const { mouse } = playground.page;
  const clear = playground.page.getByRole('button', { name: 'Clear', exact: true });
  const { frames: from } = await tallyOf(playground);
  for (let i = 0, frame = from; frame - from < frames; i++) {
    const angle = i * 0.37;
    const radius = 0.15 + 0.2 * Math.abs(Math.sin(i * 0.11));
    await mouse.move(
      box.x + box.width * (0.5 + radius * Math.cos(angle)),
      box.y + box.height * (0.5 + radius * Math.sin(angle)),
    );
    if (i % 40 === 0) await mouse.down();
    frame = (await tallyOf(playground)).frames;
    if (i % 40 === 39) {
      await mouse.up();
      await clear.click();
    }
  }
  await mouse.up();
  // An empty pad has nothing to clear.
  if ((await clear.getAttribute('aria-disabled')) !== 'true') await clear.click();
}

test.each(['webgpu', 'wasm'])('on %s, drawing leaves nothing behind', async (backend) => {
  await visit(
    {
      params: { backend, model: 'digits' },
      gpu: backend === 'webgpu' ? 'software' : 'absent',
    },
    async (playground) => {
      // What a first use makes once (code that is compiled, caches that fill) is not growth.
      await scribble(playground, 120);
      const before = await tallyOf(playground);
      const heaps = [await heap(playground)];
      for (let part = 0; part < PARTS; part++) {
        await scribble(playground, FRAMES / PARTS);
        heaps.push(await heap(playground));
      }
      const after = await tallyOf(playground);
      // The instrument sees what it should: a GPU page has made objects by now, a CPU page none.
      expect(before.created > 0).toBe(backend === 'webgpu');
      expect(after.frames - before.frames).toBeGreaterThanOrEqual(FRAMES);
      expect(after.created - before.created).toBe(0);
      expect(after.mapped - before.mapped).toBeLessThanOrEqual(after.frames - before.frames);
      // Code that the browser compiles late shows in some of the parts; a leak shows in every one.
      const growth = heaps.slice(1).map((size, part) => size - (heaps[part] ?? 0));
      expect(Math.min(...growth), `grew by ${growth.join(' and ')} bytes`).toBeLessThan(
        (FRAMES / PARTS) * BYTES_A_FRAME,
      );
    },
    async ({ page }) => {
      await page.addInitScript(instrument);
    },
  );
});
