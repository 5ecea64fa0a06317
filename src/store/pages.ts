/**
 * The pages, one record each, in the order of the header. Adding one is a folder under src/ui, a record here, its name
 * among the words (`app.<name>`), and its view in src/ui/App.tsx: the compiler names whatever is missing.
 */
import type { Hidable } from './embed';

export interface PageDef {
  /**
   * The network of the first workspace: shown as a stage, computed behind what is shown, or not needed, as the page has a
   * workspace of its own.
   */
  readonly network: 'stage' | 'behind' | 'none';
  /** What a page that it is embedded in can do without. */
  readonly hides: readonly Hidable[];
  /** The element that the skip link leads to, and the words of that link. */
  readonly main: { readonly id: string; readonly skip: 'skip' | 'skipToLessons' };
}

const pad = { id: 'pad', skip: 'skip' } as const;

export const pages = {
  explore: { network: 'stage', hides: ['header', 'input', 'answer', 'tools'], main: pad },
  kernels: { network: 'none', hides: ['header', 'input', 'tools', 'player', 'save'], main: pad },
  pooling: { network: 'none', hides: ['header', 'input', 'tools', 'measures', 'player', 'save'], main: pad },
  lessons: { network: 'behind', hides: ['header'], main: { id: 'lessons', skip: 'skipToLessons' } },
} as const satisfies { readonly [name: string]: PageDef };

export type Page = keyof typeof pages;

const isPage = (name: string): name is Page => name in pages;
export const pageNames: readonly Page[] = Object.keys(pages).filter(isPage);

/** The page that opens where an address names none: it shows the network as a stage. */
export const firstPage = 'explore' satisfies Page;

/** Whether a page shows the network as a stage. */
export const hasStage = (page: Page): boolean => pages[page].network === 'stage';
/** Whether the network of the first workspace computes while a page is shown. */
export const needsNetwork = (page: Page): boolean => pages[page].network !== 'none';
