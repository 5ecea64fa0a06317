/** How each shipped model is trained. The test set influences nothing; held-out training pictures monitor the run. */
import type { StoredType } from '../../src/formats/safetensors';
import type { ModelSpec } from '../../src/graph/model';
import { DigitAugmenter, PictureAugmenter } from '../../src/train/data/augment';
import { type ImageSet, joined, slice } from '../../src/train/data/imageSet';
import type { OptimiserSpec } from '../../src/train/optimiser';
import { imageSource, type SampleSource, writeTarget } from '../../src/train/samples';
import type { Schedule } from '../../src/train/schedule';
import { checkPreprocessing } from '../../src/vision/preprocessing';
import { type DataSplit, loadCifar, loadMnist } from '../data';
import { drawnDigits, noDigits } from './drawn';
import { digitsSpec, objectsSpec } from './specs';

export interface Recipe {
  readonly spec: ModelSpec;
  readonly epochs: number;
  readonly batch: number;
  readonly optimiser: OptimiserSpec;
  /** Learning rates of a run of so many steps. */
  rate(steps: number): Schedule;
  readonly smoothing: number;
  readonly average: { readonly decay: number; readonly every: number };
  /** The last training pictures are held out, this many: they monitor the run and fit the temperature. */
  readonly heldOut: number;
  /** How the file holds the weights. */
  readonly stored: StoredType;
  load(): Promise<DataSplit>;
  /**
   * Pictures to learn from beside the training set. A label beyond the classes means that a picture is none of them:
   * the network learns to find all classes equally likely (Hendrycks et al., Deep Anomaly Detection with Outlier
   * Exposure, 2019).
   */
  beside?(train: ImageSet): readonly ImageSet[];
  augmenter(): DigitAugmenter | PictureAugmenter;
}

export const recipes = {
  digits: {
    spec: digitsSpec,
    epochs: 48,
    batch: 100,
    optimiser: { kind: 'adamw', beta1: 0.9, beta2: 0.99, epsilon: 1e-8, decay: 0.05 },
    rate: (steps) => ({ kind: 'cosine', steps, rate: 0.004, warmup: 0.15, end: 0.002 }),
    smoothing: 0.02,
    average: { decay: 0.98, every: 10 },
    heldOut: 5000,
    stored: 'F16',
    load: async () => loadMnist(),
    beside: (train) => [drawnDigits(6000, 11), noDigits(15_000, 12, train)],
    augmenter: () =>
      new DigitAugmenter({
        rotation: 10,
        slant: 0.15,
        scale: [0.85, 1.12],
        stretch: 0.1,
        translation: 1.5,
        elastic: 0.8,
        thicknessChance: 0.35,
        contrast: [0.7, 1],
        recentre: 0.7,
      }),
  },
  objects: {
    spec: objectsSpec,
    epochs: 16,
    batch: 100,
    optimiser: { kind: 'nesterov', momentum: 0.9, decay: 0.005, decoupled: true },
    rate: (steps) => ({ kind: 'cosine', steps, rate: 0.1, warmup: 0.1875, end: 0.002 }),
    smoothing: 0.05,
    average: { decay: 0.98, every: 10 },
    heldOut: 2500,
    stored: 'F32',
    load: loadCifar,
    augmenter: () => new PictureAugmenter(32, 32, { brightness: 0, contrast: 0, saturation: 0, erase: 0 }),
  },
} satisfies Record<string, Recipe>;

export type RecipeName = keyof typeof recipes;
export const isRecipeName = (name: string | undefined): name is RecipeName =>
  name !== undefined && Object.hasOwn(recipes, name);

/** A source whose samples with a label beyond the classes have all classes as their target, equally. */
export function uncertain(source: SampleSource): SampleSource {
  const { classes } = source;
  return {
    ...source,
    target(index, into, at) {
      if (source.label(index) < classes) writeTarget(source, index, into, at);
      else into.fill(1 / classes, at, at + classes);
    },
  };
}

export interface Sources {
  /** The training pictures that are not held out. */
  readonly trainingSet: ImageSet;
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
    trainingSet: slice(train, 0, Math.min(end, limit)),
    heldOut: imageSource(slice(train, end, train.count), classes, preprocessing),
    test: imageSource(test, classes, preprocessing),
    testSet: test,
  };
}

/** What a network learns from: a set and what its recipe has beside it, augmented. */
export function trainingSource(recipe: Recipe, set: ImageSet): SampleSource {
  const all = joined([set, ...(recipe.beside?.(set) ?? [])]);
  const preprocessing = checkPreprocessing(recipe.spec.preprocessing);
  return uncertain(imageSource(all, recipe.spec.labels.length, preprocessing, recipe.augmenter()));
}
