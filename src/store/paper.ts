/** What must be made ready before the page goes to paper, by those who show what a printer cannot see. */
import type { Palette } from '../backend/types';

/** Makes it ready in the colours of paper; the result takes it away again. */
type OnPaper = (palette: Palette) => Promise<() => void>;

const all = new Set<OnPaper>();

/** The result ends it. */
export function onPaper(prepare: OnPaper): () => void {
  all.add(prepare);
  return () => void all.delete(prepare);
}

/** Makes everything ready; the result takes it away again. */
export async function preparePaper(palette: Palette): Promise<() => void> {
  const undo = await Promise.all([...all].map((prepare) => prepare(palette)));
  return () => {
    for (const each of undo) each();
  };
}
