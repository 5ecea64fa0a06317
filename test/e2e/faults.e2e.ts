/**
 * Whatever fails under the page (devices, kernels, memory, WASM, files, parts of the page itself), it says so in a
 * sentence or falls back in silence; the drawing is kept, and the answer is what a sound page gives.
 *
 * Faults are put into the browser's own interfaces before the page loads, or into the answers of the server.
 */
import type { Page, Route } from 'playwright';
import { describe, expect, test } from 'vitest';
import { digitPaths, place } from '../helpers/strokes';
import type { Gpu } from './support/browser';
import { eventually } from './support/eventually';
import { type Playground, type Prediction, visit } from './support/playground';

const seven = place(digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7'));

const button = ({ page }: Playground, name: string) => page.getByRole('button', { name, exact: true });
const codes = async (playground: Playground): Promise<string[]> =>
  (await playground.messages()).map(({ code }) => code);
const backend = (playground: Playground): Promise<string | undefined> => playground.backend().catch(() => undefined);

/** Probabilities by class; equal ones differ by rounding alone, which the backends do differently. */
const rounded = (predictions: readonly Prediction[]): readonly string[] =>
  predictions.map(({ label, probability }) => `${label} ${probability.toFixed(3)}`);

let soundAnswer: Promise<readonly string[]> | undefined;

/** What a sound page says of the 7, on the plain twins; asked once. */
function sound(): Promise<readonly string[]> {
  soundAnswer ??= (async () => {
    let predictions: readonly Prediction[] = [];
    await visit({ gpu: 'absent', params: { backend: 'reference' } }, async (playground) => {
      await playground.draw(...seven);
      await playground.expectAnswer('7');
      predictions = await playground.predictions();
    });
    return rounded(predictions);
  })();
  return soundAnswer;
}

/** Draws the 7, expects the sound answer, and that undoing each stroke takes it away again: the strokes are the page's. */
async function expectSound(playground: Playground, isDrawn = false): Promise<void> {
  const wanted = await sound();
  if (!isDrawn) await playground.draw(...seven);
  await eventually(async () => rounded(await playground.predictions())).toEqual(wanted);
  for (let i = 0; i < seven.length; i++) await button(playground, 'Undo').click();
  await eventually(() => playground.answer()).toBeUndefined();
  for (let i = 0; i < seven.length; i++) await button(playground, 'Redo').click();
  await eventually(async () => rounded(await playground.predictions())).toEqual(wanted);
}

/** Why the first choice was passed over, in the page's words. */
const refusal = ({ page }: Playground, words: RegExp) => page.getByText(words).first().waitFor();

/** Takes the problems that a broken answer of the server makes the browser tell of. */
function forgive({ problems }: Playground, expected: RegExp): void {
  const kept = problems.filter((problem) => !expected.test(problem));
  problems.splice(0, problems.length, ...kept);
}

/** Keeps the page's devices; one is destroyed while the pen moves for the `destroyAt`th time. */
const keepDevices = `
  window.devices = [];
  window.destroyAt = Infinity;
  let moves = 0;
  addEventListener('pointermove', ({ buttons }) => {
    if (buttons === 0) return;
    moves += 1;
    if (moves === destroyAt) devices.at(-1).destroy();
  });
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = async function (...options) {
    const device = await requestDevice.apply(this, options);
    devices.push(device);
    return device;
  };
`;

describe('a device', () => {
  test('that is destroyed in the middle of a stroke, and again, leaves the drawing and the answer', async () => {
    await visit(
      { params: { backend: 'webgpu' } },
      async (playground) => {
        const { page } = playground;
        await page.evaluate('destroyAt = 12');
        await playground.draw(...seven);
        await eventually(() => codes(playground)).toEqual(['backend-lost']);
        await eventually(() => page.evaluate('devices.length')).toBe(2);
        await eventually(() => backend(playground)).toBe('webgpu');
        await expectSound(playground, true);
        await page.evaluate('devices.at(-1).destroy()');
        await eventually(() => backend(playground)).toBe('wasm');
        await expectSound(playground, true);
        await refusal(playground, /WebGPU lost its device/);
        expect(await codes(playground)).toEqual(['backend-lost']);
        // A person may ask for it again.
        await button(playground, 'Try again').click();
        await eventually(() => backend(playground)).toBe('webgpu');
        await expectSound(playground, true);
      },
      ({ page }) => page.addInitScript(keepDevices),
    );
  });

  const broken: readonly { readonly fault: string; readonly script: string; readonly code?: string; why: RegExp }[] = [
    {
      fault: 'whose compiler subtracts where it should add',
      script: `
        const { createShaderModule } = GPUDevice.prototype;
        GPUDevice.prototype.createShaderModule = function (given) {
          const isConvolution = given.label?.startsWith('conv2d/');
          return createShaderModule.call(this, isConvolution ? { ...given, code: given.code.replace(/\\+= w/g, '-= w') } : given);
        };`,
      code: 'backend-wrong',
      why: /WebGPU gave wrong results: conv2d/,
    },
    {
      fault: 'that is out of memory',
      script: `
        const { popErrorScope } = GPUDevice.prototype;
        GPUDevice.prototype.popErrorScope = async function () {
          return (await popErrorScope.call(this)) ?? new GPUOutOfMemoryError('no more');
        };`,
      code: 'backend-memory',
      why: /WebGPU ran out of memory/,
    },
    {
      fault: 'that refuses buffers with an exception',
      script: `GPUDevice.prototype.createBuffer = () => { throw new RangeError('refused'); };`,
      code: 'backend-failed',
      why: /WebGPU could not start: refused/,
    },
    {
      fault: 'that never maps a buffer, but refuses to',
      script: `GPUBuffer.prototype.mapAsync = () => Promise.reject(new DOMException('refused', 'OperationError'));`,
      why: /WebGPU/,
    },
    {
      fault: 'that cannot be had',
      script: `GPUAdapter.prototype.requestDevice = () => Promise.reject(new DOMException('refused', 'OperationError'));`,
      why: /WebGPU could not start: refused/,
    },
    {
      fault: 'whose canvas cannot be had',
      script: `
        const { getContext } = HTMLCanvasElement.prototype;
        HTMLCanvasElement.prototype.getContext = function (kind, ...options) {
          return kind === 'webgpu' ? null : getContext.call(this, kind, ...options);
        };`,
      code: 'backend-failed',
      why: /WebGPU could not start: the canvas/,
    },
    {
      fault: 'whose driver never answers',
      // Only the page's patience is hurried.
      script: `
        GPU.prototype.requestAdapter = () => new Promise(() => {});
        const { setInterval } = window;
        window.setInterval = (work, time) => setInterval(work, time / 20);`,
      why: /WebGPU found no graphics adapter|gave no answer/,
    },
    {
      fault: 'whose driver fails',
      script: `GPU.prototype.requestAdapter = () => Promise.reject(new TypeError('refused'));`,
      why: /WebGPU found no graphics adapter/,
    },
  ];

  test.each(broken)('$fault hands over to WASM', async ({ script, code, why }) => {
    await visit(
      { params: { backend: 'webgpu' } },
      async (playground) => {
        await eventually(() => backend(playground)).toBe('wasm');
        await expectSound(playground);
        await refusal(playground, why);
        if (code !== undefined) expect(await codes(playground)).toContain(code);
      },
      ({ page }) => page.addInitScript(script),
    );
  });
});

describe('without', () => {
  const missing: readonly {
    readonly what: string;
    readonly backend: string;
    readonly why: RegExp;
    readonly prepare: (page: Page) => Promise<unknown>;
    readonly gpu?: Gpu;
  }[] = [
    {
      what: 'WASM SIMD',
      backend: 'reference',
      why: /WASM could not start: .*could not be loaded/,
      prepare: (page) =>
        page.addInitScript(`
          WebAssembly.validate = () => false;
          WebAssembly.compile = () => Promise.reject(new WebAssembly.CompileError('invalid opcode 0xfd'));`),
    },
    {
      what: 'the WASM file',
      backend: 'reference',
      why: /WASM could not start: .*could not be loaded/,
      prepare: (page) => page.route('**/*.wasm', (route) => route.abort()),
    },
    {
      what: 'memory for WASM',
      backend: 'reference',
      why: /WASM could not start: .*memory/,
      prepare: (page) =>
        page.addInitScript(`
          WebAssembly.Memory = class { constructor() { throw new RangeError('could not allocate memory'); } };`),
    },
    {
      what: 'cross-origin isolation',
      backend: 'wasm',
      why: /1 thread/,
      prepare: (page) =>
        page.route('**/*', async (route: Route) => {
          const response = await route.fetch();
          const {
            'cross-origin-opener-policy': _,
            'cross-origin-embedder-policy': __,
            ...headers
          } = response.headers();
          await route.fulfill({ response, headers });
        }),
    },
  ];

  test.each(missing)('$what the page computes on $backend', async ({ backend: wanted, why, prepare }) => {
    await visit(
      { gpu: 'absent' },
      async (playground) => {
        await eventually(() => backend(playground)).toBe(wanted);
        await expectSound(playground);
        await refusal(playground, why);
        forgive(playground, /ERR_FAILED/);
      },
      ({ page }) => prepare(page),
    );
  });
});

describe('what the server sends', () => {
  test('a model, a language or a part that does not come is told, and comes when it is tried again', async () => {
    let isBroken: 'html' | 'missing' | 'cut' | null = null;
    await visit(
      { gpu: 'absent' },
      async (playground) => {
        const { page } = playground;
        await playground.draw(...seven);
        const model = page.getByLabel('Model', { exact: true });
        for (const how of ['html', 'missing', 'cut'] as const) {
          isBroken = how;
          await model.selectOption('objects');
          await eventually(() => codes(playground), how).toContain('model-load');
          // Back at the digits, which is asked for again as well.
          isBroken = null;
          await model.selectOption('digits');
          await page.getByRole('radio', { name: 'Draw' }).click();
          await expectSound(playground, true);
          expect(await codes(playground)).not.toContain('model-load');
        }
        isBroken = 'missing';
        await model.selectOption('objects');
        await eventually(() => codes(playground)).toContain('model-load');
        isBroken = null;
        await button(playground, 'Try again').click();
        await eventually(async () => (await playground.layers())[0]?.shape).toBe('3x32x32');
        expect(await codes(playground)).not.toContain('model-load');
        // Without a network connection, and with one again.
        isBroken = 'missing';
        await model.selectOption('digits');
        await eventually(() => codes(playground)).toContain('model-load');
        isBroken = null;
        await page.evaluate('dispatchEvent(new Event("online"))');
        await eventually(async () => (await playground.layers())[0]?.shape).toBe('1x28x28');
        await page.getByRole('radio', { name: 'Draw' }).click();
        await expectSound(playground, true);

        // Words of another language.
        isBroken = 'missing';
        await page.getByRole('button', { name: '한국어' }).click();
        await eventually(() => codes(playground)).toContain('part-load');
        expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
        isBroken = null;
        await page.getByRole('button', { name: '한국어' }).click();
        await eventually(() => page.evaluate(() => document.documentElement.lang)).toBe('ko');
        await page.getByRole('button', { name: 'English' }).click();
        await eventually(() => page.evaluate(() => document.documentElement.lang)).toBe('en');
        forgive(playground, /404|Failed to load resource/);
      },
      async ({ page }) => {
        await page.route(/objects\.safetensors|digits\.safetensors|\/ko-[^/]*\.js/, async (route) => {
          if (isBroken === null) return route.continue();
          if (isBroken === 'missing') return route.fulfill({ status: 404, body: 'Not found' });
          if (isBroken === 'html') {
            return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Sign in</title>' });
          }
          const response = await route.fetch();
          return route.fulfill({ response, body: (await response.body()).subarray(0, 5000) });
        });
      },
    );
  });

  test('a part of the page that does not come is told, and comes when it is tried again', async () => {
    let isBroken = true;
    let refused = 0;
    await visit(
      { gpu: 'absent' },
      async (playground) => {
        const { page } = playground;
        await page.getByRole('radio', { name: 'Picture' }).click();
        await eventually(() => codes(playground)).toContain('part-load');
        expect(refused).toBeGreaterThan(0);
        isBroken = false;
        await button(playground, 'Try again').first().click();
        await button(playground, 'Upload image').waitFor();
        await eventually(() => codes(playground)).toEqual([]);
        await page.getByRole('radio', { name: 'Draw' }).click();
        await expectSound(playground);
        forgive(playground, /404|Failed to load resource/);
      },
      async ({ page }) => {
        await page.route(/PicturePanel-[^/]*\.js/, (route) => {
          if (!isBroken) return route.continue();
          refused += 1;
          return route.fulfill({ status: 404, body: 'Not found' });
        });
      },
    );
  });

  test('weights that are no numbers show as such, and break nothing', async () => {
    await visit(
      { gpu: 'absent' },
      async (playground) => {
        await playground.draw(...seven);
        await eventually(async () => (await playground.predictions()).length).toBe(10);
        expect(await playground.answer()).toBeUndefined();
        await button(playground, 'Clear').click();
        await eventually(async () => (await playground.predictions()).length).toBe(0);
        expect(await codes(playground)).toEqual([]);
      },
      async ({ page }) => {
        await page.route(/digits\.safetensors/, async (route) => {
          const response = await route.fetch();
          const body = await response.body();
          // All bits of the last weights set: the biases before softmax are NaN.
          await route.fulfill({ response, body: Buffer.from(body.fill(0xff, body.length - 40)) });
        });
      },
    );
  });
});

test('nonsense in the address and in what is kept is as good as nothing', async () => {
  const long = 'x'.repeat(6000);
  const nonsense = [
    `?model=cats&backend=abacus&lang=xx&theme=plaid&page=../etc&at=${long}`,
    '?__proto__[model]=objects&constructor=1&model=__proto__&lang=toString&at=__proto__.0.0',
    '?model=digits&model=objects&backend=&backend=webgpu&theme=%00&lang=%F0%9F&at=conv1.-1.1e9&at=conv1.9999999999',
    '?%E0%A4%A=1&&&=&=&model&at=conv1.0.0.0.0.0&at=,,,&size=1e999',
  ];
  await visit(
    { gpu: 'absent' },
    async (playground) => {
      const { page } = playground;
      for (const search of nonsense) {
        await page.goto(new URL(search, page.url()).href);
        await playground.ready();
        expect(await page.evaluate(() => Object.keys(Object.prototype))).toEqual([]);
      }
      await expectSound(playground);
      // Back and forth faster than anything loads.
      for (let i = 0; i < 6; i++) {
        // What is asked of a page that is being left has no answer.
        await page.evaluate((step) => history.go(step), i % 3 === 2 ? 1 : -1).catch(() => {});
      }
      await page.waitForLoadState();
      await playground.ready();
    },
    ({ page }) =>
      page.addInitScript(`
        localStorage.setItem('cnn-playground', ['{"lang":{"__proto__":1},"theme":[]}', '[[[', '"' + 'x'.repeat(1e5)][
          Math.floor(performance.timeOrigin) % 3]);`),
  );
});
