/**
 * The pages, one record each, in header order. To add one, add a folder under src/ui, a record here, its name among the
 * words (`app.<name>`) and its view in src/ui/App.tsx; the compiler reports what is missing.
 */
import type { Hidable } from './embed';

export interface PageDef {
  /** The first workspace's network: shown as a stage, computed behind the page, or unused, as the page has its own. */
  readonly network: 'stage' | 'behind' | 'none';
  /** What an embedding page can hide. */
  readonly hides: readonly Hidable[];
  /** The element the skip link leads to, and the link's text. */
  readonly main: { readonly id: string; readonly skip: 'skip' | 'skipToMaps' | 'skipToLessons' };
}

const pad = { id: 'pad', skip: 'skip' } as const;
const maps = { id: 'maps', skip: 'skipToMaps' } as const;

export const pages = {
  explore: { network: 'stage', hides: ['header', 'input', 'answer', 'tools'], main: pad },
  kernels: { network: 'none', hides: ['header', 'input', 'tools', 'player', 'save'], main: pad },
  pooling: { network: 'none', hides: ['header', 'input', 'tools', 'measures', 'player', 'save'], main: maps },
  train: { network: 'none', hides: ['header', 'input', 'tools'], main: maps },
  lessons: { network: 'behind', hides: ['header'], main: { id: 'lessons', skip: 'skipToLessons' } },
} as const satisfies { readonly [name: string]: PageDef };

export type Page = keyof typeof pages;

const isPage = (name: string): name is Page => name in pages;
export const pageNames: readonly Page[] = Object.keys(pages).filter(isPage);

/** The page to open if the address names none. It shows the network as a stage. */
export const firstPage = 'explore' satisfies Page;

/** Whether a page shows the network as a stage. */
export const hasStage = (page: Page): boolean => pages[page].network === 'stage';
/** Whether the first workspace's network computes while a page is shown. */
export const needsNetwork = (page: Page): boolean => pages[page].network !== 'none';
