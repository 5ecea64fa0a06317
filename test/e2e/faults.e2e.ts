/**
 * Whatever fails under the page (devices, kernels, memory, WASM, files, parts of the page itself), it says so in a
 * sentence or falls back in silence; the drawing is kept, and the answer is what a sound page gives.
 *
 * Faults are put into the browser's own interfaces before the page loads, or into the answers of the server.
 */
import type { Route } from 'playwright';
import { describe, expect, test } from 'vitest';
import { modelFile, unisolated, withoutNumbers } from './support/answers';
import { eventually } from './support/eventually';
import { type Playground, visit } from './support/playground';
import { button, expectSound, forEachFault, forgive, refusal, seven, sound } from './support/sound';

const codes = async (playground: Playground): Promise<string[]> =>
  (await playground.messages()).map(({ code }) => code);
const backend = (playground: Playground): Promise<string | undefined> => playground.backend().catch(() => undefined);

/** Such a network gives no answer to the 7, and breaks nothing. */
async function expectNoNumbers(playground: Playground): Promise<void> {
  await eventually(async () => (await playground.predictions()).length).toBe(10);
  expect(await playground.answer()).toBeUndefined();
  await button(playground, 'Clear').click();
  await eventually(async () => (await playground.predictions()).length).toBe(0);
  expect(await codes(playground)).toEqual([]);
}

/** Keeps the page's devices; one is destroyed while the pen moves for the `destroyAt`th time. */
const keepDevices = `
  window.devices = [];
  window.destroyAt = Infinity;
  let moves = 0;
  addEventListener('pointermove', (event) => {
    if (event.buttons === 0) return;
    moves += event.getCoalescedEvents().length;
    if (moves < destroyAt) return;
    destroyAt = Infinity;
    devices.at(-1).destroy();
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
        await expectSound(playground);
        await page.evaluate('devices.at(-1).destroy()');
        await eventually(() => backend(playground)).toBe('wasm');
        await expectSound(playground);
        await refusal(playground, /WebGPU lost its device/);
        expect(await codes(playground)).toEqual(['backend-lost']);
        // A person may ask for it again, by choosing in the list what is chosen already.
        const list = page.getByLabel('Compute backend');
        expect(await list.locator('option:checked').innerText()).toBe('WebGPU → WASM');
        await list.focus();
        await page.keyboard.type('web');
        await eventually(() => backend(playground)).toBe('webgpu');
        expect(await list.inputValue()).toBe('webgpu');
        await expectSound(playground);
      },
      ({ page }) => page.addInitScript(keepDevices),
    );
  });

  const broken: readonly {
    readonly fault: string;
    readonly script: string;
    readonly code?: string;
    readonly why: RegExp;
    /** Mends the browser, for whoever tries again. */
    readonly mend?: string;
  }[] = [
    {
      fault: 'whose compiler subtracts where it should add',
      script: `
        const { createShaderModule } = GPUDevice.prototype;
        GPUDevice.prototype.createShaderModule = function (given) {
          const isConvolution = given.label?.startsWith('conv2d/');
          return createShaderModule.call(this, isConvolution ? { ...given, code: given.code.replace(/\\+(=?) w/g, '-$1 w') } : given);
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
      script: `
        const { requestDevice } = GPUAdapter.prototype;
        window.mend = () => { GPUAdapter.prototype.requestDevice = requestDevice; };
        GPUAdapter.prototype.requestDevice = () => Promise.reject(new DOMException('refused', 'OperationError'));`,
      why: /WebGPU could not start: refused/,
      mend: 'mend()',
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

  test('that is broken, in whatever way, hands over to WASM', async () => {
    const { draw } = await sound();
    const params = (index: number) => ({ backend: 'webgpu', draw, fault: String(index) });
    await visit(
      { params: params(0) },
      async (playground) => {
        await forEachFault(broken, async ({ code, why, mend }, index) => {
          if (index > 0) await playground.open(params(index));
          await eventually(() => backend(playground)).toBe('wasm');
          await expectSound(playground);
          await refusal(playground, why);
          if (code !== undefined) expect(await codes(playground)).toContain(code);
          if (mend === undefined) return;
          await playground.page.evaluate(mend);
          await button(playground, 'Try again').click();
          await eventually(() => backend(playground)).toBe('webgpu');
          await expectSound(playground);
        });
      },
      ({ page }) =>
        page.addInitScript(`
          const faults = [${broken.map(({ script }) => `() => { ${script} }`)}];
          faults[new URLSearchParams(location.search).get('fault')]();`),
    );
  });
});

describe('without', () => {
  const missing: readonly {
    readonly fault: string;
    readonly backend: string;
    readonly why: RegExp;
    readonly script?: string;
    /** The server's answer; undefined where it stays as it is. */
    readonly answer?: (route: Route) => Promise<void> | undefined;
  }[] = [
    {
      fault: 'WASM SIMD',
      backend: 'reference',
      why: /WASM could not start: .*could not be loaded/,
      script: `
        WebAssembly.validate = () => false;
        WebAssembly.compile = () => Promise.reject(new WebAssembly.CompileError('invalid opcode 0xfd'));`,
    },
    {
      fault: 'the WASM file',
      backend: 'reference',
      why: /WASM could not start: .*could not be loaded/,
      answer: (route) => (route.request().url().endsWith('.wasm') ? route.abort() : undefined),
    },
    {
      fault: 'memory for WASM',
      backend: 'reference',
      why: /WASM could not start: .*memory/,
      script: `
        WebAssembly.Memory = class { constructor() { throw new RangeError('could not allocate memory'); } };`,
    },
    { fault: 'cross-origin isolation', backend: 'wasm', why: /1 thread/, answer: unisolated },
  ];

  test('SIMD, the WASM file, memory or isolation, the page computes all the same', async () => {
    const { draw } = await sound();
    const params = (index: number) => ({ draw, fault: String(index) });
    let current = missing[0];
    await visit(
      { gpu: 'absent', params: params(0) },
      async (playground) => {
        await forEachFault(missing, async (fault, index) => {
          current = fault;
          if (index > 0) await playground.open(params(index));
          await eventually(() => backend(playground)).toBe(fault.backend);
          await expectSound(playground);
          await refusal(playground, fault.why);
        });
        forgive(playground, /ERR_FAILED/);
      },
      async ({ page }) => {
        await page.route('**/*', (route) => current?.answer?.(route) ?? route.continue());
        await page.addInitScript(`
          const faults = [${missing.map(({ script = '' }) => `() => { ${script} }`)}];
          faults[new URLSearchParams(location.search).get('fault')]();`);
      },
    );
  });

  test('isolation, and with weights that are no numbers, the GPU is as good', async () => {
    const { draw } = await sound();
    let isBroken = false;
    await visit(
      { params: { backend: 'webgpu', draw } },
      async (playground) => {
        expect(await playground.page.evaluate('crossOriginIsolated')).toBe(false);
        expect(await playground.backend()).toBe('webgpu');
        await expectSound(playground);
        isBroken = true;
        await playground.open({ backend: 'webgpu', draw });
        expect(await playground.backend()).toBe('webgpu');
        await expectNoNumbers(playground);
      },
      ({ page }) =>
        page.route('**/*', (route) =>
          isBroken && modelFile.test(route.request().url()) ? withoutNumbers(route) : unisolated(route),
        ),
    );
  });
});

describe('what the server sends', () => {
  test('a model, a language or a part that does not come is told, and comes when it is tried again', async () => {
    let isBroken: 'html' | 'missing' | 'cut' | null = null;
    const { draw } = await sound();
    await visit(
      { gpu: 'absent', params: { draw } },
      async (playground) => {
        const { page } = playground;
        const model = page.getByLabel('Model', { exact: true });
        for (const how of ['html', 'missing', 'cut'] as const) {
          isBroken = how;
          await model.selectOption('objects');
          await eventually(() => codes(playground), how).toContain('model-load');
          // Back at the digits, which is asked for again as well.
          isBroken = null;
          await model.selectOption('digits');
          await page.getByRole('radio', { name: 'Draw' }).click();
          await expectSound(playground);
          expect(await codes(playground)).not.toContain('model-load');
        }
        // By hand, and when there is a network connection again. What has come once needs none.
        const ways = [
          () => button(playground, 'Try again').click(),
          () => page.evaluate('dispatchEvent(new Event("online"))'),
        ];
        for (const again of ways) {
          isBroken = 'missing';
          await model.selectOption('objects');
          await eventually(() => codes(playground)).toContain('model-load');
          isBroken = null;
          await again();
          await eventually(async () => (await playground.layers())[0]?.shape).toBe('3x32x32');
          expect(await codes(playground)).not.toContain('model-load');
          isBroken = 'missing';
          await model.selectOption('digits');
          await page.getByRole('radio', { name: 'Draw' }).click();
          await expectSound(playground);
          isBroken = null;
          await page.reload();
          await playground.ready();
        }

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
    const { draw } = await sound();
    await visit(
      { gpu: 'absent', params: { draw } },
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
    const { draw } = await sound();
    await visit({ gpu: 'absent', params: { draw } }, expectNoNumbers, ({ page }) =>
      page.route(modelFile, withoutNumbers),
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
      await playground.draw(...seven);
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
