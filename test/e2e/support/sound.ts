/** What a sound page makes of a drawn 7: the measure of every page that something fails under. */
import { expect } from 'vitest';
import { digitPaths, place } from '../../helpers/strokes';
import { eventually } from './eventually';
import { paramsOf } from './labs';
import { type Playground, type Prediction, visit } from './playground';

export const seven = place(digitPaths.find(({ digit }) => digit === 7) ?? expect.fail('no digit 7'));

export const button = ({ page }: Playground, name: string) => page.getByRole('button', { name, exact: true });

/** Probabilities by class; equal ones differ by rounding alone, which the backends do differently. */
const rounded = (predictions: readonly Prediction[]): readonly string[] =>
  predictions.map(({ label, probability }) => `${label} ${probability.toFixed(3)}`);

interface Sound {
  readonly answer: readonly string[];
  /** The 7, as a link has it. */
  readonly draw: string;
}

let soundPage: Promise<Sound> | undefined;

/** What a sound page says of the 7, on the plain twins, and its drawing; asked once. */
export function sound(): Promise<Sound> {
  soundPage ??= (async () => {
    let asked: Sound = { answer: [], draw: '' };
    await visit({ gpu: 'absent', params: { backend: 'reference' } }, async (playground) => {
      await playground.draw(...seven);
      await playground.expectAnswer('7');
      const drawn = (): string | null => paramsOf(playground.page.url()).draw ?? null;
      await eventually(drawn).not.toBeNull();
      asked = { answer: rounded(await playground.predictions()), draw: drawn() ?? '' };
    });
    return asked;
  })();
  return soundPage;
}

/** Expects the sound answer to the 7, and that clearing and undoing take it away and back: the strokes are the page's. */
export async function expectSound(playground: Playground): Promise<void> {
  const { answer } = await sound();
  await eventually(async () => rounded(await playground.predictions())).toEqual(answer);
  await button(playground, 'Clear').click();
  await eventually(() => playground.answer()).toBeUndefined();
  await button(playground, 'Undo').click();
  await eventually(async () => rounded(await playground.predictions())).toEqual(answer);
}

/** Runs the body for each fault, whose name is told where it fails. */
export async function forEachFault<T extends { readonly fault: string }>(
  faults: readonly T[],
  body: (fault: T, index: number) => Promise<void>,
): Promise<void> {
  for (const [index, fault] of faults.entries()) {
    try {
      await body(fault, index);
    } catch (error) {
      if (error instanceof Error) error.message = `${fault.fault}: ${error.message}`;
      throw error;
    }
  }
}

/** Takes the problems that a broken answer of the server makes the browser tell of. */
export function forgive({ problems }: Playground, expected: RegExp): void {
  const kept = problems.filter((problem) => !expected.test(problem));
  problems.splice(0, problems.length, ...kept);
}

/** Why the first choice was passed over, in the glass box's words. */
export async function refusal({ page }: Playground, words: RegExp): Promise<void> {
  if ((await page.locator('dialog.glass-box').count()) === 0) {
    await page.getByRole('button', { name: 'Open the glass box' }).click();
  }
  await page.locator('dialog.glass-box').getByText(words).first().waitFor();
}
