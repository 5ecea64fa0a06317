/** What may be done about a mistake. Each repair has been tried: with it, the row at which the mistake arises fits. */
import { elements } from '../../../core/shapes';
import type { AttributeValue } from '../../../layers/layer';
import { attributesOf, pairOf, samePadding, withAttributes } from './attributes';
import { insert, move, remove, replace } from './edits';
import { type Examined, examine, type Given, type Mistake } from './examine';
import { joins, type Row, type RowKind, type Rows } from './rows';

export const repairKinds = [
  'kernel',
  'pool',
  'padding',
  'stride',
  'groups',
  'filters',
  'values',
  'read',
  'project',
  'shrink',
  'concat',
  'behind',
  'before',
  'remove',
] as const;

export interface Repair {
  readonly kind: (typeof repairKinds)[number];
  /** For its words. */
  readonly values: { readonly [name: string]: string | number };
  readonly rows: Rows;
}

/** A repair, and where the row at fault is with it. */
interface Tried extends Repair {
  readonly at: number;
}

/** Most that are offered. */
const MOST = 4;

/** Mistakes of a network that is larger than a page can train. */
const isSize = (kind: Mistake['kind']): boolean => kind === 'parameters' || kind === 'values' || kind === 'macs';

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));

/** The attribute that says how many outputs a kind of layer has. */
const countOf: { readonly [K in RowKind]?: 'outChannels' | 'outFeatures' } = {
  conv2d: 'outChannels',
  dense: 'outFeatures',
};

/** The last row up to `at` that sets the number of channels, if nothing in between joins others. */
function setterOf(rows: Rows, at: number): number | null {
  for (let i = at; i >= 0; i--) {
    const row = rows[i];
    if (!row || joins(row) || row.kind === 'flatten') return null;
    if (countOf[row.kind]) return i;
    if (row.from !== undefined) return setterOf(rows, row.from);
  }
  return null;
}

function* candidates(rows: Rows, { rows: seen }: Examined, { at, kind }: Mistake): Generator<Tried> {
  const row = rows[at];
  const id = (i: number): string => seen[i]?.id ?? 'input';
  const set = (i: number, change: { readonly [name: string]: AttributeValue }): Rows => {
    const own = rows[i];
    return own ? replace(rows, i, withAttributes(own, change)) : rows;
  };
  const counted = (i: number, count: number): Tried[] => {
    const own = rows[i];
    const name = own && countOf[own.kind];
    if (!own || !name || count < 1) return [];
    const groups = attributesOf(own).groups ?? 1;
    const rest = typeof groups === 'number' && count % groups !== 0 ? { groups: 1 } : {};
    return [
      {
        kind: own.kind === 'dense' ? 'values' : 'filters',
        values: { id: id(i), count },
        rows: set(i, { [name]: count, ...rest }),
        at,
      },
    ];
  };
  if (isSize(kind)) {
    for (let i = Math.min(at, rows.length - 1); i >= 0; i--) {
      const own = rows[i];
      const name = own && countOf[own.kind];
      const count = Number((own && name && attributesOf(own)[name]) ?? 0);
      for (let half = count >> 1; half >= 1; half >>= 1) yield* counted(i, half);
    }
    for (let i = Math.min(at, rows.length); i >= 1; i--) {
      yield { kind: 'shrink', values: { id: id(i - 1) }, rows: insert(rows, i, { kind: 'maxPool2d' }), at: at + 1 };
    }
  }
  if (!row) return;
  const attributes = attributesOf(row);
  const readings = function* (): Generator<Tried> {
    for (let from = at - 2; from >= -1; from--) {
      yield { kind: 'read', values: { id: id(at), other: id(from) }, rows: replace(rows, at, { ...row, from }), at };
    }
  };
  const before = at === 0 ? [] : (seen[at - 1]?.shape ?? []);

  switch (kind) {
    case 'window': {
      const name = row.kind === 'conv2d' ? 'kernel' : 'window';
      const size = Math.max(1, Math.min(...before.slice(1)));
      const side = row.kind === 'conv2d' && size % 2 === 0 && size > 1 ? size - 1 : size;
      yield {
        kind: row.kind === 'conv2d' ? 'kernel' : 'pool',
        values: { id: id(at), side },
        rows: set(at, { [name]: [side, side], dilation: [1, 1] }),
        at,
      };
      if (row.kind === 'conv2d') {
        const pad = samePadding(attributes);
        yield { kind: 'padding', values: { id: id(at), pad: Math.max(...pad) }, rows: set(at, { pad }), at };
      }
      for (let i = at - 1; i >= 0; i--) {
        const own = rows[i];
        if (!own || joins(own)) continue;
        if (own.kind === 'maxPool2d' || own.kind === 'averagePool2d') {
          yield { kind: 'remove', values: { id: id(i) }, rows: remove(rows, i), at: at - 1 };
        } else if (own.kind === 'conv2d' && Math.max(...pairOf(attributesOf(own).stride)) > 1) {
          yield { kind: 'stride', values: { id: id(i) }, rows: set(i, { stride: [1, 1] }), at };
        }
      }
      break;
    }
    case 'groups': {
      const channels = before[0] ?? 1;
      const filters = Number(attributes.outChannels);
      const groups = Number(attributes.groups);
      const common = commonDivisor(commonDivisor(channels, filters), groups);
      yield { kind: 'groups', values: { id: id(at), count: common }, rows: set(at, { groups: common }), at };
      yield* counted(at, Math.max(groups, Math.round(filters / groups) * groups));
      const setter = setterOf(rows, at - 1);
      if (setter !== null) yield* counted(setter, Math.max(groups, Math.round(channels / groups) * groups));
      break;
    }
    case 'maps': {
      for (let i = at - 1; i >= 0; i--) {
        if (rows[i]?.kind !== 'flatten') continue;
        yield { kind: 'before', values: { id: id(at), other: id(i) }, rows: move(rows, at, i), at: i };
        yield { kind: 'remove', values: { id: id(i) }, rows: remove(rows, i), at: at - 1 };
      }
      for (let i = at - 1; i >= 0; i--) {
        if (rows[i]?.kind !== 'dense') continue;
        yield { kind: 'before', values: { id: id(at), other: id(i) }, rows: move(rows, at, i), at: i };
      }
      break;
    }
    case 'shapes': {
      const other = row.from === undefined || row.from < 0 ? [] : (seen[row.from]?.shape ?? []);
      const setter = setterOf(rows, at - 1);
      if (setter !== null) yield* counted(setter, other.length === 3 ? (other[0] ?? 0) : elements(other));
      if (before.length === 3 && row.kind === 'add') {
        // A convolution of 1 x 1 on the way past: it reads the other one, and the row adds what came before it.
        const project: Row = {
          ...withAttributes({ kind: 'conv2d' }, { outChannels: before[0] ?? 1, kernel: [1, 1] }),
          ...(row.from !== undefined && { from: row.from }),
        };
        const joined = replace(insert(rows, at, project), at + 1, { ...row, from: at - 1 });
        yield { kind: 'project', values: { count: before[0] ?? 1 }, rows: joined, at: at + 1 };
      }
      if (row.kind === 'add')
        yield { kind: 'concat', values: {}, rows: replace(rows, at, { ...row, kind: 'concat' }), at };
      yield* readings();
      break;
    }
    case 'missing':
      yield* readings();
      break;
    case 'later': {
      const { from = at } = row;
      yield { kind: 'behind', values: { id: id(at), other: id(from) }, rows: move(rows, at, from), at: from };
      yield* readings();
      break;
    }
    case 'unread': {
      const next = rows[at + 1];
      if (next && !joins(next)) {
        const { from: _, ...own } = next;
        yield { kind: 'read', values: { id: id(at + 1), other: id(at) }, rows: replace(rows, at + 1, own), at };
      }
      break;
    }
    default:
      break;
  }
  yield { kind: 'remove', values: { id: id(at) }, rows: remove(rows, at), at: at - 1 };
}

/** Repairs of the mistake of these rows, the gentlest first; a few at most. */
export function repairsOf(rows: Rows, examined: Examined, given: Given): readonly Repair[] {
  const { mistake } = examined;
  if (!mistake) return [];
  const found: Repair[] = [];
  const kinds = new Map<string, number>();
  for (const { at, ...repair } of candidates(rows, examined, mistake)) {
    const count = kinds.get(repair.kind) ?? 0;
    // Two layers to read, or to remove, but one number of filters.
    if (count >= (repair.kind === 'read' || repair.kind === 'remove' ? 2 : 1)) continue;
    const left = examine(repair.rows, given).mistake;
    // What nobody reads is seen only once everything fits; and with a row less, there is less to be wrong.
    const isLess = left?.kind === 'unread' && (mistake.kind !== 'unread' || repair.rows.length < rows.length);
    if (left && left.at <= at && !isLess) continue;
    kinds.set(repair.kind, count + 1);
    found.push(repair);
    if (found.length === MOST) break;
  }
  return found;
}
