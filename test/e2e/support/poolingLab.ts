/** The page "Pooling" in the hand: its controls by their names, and what is read of it. */
import { furthest, type Plane } from './convolved';
import { eventually } from './eventually';
import { controls } from './labs';
import type { Playground } from './playground';

export type Kind = 'map' | 'max' | 'average' | 'min' | 'globalMax' | 'globalAverage' | 'strided';
export type Branch = 'clean' | 'changed';

export function poolingLab({ page }: Playground) {
  const { csv, ...named } = controls(page);
  const save = page.getByRole('region', { name: 'Save', exact: true });
  const choose = async (kind: Kind, branch: Branch): Promise<void> => {
    await save.getByLabel('Map', { exact: true }).selectOption(kind);
    await save.getByLabel('Of the picture', { exact: true }).selectOption(branch);
  };
  const map = async (kind: Kind, branch: Branch = 'clean'): Promise<number[][]> => {
    await choose(kind, branch);
    return csv(save);
  };
  return {
    page,
    ...named,
    save,
    choose,
    map,
    /** Each kind's error, and the column beside it as it is written; of all kinds that the table has. */
    errors: (): Promise<Record<string, { rmse: number; beside: string }>> =>
      page.locator('.pooling-errors tbody tr').evaluateAll((rows) =>
        Object.fromEntries(
          rows.flatMap((row) => {
            if (!(row instanceof HTMLElement)) return [];
            const { kind = '', rmse } = row.dataset;
            return [[kind, { rmse: Number(rmse ?? 'none'), beside: row.lastElementChild?.textContent ?? '' }]];
          }),
        ),
      ),
    /** Waits until a map is there that is not all but black, as one is before its picture has come. */
    async arrives(branch: Branch = 'clean'): Promise<number[][]> {
      let read: number[][] = [];
      await eventually(async () => {
        read = await map('map', branch);
        return Math.max(...read.flat());
      }).toBeGreaterThan(0.3);
      return read;
    },
    /** Waits until a map is this one. */
    gives: (kind: Kind, branch: Branch, expected: Plane, what: string): Promise<void> =>
      eventually(async () => furthest(await map(kind, branch), expected), `${what}: ${kind}, ${branch}`).toBeLessThan(
        1e-5,
      ),
    /**
     * The pixels of a map that are outlined (of max) and dotted (of min), as flat indices. Where the window that is pointed at
     * is outlined, `[from, to)` in rows and columns, nothing can be told.
     */
    marks: (
      branch: Branch,
      side: number,
      [top, bottom, left, right]: readonly [number, number, number, number],
    ): Promise<{ max: number[]; min: number[] }> =>
      page
        .locator('.pooling-kind[data-kind=map] .pooling-marks canvas')
        .nth(branch === 'clean' ? 0 : 1)
        .evaluate(
          (canvas, [count, firstRow, endRow, firstColumn, endColumn]) => {
            const found = { max: [] as number[], min: [] as number[] };
            if (!(canvas instanceof HTMLCanvasElement)) return found;
            const { width, height } = canvas;
            const { data } = canvas.getContext('2d')?.getImageData(0, 0, width, height) ?? { data: [] };
            const isDrawn = (x: number, y: number): boolean =>
              (data[4 * (Math.floor(y) * width + Math.floor(x)) + 3] ?? 0) > 100;
            for (let row = 0; row < count; row++) {
              for (let column = 0; column < count; column++) {
                const isNear = row >= firstRow - 1 && row <= endRow && column >= firstColumn - 1 && column <= endColumn;
                if (isNear) continue;
                const [left, middle] = [Math.round((column * width) / count), ((row + 0.5) * height) / count];
                if (isDrawn(left, middle)) found.max.push(row * count + column);
                if (isDrawn(((column + 0.5) * width) / count, middle)) found.min.push(row * count + column);
              }
            }
            return found;
          },
          [side, top, bottom, left, right] as const,
        ),
  };
}

export type PoolingHand = ReturnType<typeof poolingLab>;
