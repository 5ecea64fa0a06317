/** Where ink lies on the drawing pad, read from its pixels. Places and widths are shares of the pad. */
import type { Point } from '../../helpers/strokes';
import type { Playground } from './playground';

/** For each place whether there is ink. */
export const inked = ({ pad }: Playground, places: readonly Point[]): Promise<boolean[]> =>
  pad.evaluate((canvas, asked) => {
    if (!(canvas instanceof HTMLCanvasElement)) throw new Error('The pad is no canvas.');
    const pixels = canvas.getContext('2d');
    return asked.map(([x, y]) => (pixels?.getImageData(x * canvas.width, y * canvas.height, 1, 1).data[3] ?? 0) > 127);
  }, places);

/** The stretches of ink along a line over the pad: a row at height `at`, or a column. */
export const stretches = ({ pad }: Playground, line: 'row' | 'column', at: number): Promise<[number, number][]> =>
  pad.evaluate(
    (canvas, [along, place]) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error('The pad is no canvas.');
      const side = canvas.width;
      const from = Math.round(place * side);
      const [x, y, width, height]: [number, number, number, number] =
        along === 'row' ? [0, from, side, 1] : [from, 0, 1, side];
      const bytes = canvas.getContext('2d')?.getImageData(x, y, width, height).data ?? [];
      const found: [number, number][] = [];
      for (let i = 0, start = -1; i <= side; i++) {
        const isInk = (bytes[4 * i + 3] ?? 0) > 127;
        if (isInk && start < 0) start = i;
        if (!isInk && start >= 0) {
          found.push([start / side, i / side]);
          start = -1;
        }
      }
      return found;
    },
    [line, at] as const,
  );
