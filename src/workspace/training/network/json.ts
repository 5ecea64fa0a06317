/**
 * A network as JSON: the engine's own spec, so that what is copied here can be trained by a script. What is pasted is
 * checked like a file from anywhere, and said plainly where it is no network that the page can build.
 */
import type { ModelNode, ModelSpec } from '../../../graph/model';
import { INPUT } from '../../../graph/model';
import { isLayerType } from '../../../layers';
import type { AttributeValue } from '../../../layers/layer';
import { isChoice } from '../../choices';
import { checkedAttributes } from './attributes';
import { mostOf } from './examine';
import { joins, type Row, type Rows, rowActivations, rowKinds } from './rows';

export const refusals = ['json', 'nodes', 'many', 'name', 'type', 'inputs', 'branch', 'attributes'] as const;

/** Why a text is no network, for a sentence. */
export interface Refused {
  readonly refused: (typeof refusals)[number];
  readonly values: { readonly [name: string]: string | number };
}

/** The spec, a node a line. */
export function specText({ nodes, ...spec }: ModelSpec): string {
  const lines = nodes.map((node) => `    ${JSON.stringify(node)}`).join(',\n');
  const rest = Object.entries(spec).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return `{\n${[...rest, `  "nodes": [\n${lines}\n  ]`].join(',\n')}\n}`;
}

type Parsed = { readonly [key: string]: unknown };
const isRecord = (value: unknown): value is Parsed =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

class Refusal extends Error {
  constructor(readonly reason: Refused) {
    super(reason.refused);
  }
}

function refuse(refused: Refused['refused'], values: Refused['values'] = {}): never {
  throw new Refusal({ refused, values });
}

/** What stands in an error: enough to find the place. */
const quoted = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 60);

function nodesIn(text: string): readonly Parsed[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('json');
  }
  const nodes = isRecord(value) ? value.nodes : value;
  if (!Array.isArray(nodes) || !nodes.every(isRecord)) return refuse('nodes');
  if (nodes.length > 2 * mostOf.rows + 2) refuse('many', { most: mostOf.rows });
  return nodes;
}

/** A node with its name and inputs, each the name of an earlier one. */
function checkedNode({ id, type, inputs, attributes = {} }: Parsed, known: ReadonlySet<string>): ModelNode {
  if (typeof id !== 'string' || id === '' || id.length > 200 || known.has(id))
    return refuse('name', { got: quoted(id) });
  if (typeof type !== 'string' || !isLayerType(type)) return refuse('type', { id, got: quoted(type) });
  const isKnown = (each: unknown): each is string => typeof each === 'string' && known.has(each);
  if (!Array.isArray(inputs) || inputs.length === 0 || !inputs.every(isKnown)) return refuse('inputs', { id });
  if (!isRecord(attributes)) return refuse('attributes', { id, what: quoted(attributes) });
  return { id, type, inputs, attributes: attributes as { [name: string]: AttributeValue } };
}

/** Without the softmax at the end, and the dense layer before it: every network gets those for its classes. */
function withoutHead(nodes: readonly ModelNode[]): readonly ModelNode[] {
  const last = nodes.at(-1);
  if (last?.type !== 'softmax') return nodes;
  const before = nodes.at(-2);
  const isHead = before?.type === 'dense' && last.inputs[0] === before.id;
  return nodes.slice(0, isHead ? -2 : -1);
}

function rowsIn(nodes: readonly ModelNode[]): Rows {
  const rows: Row[] = [];
  /** Which row each name stands for, as long as its output can be read. */
  const places = new Map<string, number>([[INPUT, -1]]);
  let last = INPUT;
  for (const { id, type, inputs, attributes = {} } of nodes) {
    const reads = inputs.map((each) => places.get(each) ?? refuse('branch', { id }));
    const own = rows.at(-1);
    if (
      isChoice(rowActivations, type) &&
      own &&
      !own.activation &&
      inputs[0] === last &&
      Object.keys(attributes).length === 0
    ) {
      rows[rows.length - 1] = { ...own, activation: type };
      places.delete(last);
    } else {
      if (!isChoice(rowKinds, type)) return refuse('type', { id, got: type });
      const before = rows.length - 1;
      const isJoin = joins({ kind: type });
      if (inputs.length !== (isJoin ? 2 : 1)) return refuse('inputs', { id });
      const other = isJoin ? reads.toSpliced(reads.lastIndexOf(before), 1) : reads;
      if (isJoin && !reads.includes(before)) return refuse('branch', { id });
      const [from = before] = other;
      try {
        rows.push({
          kind: type,
          ...checkedAttributes(type, attributes),
          ...((isJoin || from !== before) && { from }),
        });
      } catch (error) {
        return refuse('attributes', { id, what: error instanceof Error ? error.message : String(error) });
      }
    }
    places.set(id, rows.length - 1);
    last = id;
  }
  return rows;
}

/** The rows of a text; they may still not fit together, or not the pictures. */
export function readSpec(text: string): { readonly rows: Rows } | Refused {
  try {
    const known = new Set<string>([INPUT]);
    const nodes = nodesIn(text).map((node) => {
      const checked = checkedNode(node, known);
      known.add(checked.id);
      return checked;
    });
    const rows = rowsIn(withoutHead(nodes));
    return rows.length > mostOf.rows ? { refused: 'many', values: { most: mostOf.rows } } : { rows };
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}
