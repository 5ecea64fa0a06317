/**
 * Runs of training as they are kept on this device. Another version of the page or another tab may have written them,
 * so that whatever is read is checked, and what cannot be used is as good as absent.
 */
import type { Weights } from '../../backend/types';
import { checkModel, type ModelSpec, resolveModel, weightName } from '../../graph/model';
import type { Checkpoint } from '../../train/loop';
import type { Database, Kept, KeptMoment } from '../storage/database';
import { isSameRecipe } from './differences';
import { type Recipe, recipeCodec } from './recipe';
import type { LayerMoment } from './tally';

/** How good the network is at a moment. Losses are means of -ln p(right), in nats. */
export interface Moment {
  /** Steps done. */
  readonly step: number;
  /** Of the pictures learned from since the moment before; NaN at the start. */
  readonly loss: number;
  readonly accuracy: number;
  /** Of pictures that are never learned from. */
  readonly newLoss: number;
  readonly newAccuracy: number;
  /** Each layer with parameters, in the order of the network. */
  readonly layers: readonly LayerMoment[];
  /** The largest |weight| of the first of them. */
  readonly extent: number;
  /** The learning rate by which it was reached. */
  readonly rate: number;
  /** Of training up to here. */
  readonly milliseconds: number;
}

/**
 * What is noted on a run's axis: a number by which it learns or the variation of pictures has changed, it is computed
 * elsewhere, or it has gone on from an earlier step (`to`; `from` was the end).
 */
export const markKinds = ['rate', 'decay', 'smoothing', 'batch', 'varied', 'backend', 'back'] as const;

export interface Mark {
  readonly step: number;
  readonly what: (typeof markKinds)[number];
  readonly from: string | number | boolean;
  readonly to: string | number | boolean;
}

/** A run and all that is needed to go on with it. */
export interface Past {
  readonly recipe: Recipe;
  readonly spec: ModelSpec;
  /** Where it was computed last. */
  readonly backend: string;
  readonly moments: readonly Moment[];
  /** The whole run at each moment. */
  readonly checkpoints: readonly Checkpoint[];
  readonly marks: readonly Mark[];
  /** Steps of the whole run, and of an epoch. */
  readonly steps: number;
  readonly epoch: number;
}

/** A run in the store `runs`. */
export interface RunRecord extends Kept, Omit<Past, 'checkpoints'> {
  readonly version: typeof VERSION;
  /** Given by the person; empty: none. */
  readonly name: string;
  /** Milliseconds since 1970: of its first moment, and of its last. */
  readonly begun: number;
  readonly changed: number;
}

/** Of the records' form. */
export const VERSION = 1;

type Fields = { readonly [field: string]: unknown };
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isNumber = (value: unknown): value is number => typeof value === 'number';

const numbersOfMoment = ['loss', 'accuracy', 'newLoss', 'newAccuracy', 'extent', 'rate', 'milliseconds'] as const;

const numbersOfLayer = ['gradient', 'step', 'weight', 'dead'] as const;

const isMoment = (value: unknown): value is Moment =>
  isFields(value) &&
  isCount(value.step) &&
  numbersOfMoment.every((name) => isNumber(value[name])) &&
  Array.isArray(value.layers) &&
  value.layers.every((layer) => isFields(layer) && numbersOfLayer.every((name) => isNumber(layer[name])));

const isValue = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

const isMark = (value: unknown): value is Mark =>
  isFields(value) &&
  isCount(value.step) &&
  markKinds.some((kind) => kind === value.what) &&
  isValue(value.from) &&
  isValue(value.to);

/** A recipe is one that would come back whole from an address. */
function isRecipe(value: unknown): boolean {
  const recipe = value as Recipe;
  const texts = Object.entries(recipeCodec.write(recipe)).flatMap(([name, text]) =>
    text === null ? [] : [[name, text]],
  );
  const read = recipeCodec.read(new URLSearchParams(texts));
  return isSameRecipe(recipe, { ...recipe, ...read });
}

/** The length of each of a network's weights, by name. Throws EngineError for what is no network. */
const lengthsOf = (spec: unknown): ReadonlyMap<string, number> =>
  new Map(
    resolveModel(checkModel(spec), 1).nodes.flatMap((node) =>
      node.weights.map(({ name, shape }) => [weightName(node.id, name), shape.reduce((a, b) => a * b, 1)] as const),
    ),
  );

/** A record of the store `runs`, or null if it cannot be used. */
export function readRun(value: unknown): RunRecord | null {
  try {
    const run = value as RunRecord;
    lengthsOf(run.spec);
    const isSound =
      run.version === VERSION &&
      [run.id, run.name, run.backend].every((text) => typeof text === 'string') &&
      [run.begun, run.changed, run.steps, run.epoch].every(isCount) &&
      isRecipe(run.recipe) &&
      run.moments.length > 0 &&
      run.moments.every(isMoment) &&
      run.moments.every(({ step }, i) => step <= run.steps && step > (run.moments[i - 1]?.step ?? -1)) &&
      run.marks.every(isMark);
    return isSound ? run : null;
  } catch {
    return null;
  }
}

const isArrays = (value: unknown): value is Weights =>
  value instanceof Map &&
  [...value].every(([name, array]) => typeof name === 'string' && array instanceof Float32Array);

/** Those of a checkpoint's tensors that the network computes with. */
export function weightsIn({ tensors }: Checkpoint, spec: ModelSpec): Weights {
  const lengths = lengthsOf(spec);
  return new Map([...tensors].filter(([name]) => lengths.has(name)));
}

/** The records of a checkpoint: the last of a run has more than weights and running statistics. */
export const momentRecord = (run: string, checkpoint: Checkpoint, rest: boolean, spec: ModelSpec): KeptMoment => {
  const { step, seed, averaged, averageUpdates, tensors } = checkpoint;
  const weights = weightsIn(checkpoint, spec);
  return {
    run,
    step,
    seed,
    weights,
    ...(rest && { rest: new Map([...tensors].filter(([name]) => !weights.has(name))), averaged, averageUpdates }),
  };
};

/** A record of the store `moments`, or null if it cannot be used for this run. */
export function readMoment(value: unknown, { spec, recipe }: Pick<RunRecord, 'spec' | 'recipe'>): Checkpoint | null {
  if (!isFields(value) || !isCount(value.step) || !isArrays(value.weights)) return null;
  const { step, seed, weights, rest = new Map(), averaged = new Map(), averageUpdates = 0 } = value;
  for (const [name, length] of lengthsOf(spec)) if (weights.get(name)?.length !== length) return null;
  if (seed !== recipe.seed || !isArrays(rest) || !isArrays(averaged) || !isCount(averageUpdates)) return null;
  return { step, seed, averaged, averageUpdates, tensors: new Map([...weights, ...rest]) };
}

/** All moments of a run from a step on (exclusive, if said). */
export const momentsOf = (run: string, after = -1): IDBKeyRange =>
  IDBKeyRange.bound([run, after], [run, Number.POSITIVE_INFINITY], true);

/** A kept run with its moments; null if there is none, or nothing of use. */
export async function loadPast(database: Database, id: string): Promise<Past | null> {
  const run = readRun(await database.get('runs', id));
  if (!run) return null;
  const checkpoints = new Map<number, Checkpoint>();
  for (const kept of await database.getAll('moments', momentsOf(id))) {
    const checkpoint = readMoment(kept, run);
    if (checkpoint) checkpoints.set(checkpoint.step, checkpoint);
  }
  const moments = run.moments.filter(({ step }) => checkpoints.has(step));
  if (moments.length === 0) return null;
  return {
    ...run,
    moments,
    checkpoints: moments.flatMap(({ step }) => checkpoints.get(step) ?? []),
  };
}
