/** How each shipped model is trained. The test set influences nothing; held-out training pictures monitor the run. */
import type { ModelSpec } from '../../src/graph/model';
import { DigitAugmenter, PictureAugmenter } from '../../src/train/data/augment';
import { type ImageSet, slice } from '../../src/train/data/imageSet';
import type { OptimiserSpec } from '../../src/train/optimiser';
import { imageSource, type SampleSource } from '../../src/train/samples';
import { checkPreprocessing } from '../../src/vision/preprocessing';
import { type DataSplit, loadCifar, loadMnist } from '../data';
import { digitsSpec, objectsSpec } from './specs';

export interface Recipe {
  readonly spec: ModelSpec;
  readonly epochs: number;
  readonly batch: number;
  readonly optimiser: OptimiserSpec;
  /** Peak learning rate, and the share of the run spent warming up. */
  readonly peak: number;
  readonly warmup: number;
  readonly smoothing: number;
  readonly average: { readonly decay: number; readonly every: number };
  /** The last training pictures are held out, this many: they monitor the run and fit the temperature. */
  readonly heldOut: number;
  load(): Promise<DataSplit>;
  augmenter(): DigitAugmenter | PictureAugmenter;
}

export const recipes = {
  digits: {
    spec: digitsSpec,
    epochs: 24,
    batch: 100,
    optimiser: { kind: 'adamw', beta1: 0.9, beta2: 0.99, epsilon: 1e-8, decay: 0.05 },
    peak: 0.004,
    warmup: 0.15,
    smoothing: 0.02,
    average: { decay: 0.98, every: 10 },
    heldOut: 5000,
    load: async () => loadMnist(),
    augmenter: () => new DigitAugmenter(),
  },
  objects: {
    spec: objectsSpec,
    epochs: 16,
    batch: 100,
    optimiser: { kind: 'nesterov', momentum: 0.9, decay: 0.005, decoupled: true },
    peak: 0.1,
    warmup: 0.1875,
    smoothing: 0.05,
    average: { decay: 0.98, every: 10 },
    heldOut: 2500,
    load: loadCifar,
    augmenter: () => new PictureAugmenter(32, 32, { brightness: 0, contrast: 0, saturation: 0, erase: 0 }),
  },
} satisfies Record<string, Recipe>;

export type RecipeName = keyof typeof recipes;
export const isRecipeName = (name: string | undefined): name is RecipeName =>
  name !== undefined && Object.hasOwn(recipes, name);

export interface Sources {
  /** Augmented. */
  readonly train: SampleSource;
  /** Held-out training pictures, not augmented. */
  readonly heldOut: SampleSource;
  readonly test: SampleSource;
  readonly testSet: ImageSet;
}

/** Loads a recipe's data. `limit` trains on the first pictures only. */
export async function sourcesOf(recipe: Recipe, limit = Number.POSITIVE_INFINITY): Promise<Sources> {
  const { train, test } = await recipe.load();
  const preprocessing = checkPreprocessing(recipe.spec.preprocessing);
  const classes = recipe.spec.labels.length;
  const end = train.count - recipe.heldOut;
  return {
    train: imageSource(slice(train, 0, Math.min(end, limit)), classes, preprocessing, recipe.augmenter()),
    heldOut: imageSource(slice(train, end, train.count), classes, preprocessing),
    test: imageSource(test, classes, preprocessing),
    testSet: test,
  };
}
