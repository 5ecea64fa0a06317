/** What the page says that each step of "what the network sees" is worth, and that switching it off gives just that. */
import type { Page } from 'playwright';
import { expect } from 'vitest';
import { eventually } from './eventually';
import type { Playground } from './playground';

/** The class and its probability, as the table of the answer and the one of what each step is worth have them. */
export function weighing(page: Page) {
  const spaced = (text: string): string => text.replaceAll(/\s+/g, ' ');
  return {
    best: async (): Promise<string> => spaced(await page.locator('.predictions .best').innerText()),
    told: async (step: string, column: number): Promise<string> =>
      spaced(await page.locator(`[data-step=${step}] td`).nth(column).innerText()),
  };
}

/** Switches each of these steps (its id and its name) off and on again. */
export async function expectSwitches(playground: Playground, steps: { readonly [id: string]: string }): Promise<void> {
  const { page } = playground;
  await page.getByText('What each step is worth').click();
  const { best, told } = weighing(page);
  for (const id of Object.keys(steps)) await eventually(async () => (await told(id, 0)) === (await best())).toBe(true);
  const before = await playground.predictions();
  const promised = await Promise.all(Object.keys(steps).map((id) => told(id, 1)));
  for (const [i, name] of Object.values(steps).entries()) {
    const toggle = page.getByRole('switch', { name, exact: true });
    await toggle.click();
    await eventually(() => playground.predictions(), name).not.toEqual(before);
    // What was said of the step without turning it off is what turning it off gives.
    expect(await best(), name).toBe(promised[i]);
    await toggle.click();
    await eventually(() => playground.predictions(), name).toEqual(before);
  }
}
