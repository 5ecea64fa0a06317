/** The options of `npm run bench`. */
import { parseArgs } from 'node:util';
import { contestants } from './contestants';
import { courses } from './nets';

export interface Options {
  /** Time these parts of the WASM kernels in Node instead, on this many threads. */
  readonly kernels: { readonly threads: number; readonly parts: readonly string[] } | null;
  readonly quick: boolean;
  /** Ids of cases and courses; null: all. */
  readonly rows: readonly string[] | null;
  /** Ids of contestants. */
  readonly contestants: readonly string[];
  /** A file with more cases. */
  readonly cases: string | null;
  /** The Markdown file to write; its numbers go beside it as JSON. */
  readonly out: string | null;
  /** Whether to measure the time from navigation to the first answer. */
  readonly first: boolean;
  /** Whether to measure the page during a drag of a kernel's cell. */
  readonly drag: boolean;
  /** Whether to measure a run of the page "Train". */
  readonly learn: boolean;
}

export const usage = `npm run bench -- [options]            against other libraries, in headless Chromium
  --quick                 fewer and shorter rounds
  --rows a,b              only these rows, of frames or of training (${courses.map(({ id }) => id).join(', ')})
  --contestants a,b       only these: ${contestants.map(({ id }) => id).join(', ')}
  --cases FILE            further rows (the format is described in tools/bench/cases.ts)
  --no-first              leave out the time to the first answer
  --no-drag               leave out dragging a cell on the page "Kernels"
  --no-learn              leave out learning on the page "Train"
  --out FILE              write the tables there as Markdown, and the numbers beside them as JSON
npm run bench -- kernels [threads] [kernels|nets|train]   the WASM kernels alone, in Node`;

const list = (text: string | undefined): readonly string[] | null =>
  text === undefined ? null : text.split(',').filter((item) => item !== '');

/** Throws Error with a readable message for invalid arguments. */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean' },
      rows: { type: 'string' },
      contestants: { type: 'string' },
      cases: { type: 'string' },
      out: { type: 'string' },
      'no-first': { type: 'boolean' },
      'no-drag': { type: 'boolean' },
      'no-learn': { type: 'boolean' },
    },
  });
  const [part, threads, ...parts] = positionals;
  if (part !== undefined && part !== 'kernels') throw new Error(`"${part}" is not known`);
  const wanted = list(values.contestants) ?? contestants.map(({ id }) => id);
  const unknown = wanted.find((id) => !contestants.some((contestant) => contestant.id === id));
  if (unknown !== undefined) throw new Error(`there is no contestant "${unknown}"`);
  const count = threads === undefined ? 1 : Number(threads);
  if (!Number.isInteger(count) || count < 1) throw new Error(`"${threads}" is no number of threads`);
  return {
    kernels: part === 'kernels' ? { threads: count, parts } : null,
    quick: values.quick === true,
    rows: list(values.rows),
    contestants: wanted,
    cases: values.cases ?? null,
    out: values.out ?? null,
    first: values['no-first'] !== true,
    drag: values['no-drag'] !== true,
    learn: values['no-learn'] !== true,
  };
}
