/**
 * A large network in modules: what is one thing from afar. A module is a part that one value enters and one value leaves,
 * such as a residual block or the branches that a concatenation joins; in a plain chain, each block is one. Modules of
 * one size that follow each other are a section. Pure.
 */
import type { StageBlock } from './blocks';
import type { StageLayer } from './layers';

export interface Module {
  /** What stands for it: the first unit of its first block. */
  readonly key: number;
  readonly name: string;
  readonly blocks: readonly StageBlock[];
  /** Its blocks by depth, without a last one that only joins the others. */
  readonly columns: readonly (readonly StageBlock[])[];
  /** How its branches come together; null for a chain. */
  readonly joins: 'add' | 'concat' | null;
  /** Whether what enters it is also an input of its last block. */
  readonly skips: boolean;
  /** The layer that it passes on, and the one that has the size it works at: the last before a pooling. */
  readonly last: StageLayer;
  readonly sized: StageLayer;
}

/** Modules of one size, one after the other. */
export type Section = readonly Module[];

/** A part with more columns than this, such as the whole of a U, has a module for each of them. */
const MOST_COLUMNS = 12;

/** The blocks between two places that only one value passes. */
function parts(blocks: readonly StageBlock[]): readonly (readonly number[])[] {
  const lastReader = blocks.map((_, index) => index);
  for (const [index, { reads }] of blocks.entries()) for (const read of reads) lastReader[read] = index;
  const found: number[][] = [];
  let open: number[] = [];
  let passing: number[] = [];
  for (const [index, { form }] of blocks.entries()) {
    passing = [...passing, index].filter((source) => (lastReader[source] ?? 0) > index);
    if (form === 'input' || form === 'answer') continue;
    open.push(index);
    if (passing.length > 1) continue;
    found.push(open);
    open = [];
  }
  return open.length > 0 ? [...found, open] : found;
}

const isJoin = ({ layers: [first] }: StageBlock): 'add' | 'concat' | null =>
  first?.kind === 'concat' ? 'concat' : first?.kind === 'add' || first?.kind === 'multiply' ? 'add' : null;

/** What layers are commonly called together: `fire2` for `fire2.squeeze` and `fire2.concat`. */
function commonName(ids: readonly string[]): string | null {
  const [first = '', ...others] = ids;
  let length = first.length;
  for (const id of others) while (length > 0 && !id.startsWith(first.slice(0, length))) length--;
  if (others.length > 0 && length === first.length) return first;
  const end = first.slice(0, length).search(/[./_-][^./_-]*$/);
  return end > 0 && others.length > 0 ? first.slice(0, end) : null;
}

function moduleOf(blocks: readonly StageBlock[], entering: number | undefined): Module {
  const [first, last] = [blocks[0], blocks.at(-1)] as [StageBlock, StageBlock];
  const joins = blocks.length > 1 ? isJoin(last) : null;
  const byDepth = new Map<number, StageBlock[]>();
  for (const block of joins ? blocks.slice(0, -1) : blocks) {
    const column = byDepth.get(block.depth);
    if (column) column.push(block);
    else byDepth.set(block.depth, [block]);
  }
  const named = blocks.length > 1 ? blocks.map(({ layers }) => layers.slice(0, 1)) : blocks.map(({ layers }) => layers);
  const ids = named.flat().map(({ id }) => id);
  return {
    key: first.units[0] ?? 0,
    name: commonName(ids) ?? last.layers[0]?.id ?? '',
    blocks,
    columns: [...byDepth].sort(([a], [b]) => a - b).map(([, column]) => column),
    joins,
    skips: joins === 'add' && entering !== undefined && last.reads.includes(entering),
    last: last.layers.at(-1) as StageLayer,
    sized: last.layers[0] as StageLayer,
  };
}

const known = new WeakMap<readonly StageBlock[], readonly Module[]>();

/** The modules of a network in order: all its blocks but the input and the answer. */
export function modulesOf(blocks: readonly StageBlock[]): readonly Module[] {
  const before = known.get(blocks);
  if (before) return before;
  const joined: (readonly number[])[] = [];
  for (const part of parts(blocks)) {
    const depths = new Set(part.map((index) => blocks[index]?.depth));
    if (depths.size > MOST_COLUMNS) {
      joined.push(...[...depths].map((depth) => part.filter((index) => blocks[index]?.depth === depth)));
      continue;
    }
    // What squeezes maps for the branches that follow belongs to them.
    const source = joined.at(-1);
    const [last, entry] = [blocks[part.at(-1) ?? 0], source?.[0] ?? 0];
    const isSqueeze = source?.length === 1 && blocks[entry]?.form === 'maps' && part.length > 1;
    if (isSqueeze && last && isJoin(last) === 'concat' && !last.reads.includes(entry) && joined.length > 1)
      joined.pop();
    else {
      joined.push(part);
      continue;
    }
    joined.push([entry, ...part]);
  }
  const modules = joined.map((part) => {
    const own = part.map((index) => blocks[index]).filter((block) => block !== undefined);
    return moduleOf(own, own[0]?.reads[0]);
  });
  known.set(blocks, modules);
  return modules;
}

const sameSize = (a: StageLayer, b: StageLayer): boolean =>
  a.form === b.form && (a.form === 'strip' || (a.rows === b.rows && a.columns === b.columns));

/** The sections of some modules. */
export function sectionsOf(modules: readonly Module[]): readonly Section[] {
  const sections: Module[][] = [];
  for (const module of modules) {
    const last = sections.at(-1);
    if (last?.[0] && sameSize(last[0].sized, module.sized)) last.push(module);
    else sections.push([module]);
  }
  return sections;
}

/** The module that a layer belongs to. */
export const moduleOfLayer = (modules: readonly Module[], layer: string): Module | undefined =>
  modules.find(({ blocks }) => blocks.some(({ layers }) => layers.some(({ id }) => id === layer)));
