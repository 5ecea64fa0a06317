/**
 * Building a network: whatever is done to it, it is one that the planner takes or has a mistake at a row; what is offered
 * repairs it; and it comes back whole from a link and from JSON, whatever stands there.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ModelSpec, resolveModel } from '../../../../src/graph/model';
import { planModel } from '../../../../src/graph/plan';
import { attributesOf, withAttributes } from '../../../../src/workspace/training/network/attributes';
import { begun, insert, move, remove, replace } from '../../../../src/workspace/training/network/edits';
import { examine, type Given, mostOf } from '../../../../src/workspace/training/network/examine';
import { readSpec, specText } from '../../../../src/workspace/training/network/json';
import { repairsOf } from '../../../../src/workspace/training/network/repairs';
import {
  namesOf,
  outputOf,
  type Row,
  type Rows,
  rowActivations,
  rowKinds,
} from '../../../../src/workspace/training/network/rows';
import { readRows, rowsText } from '../../../../src/workspace/training/network/text';
import { networkFor, networkNames, rowsOf } from '../../../../src/workspace/training/networks';
import { setOf } from '../../../../src/workspace/training/sets';

const givens: readonly Given[] = [
  { shape: [1, 28, 28], classes: 10 },
  { shape: [3, 32, 32], classes: 4 },
];

const attributes: fc.Arbitrary<Row['attributes'] & object> = fc.oneof(
  fc.record({ outChannels: fc.integer({ min: 1, max: 24 }) }),
  fc.integer({ min: 1, max: 9 }).map((k) => ({ kernel: [k, k] as const })),
  fc.integer({ min: 1, max: 4 }).map((s) => ({ stride: [s, s] as const })),
  fc.integer({ min: 0, max: 3 }).map((p) => ({ pad: [p, p, p, p] as const })),
  fc.integer({ min: 1, max: 4 }).map((d) => ({ dilation: [d, d] as const })),
  fc.record({ groups: fc.integer({ min: 1, max: 8 }) }),
  fc.integer({ min: 1, max: 9 }).map((w) => ({ window: [w, w] as const })),
  fc.record({ outFeatures: fc.integer({ min: 1, max: 64 }) }),
);

/** One edit as a person makes it. */
const edit = fc.record({
  what: fc.constantFrom('insert', 'remove', 'move', 'attributes', 'then', 'from', 'repair'),
  kind: fc.constantFrom(...rowKinds),
  at: fc.nat(),
  to: fc.nat(),
  attributes,
  activation: fc.option(fc.constantFrom(...rowActivations), { nil: undefined }),
});

function edited(
  rows: Rows,
  given: Given,
  { what, kind, at: a, to: b, ...rest }: typeof edit extends fc.Arbitrary<infer T> ? T : never,
): Rows {
  const at = a % Math.max(1, rows.length);
  const row = rows[at];
  if (what === 'insert' || !row) {
    const place = a % (rows.length + 1);
    return insert(rows, place, begun(rows, place, kind, given));
  }
  const { activation: _, from: __, ...bare } = row;
  switch (what) {
    case 'remove':
      return remove(rows, at);
    case 'move':
      return move(rows, at, b % rows.length);
    case 'attributes': {
      const forms = Object.keys(attributesOf(row));
      const fitting = Object.fromEntries(Object.entries(rest.attributes).filter(([name]) => forms.includes(name)));
      return replace(rows, at, withAttributes(row, fitting));
    }
    case 'then':
      return replace(rows, at, {
        ...bare,
        ...(rest.activation && { activation: rest.activation }),
        ...(row.from !== undefined && { from: row.from }),
      });
    case 'from':
      return replace(rows, at, { ...row, from: (b % (rows.length + 1)) - 1 });
    default: {
      const examined = examine(rows, given);
      const repairs = repairsOf(rows, examined, given);
      return repairs[b % Math.max(1, repairs.length)]?.rows ?? rows;
    }
  }
}

const networks = fc
  .tuple(fc.constantFrom(...givens), fc.constantFrom(...networkNames), fc.array(edit, { maxLength: 12 }))
  .map(([given, name, edits]) => ({
    given,
    rows: edits.reduce((rows, each) => edited(rows, given, each), rowsOf(name)),
  }));

const specOf = ({ shape }: Given, nodes: ModelSpec['nodes']): ModelSpec => ({
  name: 'own',
  input: { shape },
  nodes,
  output: 'softmax',
  labels: [],
  preprocessing: null,
});

test('any edits leave a network that the planner takes, or one mistake at a row with a way out', () => {
  let [whole, broken] = [0, 0];
  fc.assert(
    fc.property(networks, ({ given, rows }) => {
      const examined = examine(rows, given);
      const { mistake, nodes } = examined;
      if (mistake) {
        broken += 1;
        expect(mistake.at).toBeLessThanOrEqual(rows.length);
        const repairs = repairsOf(rows, examined, given);
        expect(repairs.length).toBeGreaterThan(0);
        return;
      }
      whole += 1;
      const spec = specOf(given, nodes);
      expect(() => planModel(spec, { batch: 2, train: { optimiser: 'sgd' } })).not.toThrow();
      const shapes = new Map(resolveModel(spec, 1).nodes.map((node) => [node.id, node.shape]));
      const names = namesOf(rows);
      for (const [at, { shape }] of examined.rows.entries()) {
        expect(shape).toEqual(shapes.get(outputOf(names, at))?.slice(1));
      }
    }),
    { numRuns: 400 },
  );
  expect(Math.min(whole, broken)).toBeGreaterThan(50);
});

test('repairs end: taking the first one again and again makes a network that works', () => {
  fc.assert(
    fc.property(networks, ({ given, rows }) => {
      let now = rows;
      for (let i = 0; i < 200; i++) {
        const examined = examine(now, given);
        if (!examined.mistake) return;
        now = repairsOf(now, examined, given)[0]?.rows ?? now;
      }
      expect(rowsText(now)).toBe('still broken');
    }),
    { numRuns: 200 },
  );
});

test('moving a row and moving it back changes nothing, nor does adding one and removing it', () => {
  fc.assert(
    fc.property(networks, fc.nat(), fc.nat(), ({ rows }, a, b) => {
      fc.pre(rows.length > 0 && rows.length < mostOf.rows);
      const [at, to] = [a % rows.length, b % rows.length];
      expect(move(move(rows, at, to), to, at)).toEqual(rows);
      expect(remove(insert(rows, at, { kind: 'dropout' }), at)).toEqual(rows);
    }),
  );
});

test('a network comes back whole from a link, and from JSON if it works', () => {
  fc.assert(
    fc.property(networks, ({ given, rows }) => {
      expect(readRows(rowsText(rows))).toEqual(rows);
      expect(new URLSearchParams(new URLSearchParams({ layers: rowsText(rows) }).toString()).get('layers')).toBe(
        rowsText(rows),
      );
      const { mistake, nodes } = examine(rows, given);
      if (mistake) return;
      const read = readSpec(specText(specOf(given, nodes)));
      expect('rows' in read && examine(read.rows, given).nodes).toEqual(nodes);
    }),
  );
});

test('presets come back whole from JSON', () => {
  for (const name of networkNames)
    expect(readSpec(specText(networkFor(name, setOf('mnist'))))).toEqual({ rows: rowsOf(name) });
});

test('no text is taken for a network that is none', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const rows = readRows(text);
      if (rows) expect(() => examine(rows, { shape: [1, 28, 28], classes: 10 })).not.toThrow();
    }),
  );
  for (const text of [
    'conv',
    'conv2d-c0',
    'conv2d-c99999',
    'conv2d-c8.5',
    'conv2d-k3_3_3',
    'conv2d-constructor1',
    'conv2d-__proto__1',
    'dense-n1e9',
    'dense-nNaN',
    'add-r99',
    'dropout-q1',
    Array.from({ length: mostOf.rows + 1 }, () => 'flatten').join('*'),
  ]) {
    expect([text, readRows(text)]).toEqual([text, null]);
  }
});

test('hostile JSON is refused in words, and never throws', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const read = readSpec(JSON.stringify(value));
      expect('refused' in read || read.rows.length === 0).toBe(true);
    }),
  );
  const node = { id: 'a', type: 'conv2d', inputs: ['input'] };
  const refused = (nodes: unknown): string => {
    const read = readSpec(JSON.stringify(nodes));
    return 'refused' in read ? read.refused : 'taken';
  };
  expect(refused([node])).toBe('taken');
  expect(readSpec('{')).toEqual({ refused: 'json', values: {} });
  expect(refused({ layers: [] })).toBe('nodes');
  expect(refused([node, node])).toBe('name');
  expect(refused([{ ...node, type: 'toString' }])).toBe('type');
  expect(refused([{ ...node, type: 'reshape' }])).toBe('type');
  expect(refused([{ ...node, inputs: ['b'] }])).toBe('inputs');
  expect(refused([{ ...node, inputs: [] }])).toBe('inputs');
  expect(refused([{ ...node, attributes: { outChannels: 1e9 } }])).toBe('attributes');
  expect(refused([{ ...node, attributes: { kernel: 'large' } }])).toBe('attributes');
  expect(refused([{ ...node, attributes: { sides: 3 } }])).toBe('attributes');
  expect(refused(Array.from({ length: 200 }, (_, i) => ({ ...node, id: `${i}` })))).toBe('many');
  // What is read before its activation cannot be a row.
  const relu = { id: 'r', type: 'relu', inputs: ['a'] };
  expect(refused([node, relu, { id: 's', type: 'add', inputs: ['r', 'a'] }])).toBe('branch');
});
