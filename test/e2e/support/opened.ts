/** What is opened on the stage, and its equation: helpers for tests of the page's three linked depths. */
import { expect } from 'vitest';
import { eventually } from './eventually';
import type { Playground } from './playground';

export const stage = ({ page }: Playground) => page.getByLabel('Maps of every layer', { exact: true });

/** What is opened, as the address says it; null for the network. Read at once: what goes is not waited for. */
export const at = ({ page }: Playground): Promise<string | null> =>
  page.getByTestId('opened-map').evaluateAll(([opened]) => opened?.getAttribute('data-at') ?? null);

/** A laptop's window, in which one value's equation does not scroll. */
export const laptop = { viewport: { width: 1366, height: 768 } } as const;

/** A point of the opened map, in the window: the middle of one of its values. */
export async function pixelPoint({ page }: Playground, row: number, column: number) {
  const handle = page.getByTestId('opened-handle');
  await handle.scrollIntoViewIfNeeded();
  const box = (await handle.boundingBox()) ?? expect.fail('no map is opened');
  const { rows, columns } = await handle.evaluate((element) => ({
    rows: Number(element.getAttribute('data-rows')),
    columns: Number(element.getAttribute('data-columns')),
  }));
  return { x: box.x + ((column + 0.5) * box.width) / columns, y: box.y + ((row + 0.5) * box.height) / rows };
}

/** The index of the value under the window of an opened map; null if none is opened. */
export const windowAt = ({ page }: Playground): Promise<number | null> =>
  page.getByTestId('window').evaluateAll(([shown]) => (shown ? Number(shown.getAttribute('data-index')) : null));

export const addressed = ({ page }: Playground): string | null => new URL(page.url()).searchParams.get('at');

interface Equation {
  readonly layer: string;
  readonly kind: string;
  readonly index: number;
  readonly computed: number;
  readonly result: number;
  readonly bound: number;
}

/** The equation that is shown, of one moment. */
export const equation = ({ page }: Playground): Promise<Equation> =>
  page.getByTestId('equation').evaluate((element) => {
    const {
      layer = '',
      kind = '',
      index,
      computed,
      result,
      bound,
    } = element instanceof HTMLElement ? element.dataset : {};
    return {
      layer,
      kind,
      index: Number(index),
      computed: Number(computed),
      result: Number(result),
      bound: Number(bound),
    };
  });

/** Goes to another place of the page by its address, as "back" does; `more` sets other parameters. */
export const goTo = async (
  playground: Playground,
  place: string,
  more: { readonly [name: string]: string } = {},
  shows = 'equation',
): Promise<void> => {
  await playground.page.evaluate(
    (parameters) => {
      const address = new URL(location.href);
      const hash = new URLSearchParams(address.hash.slice(1));
      for (const [name, value] of Object.entries(parameters)) {
        address.searchParams.set(name, value);
        hash.delete(name);
      }
      address.hash = hash.toString();
      history.pushState(null, '', address);
      dispatchEvent(new PopStateEvent('popstate'));
    },
    { ...more, at: place },
  );
  if ('model' in more) return;
  await eventually(() => at(playground)).toBe(place);
  await playground.page.getByTestId(shows).waitFor();
};

/** Height of a layer's name; its first map lies below it. */
const TAG = 22;

/** A point within the first map of a layer, `x` and `y` CSS pixels from its corner. */
export async function pointIn({ page }: Playground, layer: string, x: number, y: number) {
  const name = page.locator(`[data-testid=layer][data-layer=${layer}]`);
  await name.scrollIntoViewIfNeeded();
  const box = (await name.boundingBox()) ?? expect.fail(`no ${layer}`);
  return { x: box.x + x, y: box.y + TAG + y };
}

/** The digits of a written number as a whole number of units of its last place. */
export const digits = (text: string): bigint => BigInt(text.replace('−', '-').replace(/[.+]/g, ''));
export const sum = (texts: readonly string[]): bigint => texts.map(digits).reduce((a, b) => a + b, 0n);
/** What is written, out of sight too: there it has no inner text, since it is not laid out. */
export const texts = ({ page }: Playground, testId: string): Promise<string[]> =>
  page
    .getByTestId(testId)
    .evaluateAll((elements) =>
      elements.map((each) => (each.querySelector('input') ?? { value: each.textContent ?? '' }).value),
    );
export const values = ({ page }: Playground, testId: string): Promise<number[]> =>
  page
    .getByTestId(testId)
    .evaluateAll((elements) => elements.map((each) => Number(each instanceof HTMLElement ? each.dataset.value : '')));

export async function expectProven(playground: Playground): Promise<Equation> {
  const shown = await equation(playground);
  if (shown.kind !== 'given') {
    const difference = Math.abs(shown.computed - shown.result);
    expect(difference, `${shown.layer} ${shown.index}`).toBeLessThanOrEqual(shown.bound);
  }
  return shown;
}

/** What is read once it stands: what is computed beside the frame comes after its answer. */
export async function stood<T>(read: () => Promise<T>): Promise<T> {
  let last = await read();
  for (let times = 0; times < 3; ) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const now = await read();
    times = JSON.stringify(now) === JSON.stringify(last) ? times + 1 : 0;
    last = now;
  }
  return last;
}

/** The rows of the opened map, the bias and their sum, as they are written: they add up to the last digit. */
export async function expectRows(playground: Playground, count: number): Promise<void> {
  const { page } = playground;
  const rows = await texts(playground, 'row-sum');
  expect(rows).toHaveLength(count);
  const total = await page.getByTestId('row-total').innerText();
  expect(sum([...rows, ...(await texts(playground, 'row-bias'))])).toBe(digits(total));
}
