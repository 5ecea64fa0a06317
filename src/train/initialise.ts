/** Initial weights of a network to be trained. */
import type { Weights } from '../backend/types';
import { EngineError } from '../core/errors';
import { Random } from '../core/random';
import { elements } from '../core/shapes';
import { type ModelSpec, resolveModel, weightName } from '../graph/model';
import type { Fans, WeightDef } from '../layers/layer';

/**
 * How a layer's filters begin. `he`: normal with variance 2 / fanIn (He et al., 2015); `glorot`: 2 / (fanIn + fanOut)
 * (Glorot and Bengio, 2010); `lecun`: 1 / fanIn (LeCun et al., Efficient BackProp, 1998); `uniform` between
 * ±1 / sqrt(fanIn), which PyTorch begins with; `zeros`. All times `share`, which is 1 unless said otherwise.
 */
export interface Initialisation {
  readonly kind: keyof typeof draws;
  readonly share?: number;
}

/** For some layers, by node id, and for all others: He's, unless said otherwise. */
export interface Initialisations {
  readonly others?: Initialisation;
  readonly layers?: { readonly [node: string]: Initialisation };
}

const normal = (variance: (fans: Fans) => number) => (fans: Fans, random: Random) =>
  Math.sqrt(variance(fans)) * random.normal();

/** Each takes two uniform numbers for a value, so that how one layer begins does not change how the others do. */
const draws = {
  he: normal(({ fanIn }) => 2 / fanIn),
  glorot: normal(({ fanIn, fanOut }) => 2 / (fanIn + fanOut)),
  lecun: normal(({ fanIn }) => 1 / fanIn),
  uniform: ({ fanIn }: Fans, random: Random): number => {
    const value = random.uniform(-1, 1) / Math.sqrt(fanIn);
    random.uniform();
    return value;
  },
  zeros: (_: Fans, random: Random): number => {
    random.normal();
    return 0;
  },
} as const satisfies { readonly [kind: string]: (fans: Fans, random: Random) => number };

function valuesOf({ shape, initial }: WeightDef, { kind, share = 1 }: Initialisation, random: Random): Float32Array {
  const values = new Float32Array(elements(shape));
  return typeof initial === 'number' ? values.fill(initial) : values.map(() => share * draws[kind](initial, random));
}

/**
 * Each layer's initial weights, in node order, from one seed. Throws what resolveModel throws, and EngineError('graph')
 * for a layer that the network does not have.
 */
export function initialWeights(
  spec: ModelSpec,
  seed: number,
  { others = { kind: 'he' }, layers = {} }: Initialisations = {},
): Weights {
  const random = new Random(seed);
  const weights = new Map<string, Float32Array>();
  const { nodes } = resolveModel(spec, 1);
  const unknown = Object.keys(layers).find((id) => !nodes.some((node) => node.id === id));
  if (unknown !== undefined) throw new EngineError('graph', `there is no node ${unknown} to initialise`);
  for (const node of nodes) {
    const how = layers[node.id] ?? others;
    for (const weight of node.weights) weights.set(weightName(node.id, weight.name), valuesOf(weight, how, random));
  }
  return weights;
}
