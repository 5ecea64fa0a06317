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
