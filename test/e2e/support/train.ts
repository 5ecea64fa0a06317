/** The page "Train" by the names that scripts rely on. */
import { eventually } from './eventually';
import type { Playground } from './playground';

/** Bars by direction, which the smallest network learns within an epoch. */
export const bars = { page: 'train', data: 'bars', net: 'tiny', batch: '32', epochs: '1', rate: '0.2' } as const;

export const hand = ({ page }: Playground) => {
  const status = page.getByTestId('train-status');
  const timeline = page.getByTestId('timeline');
  const data = async (name: string): Promise<string> => (await status.getAttribute(`data-${name}`)) ?? '';
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  return {
    page,
    status,
    timeline,
    data,
    press,
    state: (): Promise<string> => data('state'),
    step: async (): Promise<number> => Number(await data('step')),
    moments: async (): Promise<number> => Number(await timeline.getAttribute('data-snapshots')),
    at: async (): Promise<number> => Number(await timeline.getAttribute('data-at')),
    /** Waits until the first moment stands. */
    ready: () => eventually(async () => Number(await timeline.getAttribute('data-snapshots'))).toBe(1),
    /** The colours of each kernel of the first layer. */
    kernels: () =>
      page.getByTestId('train-kernel').evaluateAll((canvases) =>
        canvases.map((canvas) => {
          if (!(canvas instanceof HTMLCanvasElement)) return '';
          const { data: pixels } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
            data: [],
          };
          return [...pixels].join(' ');
        }),
      ),
  };
};

/** Lets a test hide the page: it is told so, and gets no frames until it is seen again. */
export const veiled = `
  let isHidden = false;
  const waiting = [];
  const { requestAnimationFrame } = window;
  window.requestAnimationFrame = (call) => (isHidden ? waiting.push(call) : requestAnimationFrame(call));
  Object.defineProperty(document, 'visibilityState', { get: () => (isHidden ? 'hidden' : 'visible') });
  window.veil = (hides) => {
    isHidden = hides;
    document.dispatchEvent(new Event('visibilitychange'));
    if (!hides) for (const call of waiting.splice(0)) requestAnimationFrame(call);
  };`;

/** The last step of the run kept last; -1 if there is none. */
export const keptStep = (page: Playground['page']): Promise<number> =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('cnn-playground');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const runs = await new Promise<{ changed: number; moments: { step: number }[] }[]>((resolve, reject) => {
      const reading = database.transaction('runs').objectStore('runs').getAll();
      reading.onsuccess = () => resolve(reading.result);
      reading.onerror = () => reject(reading.error);
    });
    database.close();
    const [newest] = runs.sort((a, b) => b.changed - a.changed);
    return newest?.moments.at(-1)?.step ?? -1;
  });
