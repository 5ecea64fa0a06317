/**
 * What comes of a list of rows: shapes, cost and receptive field of each as far as they fit together, and where they do
 * not, the first mistake. It never throws, so a network may be wrong while it is being built. Shapes, checks and costs
 * are those of the layers' definitions.
 */
import { elements, type Shape } from '../../../core/shapes';
import { INPUT, type ModelNode, type ModelSpec, resolveModel } from '../../../graph/model';
import { receptiveSize } from '../../../insight/receptiveField';
import { layerOf } from '../../../layers';
import { checkAttributes } from '../../../layers/layer';
import { headOf, joins, namesOf, nodesOf, outputOf, type Row, type RowNames, type Rows } from './rows';

/** What a network reads, and how many classes it tells apart. */
export interface Given {
  readonly shape: readonly [channels: number, height: number, width: number];
  readonly classes: number;
}

/** Larger networks take too long, or too much memory, in a page. `values`: of all layers, for one picture. */
export const mostOf = { rows: 48, parameters: 600_000, values: 400_000, macs: 60_000_000 } as const;

export const mistakeKinds = [
  'window',
  'groups',
  'maps',
  'shapes',
  'missing',
  'later',
  'unread',
  'parameters',
  'values',
  'macs',
  'other',
] as const;

export interface Mistake {
  /** The row at which it arises. */
  readonly at: number;
  readonly kind: (typeof mistakeKinds)[number];
  /** For its sentence. */
  readonly values: { readonly [name: string]: string | number };
}

export interface ExaminedRow {
  readonly id: string;
  /** The name of the activation behind it. */
  readonly activation: string | null;
  /** Without the batch; null where it is not known, because of a mistake here or above. */
  readonly shape: Shape | null;
  readonly parameters: number;
  readonly macs: number;
  /** Rows and columns of the input that one value depends on. */
  readonly sees: readonly [rows: number, columns: number];
}

export interface Examined {
  /** One for each row, and last the head's. */
  readonly rows: readonly ExaminedRow[];
  readonly mistake: Mistake | null;
  /** The nodes of what fits; without a mistake, of the whole network. */
  readonly nodes: readonly ModelNode[];
}

export const sizeText = (shape: Shape): string => shape.join(' × ');

const side = (shape: Shape): string => (shape.length === 3 ? sizeText(shape.slice(1)) : sizeText(shape));

/** What does not fit, from what the row reads and the layer's own objection. */
function objection(row: Row, ins: readonly Shape[], ids: readonly string[], error: unknown): Omit<Mistake, 'at'> {
  const def = layerOf(row.kind);
  const shapes = ins.map((shape) => shape.slice(1));
  const [first = [], second = []] = shapes;
  const [id = '', before = '', other = ''] = ids;
  const what = error instanceof Error ? error.message : String(error);
  if (joins(row)) {
    const values = { id, before, other, first: sizeText(first), second: sizeText(second), join: row.kind };
    return { kind: 'shapes', values };
  }
  if (first.length !== 3) return { kind: 'maps', values: { id, before, count: elements(first) } };
  let attributes: ReturnType<typeof checkAttributes>;
  try {
    attributes = checkAttributes(def, row.attributes ?? {});
  } catch {
    return { kind: 'other', values: { what } };
  }
  const axes = def.axes?.(attributes, ins);
  const tight = axes?.find((axis) => axis.dilation * (axis.kernel - 1) + 1 > axis.input + axis.padBegin + axis.padEnd);
  if (axes && tight) {
    const reach = axes.map(({ kernel, dilation }) => dilation * (kernel - 1) + 1);
    const room = axes.map(({ input, padBegin, padEnd }) => input + padBegin + padEnd);
    return { kind: 'window', values: { id, kernel: sizeText(reach), size: side(first), room: sizeText(room) } };
  }
  const { groups, outChannels } = attributes;
  if (typeof groups === 'number' && groups > 1) {
    return { kind: 'groups', values: { id, groups, channels: first[0] ?? 0, filters: Number(outChannels) } };
  }
  return { kind: 'other', values: { what } };
}

/** What each row reads, by its place: the row before it, an earlier one, or both. */
const readsOf = (row: Row, at: number): readonly number[] =>
  joins(row) ? [at - 1, row.from ?? at] : [row.from ?? at - 1];

/** The first row whose output no other one reads. */
function unread(rows: Rows): number | null {
  const read = new Set(rows.flatMap(readsOf));
  const at = rows.findIndex((_, i) => i < rows.length - 1 && !read.has(i));
  return at < 0 ? null : at;
}

export function examine(rows: Rows, given: Given): Examined {
  const names = namesOf(rows);
  const shapes = new Map<string, Shape>([[INPUT, [1, ...given.shape]]]);
  const nodes: ModelNode[] = [];
  const idOf = (at: number): string => names[at]?.id ?? INPUT;
  const add = (node: ModelNode): void => {
    const def = layerOf(node.type);
    const ins = node.inputs.map((id) => shapes.get(id) ?? []);
    shapes.set(node.id, def.infer(checkAttributes(def, node.attributes ?? {}), ins));
    nodes.push(node);
  };
  const mistakeAt = (row: Row, at: number): Mistake | null => {
    const id = idOf(at);
    const reads = readsOf(row, at);
    const early = reads.find((each) => each >= at);
    if (early === at && row.from === undefined) return { at, kind: 'missing', values: { id } };
    if (early !== undefined) return { at, kind: 'later', values: { id, other: idOf(early) } };
    const inputs = reads.map((each) => outputOf(names, each));
    try {
      for (const node of nodesOf(row, names[at] ?? { id, activation: null }, inputs)) add(node);
    } catch (error) {
      // An activation fits behind every layer, so it is the layer that does not fit.
      const ins = inputs.map((each) => shapes.get(each) ?? []);
      return { at, ...objection(row, ins, [id, ...reads.map(idOf)], error) };
    }
    return null;
  };
  let mistake: Mistake | null = null;
  for (const [at, row] of rows.entries()) {
    mistake = mistakeAt(row, at);
    if (mistake) break;
  }
  const lost = mistake ? null : unread(rows);
  if (lost !== null) mistake = { at: lost, kind: 'unread', values: { id: idOf(lost) } };
  const [end] = names.slice(-1);
  if (!mistake && end) for (const node of headOf(end, outputOf(names, rows.length - 1), given.classes)) add(node);
  return measured(names, given.shape, nodes, mistake);
}

/** Shapes, costs and fields of the nodes that fit, and the first row with which they are too large together. */
function measured(
  names: readonly RowNames[],
  shape: Given['shape'],
  nodes: readonly ModelNode[],
  found: Mistake | null,
): Examined {
  const output = nodes.at(-1)?.id ?? INPUT;
  const spec: ModelSpec = { name: 'own', input: { shape }, nodes, output, labels: [], preprocessing: null };
  const model = resolveModel(spec, 1);
  const resolved = new Map(model.nodes.map((node) => [node.id, node]));
  const total = { parameters: 0, values: 0, macs: 0 };
  const large: Mistake[] = [];
  const rows = names.map(({ id, activation }, at): ExaminedRow => {
    const own = [id, ...(activation === null ? [] : [activation])].flatMap((name) => resolved.get(name) ?? []);
    const costs = own.map((node) => layerOf(node.type).cost(node.attributes, node.inShapes, node.shape));
    const parameters = costs.reduce((sum, cost) => sum + cost.parameters, 0);
    const macs = costs.reduce((sum, cost) => sum + cost.macs, 0);
    total.parameters += parameters;
    total.macs += macs;
    total.values += own.reduce((sum, node) => sum + elements(node.shape), 0);
    for (const kind of ['parameters', 'values', 'macs'] as const) {
      if (total[kind] > mostOf[kind]) large.push({ at, kind, values: { id, count: total[kind], most: mostOf[kind] } });
    }
    const last = own.at(-1);
    const [rows, columns] = last ? receptiveSize(model, last.id) : [0, 0];
    const sees = [Math.min(rows, shape[1]), Math.min(columns, shape[2])] as const;
    return { id, activation, shape: last ? last.shape.slice(1) : null, parameters, macs, sees };
  });
  const [tooLarge] = large;
  if (!tooLarge || (found && found.at <= tooLarge.at)) return { rows, mistake: found, nodes };
  const small = new Set(names.slice(0, tooLarge.at).flatMap(({ id, activation }) => [id, activation]));
  return { rows, mistake: tooLarge, nodes: nodes.filter(({ id }) => small.has(id)) };
}
