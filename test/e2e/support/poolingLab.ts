/** The page "Pooling" in the hand: its controls by their names, and what is read of it. */
import type { Locator } from 'playwright';
import { furthest, type Plane } from './convolved';
import { eventually } from './eventually';
import { controls } from './labs';
import type { Playground } from './playground';
import { readMap } from './saved';

export type Kind = 'map' | 'max' | 'average' | 'min' | 'globalMax' | 'globalAverage' | 'strided';
export type Branch = 'clean' | 'changed' | 'difference';

export function poolingLab({ page }: Playground) {
  const { csv: _, ...named } = controls(page);
  const save = page.getByRole('dialog', { name: 'Save a map' });
  const given = page.locator('.pooling-given .pooling-frame');
  /** Opens the dialog that saves a map, by the other button of the mouse, in one case of the noise experiment or anywhere. */
  const choose = async (kind: Kind, branch: Branch = 'clean', within: Locator = page.locator('.pooling')) => {
    if (!(await save.isVisible())) {
      await within
        .locator('.pooling-frame')
        .first()
        .click({ button: 'right', position: { x: 3, y: 3 } });
    }
    await save.getByLabel('Map', { exact: true }).selectOption(kind);
    const of = save.getByLabel('Of the picture', { exact: true });
    if (await of.count()) await of.selectOption(branch);
  };
  const close = async (): Promise<void> => {
    await page.keyboard.press('Escape');
    await save.waitFor({ state: 'detached' });
  };
  const map = (kind: Kind, branch: Branch = 'clean', within: Locator = page.locator('.pooling')): Promise<number[][]> =>
    readMap(page, within.locator('.pooling-frame').first(), [kind, branch]);
  /** Types a number into its place in a sentence, as people do. */
  const number = async (name: string, value: number | string, within: Locator = page.locator('.pooling')) => {
    const place = within.getByRole('spinbutton', { name, exact: true }).first();
    const has = (tag: string) => () =>
      place.evaluate((element, name) => element === document.activeElement && element.tagName === name, tag);
    await place.press('Enter');
    await eventually(has('INPUT'), name).toBe(true);
    await page.keyboard.type(String(value));
    await page.keyboard.press('Enter');
    // Its place has the focus again.
    await eventually(has('SPAN'), name).toBe(true);
  };
  return {
    page,
    ...named,
    save,
    given,
    choose,
    close,
    map,
    number,
    /** Both cases of the noise experiment. */
    cases: page.locator('.pooling-case'),
    /** Each pooling's error, as scripts read it; with noise, in one of both cases. */
    errors: (which = 0): Promise<Record<string, number>> =>
      page
        .locator('.pooling-view, .pooling-case')
        .nth(which)
        .getByTestId('pool-error')
        .evaluateAll((all) =>
          Object.fromEntries(
            all.flatMap((one) =>
              one instanceof HTMLElement ? [[one.dataset.kind ?? '', Number(one.dataset.rmse ?? 'none')]] : [],
            ),
          ),
        ),
    /** Waits until a map is there that is not all but black, as one is before its picture has come. */
    async arrives(branch: Branch = 'clean'): Promise<number[][]> {
      await page.locator('.pooling-frame').first().waitFor();
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
    /** Where the window stands: rows and columns, half open, from its outline on the map; `side` pixels across. */
    window: (side: number): Promise<readonly [number, number, number, number]> =>
      given.locator('.pooling-ring').evaluate((ring, across) => {
        const outer = ring.parentElement?.getBoundingClientRect() ?? new DOMRect();
        const { top, bottom, left, right } = ring.getBoundingClientRect();
        const at = (y: number): number => Math.round((y / outer.width) * across);
        return [at(top - outer.top), at(bottom - outer.top), at(left - outer.left), at(right - outer.left)] as const;
      }, side),
    /** Where the cell stands on each pooled map, by its outline. */
    cells: (side: number): Promise<(readonly [row: number, column: number])[]> =>
      page.locator('.pooling-column .pooling-map > .pooling-frame > .pooling-ring').evaluateAll(
        (rings, across) =>
          rings.map((ring) => {
            const outer = ring.parentElement?.getBoundingClientRect() ?? new DOMRect();
            const { top, left } = ring.getBoundingClientRect();
            const at = (y: number): number => Math.round((y / outer.width) * across);
            return [at(top - outer.top), at(left - outer.left)] as const;
          }),
        side,
      ),
    /** The pixels of the map with a dot of max (orange) and of min (blue), as flat indices. */
    marks: (side: number): Promise<{ max: number[]; min: number[] }> =>
      given.locator('.pooling-marks canvas').evaluate((canvas, count) => {
        const found = { max: [] as number[], min: [] as number[] };
        if (!(canvas instanceof HTMLCanvasElement)) return found;
        const { width, height } = canvas;
        const { data } = canvas.getContext('2d')?.getImageData(0, 0, width, height) ?? { data: [] };
        for (let at = 0; at < count ** 2; at++) {
          const y = Math.floor(((Math.floor(at / count) + 0.5) * height) / count);
          const kinds = new Set<'max' | 'min'>();
          // Beside the middle, where both may be.
          for (const x of [0.3, 0.5, 0.7].map((part) => Math.floor((((at % count) + part) * width) / count))) {
            const [red = 0, , blue = 0, opacity = 0] = data.slice(4 * (y * width + x), 4 * (y * width + x) + 4);
            if (opacity > 200 && red > blue + 60) kinds.add('max');
            if (opacity > 200 && blue > red + 60) kinds.add('min');
          }
          for (const kind of kinds) found[kind].push(at);
        }
        return found;
      }, side),
  };
}

export type PoolingHand = ReturnType<typeof poolingLab>;
