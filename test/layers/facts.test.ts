/** The facts that a layer's definition states, each against what its kernels do, for every sample of the definition. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/random';
import { elements } from '../../src/core/shapes';
import { layerAlone } from '../../src/graph/alone';
import { isLayerType, type LayerType, layerOf, layers } from '../../src/layers';
import { channelCount } from '../../src/layers/channels';
import { checkAttributes, type Sample } from '../../src/layers/layer';
import { randomValues, runCalls } from '../helpers/float64';

/** The layer alone in inference, on random values in float64. `run` gives its output, a copy. */
function alone(type: LayerType, sample: Sample) {
  const def = layerOf(type);
  const random = new Random(5);
  const attributes = checkAttributes(def, sample.attributes);
  const { storage, context, weights, forward } = layerAlone(def, attributes, sample.ins, { kind: 'infer' });
  const arrays = new Map<number, Float64Array>();
  const values = (id: number): Float64Array => {
    const array = arrays.get(id) ?? new Float64Array(storage.lengthOf(id));
    arrays.set(id, array);
    return array;
  };
  for (const { id } of context.ins) values(id).set(randomValues(values(id).length, random));
  for (const { name, shape } of weights) {
    const drawn = randomValues(elements(shape), random);
    values(context.weight(name)).set(name === 'variance' ? drawn.map((v) => 0.2 + v * v) : drawn);
  }
  const run = (): Float64Array => {
    runCalls(forward, values);
    return values(def.alias ? (context.ins[0]?.id ?? -1) : context.out.id).slice();
  };
  const outShape = context.out.shape;
  return { def, attributes, weights, ins: context.ins, outShape, values, weight: context.weight, run };
}

type Alone = ReturnType<typeof alone>;

/** The channels of the output at which two runs differ. */
function channelsThatDiffer(before: Float64Array, after: Float64Array, shape: Alone['outShape']): ReadonlySet<number> {
  const plane = elements(shape.slice(2));
  const found = new Set<number>();
  for (const [i, value] of after.entries()) {
    if (!Object.is(value, before[i])) found.add(Math.floor(i / plane) % channelCount(shape));
  }
  return found;
}

/** Other values in one channel of an input, in every sample. */
function changeChannel({ ins, values }: Alone, input: number, channel: number, random: Random): () => void {
  const { id, shape = [] } = ins[input] ?? { id: -1 };
  const array = values(id);
  const kept = array.slice();
  const plane = elements(shape.slice(2));
  for (let i = 0; i < array.length; i++) {
    if (Math.floor(i / plane) % channelCount(shape) === channel) array[i] = 3 * random.normal();
  }
  return () => array.set(kept);
}

const all = Object.keys(layers)
  .filter(isLayerType)
  .flatMap((type) => layerOf(type).samples.map((sample) => ({ type, sample, name: JSON.stringify(sample) })))
  // A single value is its own channel, window and class: of it no fact can be seen.
  .filter(({ sample }) => elements(sample.ins[0] ?? []) > 1);

/** At most so many of a list, evenly picked, with both ends. */
const some = (count: number, most: number): number[] => [
  ...new Set(Array.from({ length: Math.min(count, most) }, (_, k) => Math.round((k * (count - 1)) / (most - 1)))),
];

describe.each(all)('$type $name', ({ type, sample }) => {
  /** Axes that reach across samples have no channels to speak of. */
  const mixesBatch = sample.attributes.axis !== undefined && type === 'flatten' && sample.attributes.axis !== 1;

  it('reads the channels that it says, and no others', () => {
    if (mixesBatch) return;
    const one = alone(type, sample);
    const { def, attributes, ins, outShape } = one;
    const random = new Random(9);
    const before = one.run();
    const inShapes = ins.map(({ shape }) => shape);
    for (const input of ins.keys()) {
      for (const channel of some(channelCount(inShapes[input]), 3)) {
        const said = Array.from({ length: channelCount(outShape) }, (_, k) => k).filter((k) => {
          const read = def.channels({ attributes, inShapes, outShape, input, of: { from: k, to: k } });
          return read !== null && read.from <= channel && channel <= read.to;
        });
        // A value may hide a change, as one below zero does in ReLU: it is changed until it shows.
        const changed = new Set<number>();
        for (let round = 0; round < 6 && changed.size < said.length; round++) {
          const restore = changeChannel(one, input, channel, random);
          for (const found of channelsThatDiffer(before, one.run(), outShape)) changed.add(found);
          restore();
        }
        expect(
          [...changed].sort((a, b) => a - b),
          `input ${input}, channel ${channel}`,
        ).toEqual(said);
      }
    }
  });

  it('keeps zeros as they are where it says so', () => {
    const { def, attributes, ins, values, run } = alone(type, sample);
    for (const { id } of ins) values(id).fill(0);
    expect(run().every((value) => value === 0)).toBe(def.keepsZero(attributes));
  });

  it('is affine where it says so: small steps there and back cancel', () => {
    const { def, ins, values, run } = alone(type, sample);
    if (!def.affine) return;
    const random = new Random(3);
    const at = ins.map(({ id }) => values(id).slice());
    const along = at.map((x) => randomValues(x.length, random, 1e-7));
    const outputAt = (t: number): Float64Array => {
      for (const [k, { id }] of ins.entries()) {
        values(id).set((at[k] as Float64Array).map((x, i) => x + t * (along[k]?.[i] ?? 0)));
      }
      return run();
    };
    const [back, here, there] = [outputAt(-1), outputAt(0), outputAt(1)];
    for (const [i, y] of here.entries()) {
      const bend = (back[i] as number) - 2 * y + (there[i] as number);
      expect(Math.abs(bend)).toBeLessThanOrEqual(1e-13 * (1 + Math.abs(y)));
    }
  });

  it('is silenced, a channel at a time, by the weights that say so', () => {
    const { weights, outShape, values, weight, run } = alone(type, sample);
    const silencing = weights.filter(({ silences }) => silences);
    if (silencing.length === 0) return;
    const before = run();
    const channel = channelCount(outShape) - 1;
    for (const { name, shape } of silencing) {
      const size = elements(shape.slice(1));
      values(weight(name)).fill(0, channel * size, (channel + 1) * size);
    }
    const plane = elements(outShape.slice(2));
    for (const [i, value] of run().entries()) {
      const isOwn = Math.floor(i / plane) % channelCount(outShape) === channel;
      expect(Math.abs(value)).toBe(isOwn ? 0 : Math.abs(before[i] as number));
    }
  });
});

it.each(Object.keys(layers).filter(isLayerType))('%s writes its formula with what it gives first', (type) => {
  expect(layerOf(type).formula).toMatch(/^y(\[[^\]]+\])? = \S/);
});
