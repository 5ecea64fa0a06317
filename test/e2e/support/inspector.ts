/** What is opened on the stage, and its equation: helpers for tests of the page's three linked depths. */
import { expect } from 'vitest';
import { eventually } from './eventually';
import type { Playground } from './playground';

export const stage = ({ page }: Playground) => page.getByLabel('Maps of every layer', { exact: true });

/** What is opened, as the address says it; null for the network. Read at once: a panel that goes is not waited for. */
export const at = ({ page }: Playground): Promise<string | null> =>
  page.getByTestId('inspector').evaluateAll(([panel]) => panel?.getAttribute('data-at') ?? null);

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

/** Goes to another place of the page by its address, as "back" does. */
export const goTo = async (playground: Playground, place: string): Promise<void> => {
  await playground.page.evaluate((to) => {
    const address = new URL(location.href);
    address.searchParams.set('at', to);
    history.pushState(null, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
  }, place);
  await eventually(() => at(playground)).toBe(place);
  await playground.page.getByTestId('equation').waitFor();
};

/** A point within the first map of a layer, `x` and `y` CSS pixels from its corner. */
export async function pointIn({ page }: Playground, layer: string, x: number, y: number) {
  const header = page.locator(`.layer[data-layer=${layer}]`);
  await header.scrollIntoViewIfNeeded();
  const box = (await header.boundingBox()) ?? expect.fail(`no ${layer}`);
  // Maps lie below the header's 62 pixels.
  return { x: box.x + x, y: box.y + 62 + y };
}

/** The digits of a written number as a whole number of units of its last place. */
export const digits = (text: string): bigint => BigInt(text.replace('−', '-').replace('.', ''));
export const sum = (texts: readonly string[]): bigint => texts.map(digits).reduce((a, b) => a + b, 0n);
/** What is written, out of sight too: there it has no inner text, since it is not laid out. */
export const texts = ({ page }: Playground, testId: string) => page.getByTestId(testId).allTextContents();
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
