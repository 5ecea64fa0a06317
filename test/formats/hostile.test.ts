/**
 * Model files that are damaged, or made to do harm: whatever is changed, the page's whole way from bytes to a planned
 * network either works or throws an EngineError with a sentence, soon and without much memory.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EngineError } from '../../src/core/errors';
import { decodeModel, encodeModel } from '../../src/formats/model';
import { networkOf } from '../../src/workspace/network';
import { branches, chain, stored } from '../helpers/models';

const files = [chain, branches].map((spec) => encodeModel(spec, stored(spec).weights, { data: 'none' }));
const [chainFile = new Uint8Array()] = files;
const fileAt = (index: number): Uint8Array => files[index] ?? chainFile;
/** Which of the files; not its bytes, so that a counterexample can be read. */
const anyFile = fc.nat(files.length - 1);
const PREFIX = 8;

const headerLength = (bytes: Uint8Array): number =>
  Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));

/** Opens a file as the page does. An EngineError's code, or 'opened'. Anything else that is thrown is a fault. */
function open(bytes: Uint8Array): string {
  const before = performance.now();
  try {
    const { plan } = networkOf(decodeModel(bytes));
    expect(plan.tensors.length).toBeGreaterThan(0);
    return 'opened';
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    expect(error.message).toMatch(/\S.{8,}/);
    expect(error.message.length).toBeLessThan(1000);
    return error.code;
  } finally {
    // No assertion of speed: a loop over a number that the file made up would take minutes.
    expect(performance.now() - before).toBeLessThan(10_000);
  }
}

/** A file with another header (as JSON text), its length put right, before the same data. */
function withHeader(bytes: Uint8Array, text: string): Uint8Array {
  const json = new TextEncoder().encode(text);
  const data = bytes.subarray(PREFIX + headerLength(bytes));
  const changed = new Uint8Array(PREFIX + json.length + data.length);
  new DataView(changed.buffer).setBigUint64(0, BigInt(json.length), true);
  changed.set(json, PREFIX);
  changed.set(data, PREFIX + json.length);
  return changed;
}

const headerText = (bytes: Uint8Array): string =>
  new TextDecoder().decode(bytes.subarray(PREFIX, PREFIX + headerLength(bytes)));

type Header = Record<string, unknown> & { __metadata__: Record<string, string> };

const headerOf = (bytes: Uint8Array): Header => JSON.parse(headerText(bytes));

/** A file whose model has been changed by `change`. */
function withModel(bytes: Uint8Array, change: (model: unknown) => unknown): Uint8Array {
  const header = headerOf(bytes);
  const model = change(JSON.parse(header.__metadata__.model ?? ''));
  return withHeader(
    bytes,
    JSON.stringify({ ...header, __metadata__: { ...header.__metadata__, model: JSON.stringify(model) } }),
  );
}

/** Every place in a JSON value, as a way of keys. */
function placesIn(value: unknown, way: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [way];
  const keys = Array.isArray(value) ? value.map((_, k) => k) : Object.keys(value);
  return [way, ...keys.flatMap((key) => placesIn(Reflect.get(value, key), [...way, key]))];
}

function replaced(value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((item, k) => (k === key ? replaced(item, rest, by) : item));
  if (typeof value !== 'object' || value === null) return value;
  // JSON.parse makes an own property of `__proto__`; so does this.
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, name === key ? replaced(item, rest, by) : item]),
  );
}

const nasty = fc.oneof(
  fc.constantFrom<unknown>(null, true, '', '__proto__', 'constructor', 'input', 'softmax', [], {}, [[]], { length: 9 }),
  fc.constantFrom<unknown>(0, -1, 0.5, 1, 2, 1e9, 2 ** 31, 2 ** 32 + 1, 2 ** 53, 1e308, -1e308, 1e-320),
  fc.constantFrom<unknown>([1e9, 1e9], [0, 0], [1, 1, 1, 1], [16384, 16384, 16384], [-1, 5], 'x'.repeat(100_000)),
  fc.jsonValue(),
);

describe('bytes', () => {
  test('the files that are changed here open as they are', () => {
    expect(files.map(open)).toEqual(['opened', 'opened']);
  });

  test('cut off anywhere', () => {
    for (let length = 0; length < chainFile.length; length += length < 100 ? 1 : 37) {
      expect(open(chainFile.subarray(0, length))).not.toBe('opened');
    }
  });

  test('with anything behind', () => {
    fc.assert(
      fc.property(anyFile, fc.uint8Array({ minLength: 1, maxLength: 64 }), (file, more) => {
        expect(open(Uint8Array.from([...fileAt(file), ...more]))).toBe('file');
      }),
    );
  });

  test('with a header of any length', () => {
    const lengths = [0n, 1n, 7n, 2n ** 31n, 2n ** 32n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 63n, 2n ** 64n - 1n];
    for (const length of lengths) {
      const bytes = chainFile.slice();
      new DataView(bytes.buffer).setBigUint64(0, length, true);
      expect(open(bytes)).toBe('file');
    }
  });

  test('changed anywhere, one by one or many at once', () => {
    // Small numbers are far likelier to hit the header, where the sense is.
    const at = fc.oneof(fc.nat(PREFIX - 1), fc.nat(2000), fc.nat());
    const changes = fc.array(fc.tuple(at, fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(anyFile, changes, (file, bytes) => {
        const changed = fileAt(file).slice();
        for (const [place, byte] of bytes) changed[place % changed.length] = byte;
        open(changed);
      }),
      { numRuns: 1500 },
    );
  });

  test('of something else altogether', () => {
    const html = '<!doctype html><html lang="en"><title>404</title><body>Not found</body></html>';
    for (const text of ['', '\0', html, '{"model":1}', 'version https://git-lfs.github.com/spec/v1\n']) {
      expect(open(new TextEncoder().encode(text))).toBe('file');
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => open(bytes) !== 'opened'));
  });
});

describe('the header', () => {
  test('with any value in any place', () => {
    fc.assert(
      fc.property(anyFile, fc.nat(), nasty, (file, pick, value) => {
        const bytes = fileAt(file);
        const header = headerOf(bytes);
        const places = placesIn(header);
        open(withHeader(bytes, JSON.stringify(replaced(header, places[pick % places.length] ?? [], value))));
      }),
      { numRuns: 1500 },
    );
  });

  test('nested deeper than any reader goes', () => {
    for (const depth of [10_000, 1_000_000]) {
      const deep = `{"__metadata__":{},"x":${'['.repeat(depth)}${']'.repeat(depth)}}`;
      expect(open(withHeader(chainFile, deep))).toBe('file');
    }
  });

  test('with names that objects have by themselves', () => {
    for (const name of ['__proto__', 'constructor', 'toString', '']) {
      const text = headerText(chainFile).replace('"dense.bias"', JSON.stringify(name));
      expect(open(withHeader(chainFile, text))).toMatch(/file|weights/);
    }
    expect(Object.prototype).not.toHaveProperty('dtype');
  });
});

describe('the model', () => {
  test('with any value in any place', () => {
    fc.assert(
      fc.property(anyFile, fc.nat(), nasty, (file, pick, value) => {
        open(
          withModel(fileAt(file), (model) => {
            const places = placesIn(model);
            return replaced(model, places[pick % places.length] ?? [], value);
          }),
        );
      }),
      { numRuns: 3000 },
    );
  });

  test('with any attributes, also those that fit their form', () => {
    const sizes = fc.constantFrom(1, 2, 3, 7, 1000, 65536, 2 ** 31 - 1);
    const attribute = fc.oneof(sizes, fc.tuple(sizes, sizes), fc.tuple(sizes, sizes, sizes, sizes), nasty);
    const name = fc.constantFrom('kernel', 'stride', 'pad', 'dilation', 'groups', 'outChannels', 'window', 'axis');
    fc.assert(
      fc.property(fc.nat(), fc.dictionary(name, attribute), (pick, attributes) => {
        open(
          withModel(chainFile, (model) => {
            const nodes = chain.nodes.map((node, k) =>
              k === pick % chain.nodes.length ? { ...node, attributes: { ...node.attributes, ...attributes } } : node,
            );
            return { ...Object(model), nodes };
          }),
        );
      }),
      { numRuns: 3000 },
    );
  });

  test('of many layers, large inputs and long chains of doubling', () => {
    const doubling = Array.from({ length: 64 }, (_, k) => ({
      id: `n${k}`,
      type: 'concat',
      inputs: k === 0 ? ['input', 'input'] : [`n${k - 1}`, `n${k - 1}`],
    }));
    const padding = Array.from({ length: 50 }, (_, k) => ({
      id: `n${k}`,
      type: 'pad',
      inputs: [k === 0 ? 'input' : `n${k - 1}`],
      attributes: { pads: [1000, 1000, 1000, 1000] },
    }));
    const many = Array.from({ length: 10_000 }, (_, k) => ({
      id: `n${k}`,
      type: 'relu',
      inputs: [k === 0 ? 'input' : `n${k - 1}`],
    }));
    const wide = Array.from({ length: 100 }, (_, k) => ({ id: `n${k}`, type: 'relu', inputs: ['input'] }));
    const large = [{ id: 'n0', type: 'relu', inputs: ['input'] }];
    const shapes = new Map([
      [large, [16384, 16384, 16384]],
      [wide, [3, 3000, 3000]],
    ]);
    for (const nodes of [doubling, padding, many, wide, large]) {
      const output = nodes.at(-1)?.id;
      const changed = withModel(chainFile, (model) => ({
        ...Object(model),
        nodes,
        output,
        labels: [],
        ...(shapes.has(nodes) ? { input: { shape: shapes.get(nodes) } } : {}),
      }));
      expect(open(changed)).toMatch(/weights|memory|shape|attribute|graph|file/);
    }
  });
});

test('weights that are no numbers are weights: the network opens, and its maps show what comes of them', () => {
  const weights = new Map([...stored(chain).weights].map(([name, values]) => [name, values.fill(Number.NaN)]));
  expect(open(encodeModel(chain, weights))).toBe('opened');
});
