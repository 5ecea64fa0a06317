/** The MNIST test pictures as people draw with a mouse or finger: each test changes one thing, by a fixed amount. */
import type { ModelSpec } from '../../src/graph/model';
import { augmenterOf, type DigitAugmentation } from '../../src/train/data/augment';
import type { ImageSet } from '../../src/train/data/imageSet';
import { imageSource, type SampleSource } from '../../src/train/samples';
import { checkPreprocessing } from '../../src/vision/preprocessing';

const tests: readonly { what: string; change: Partial<DigitAugmentation> }[] = [
  { what: 'small (0.7 times the size), not boxed again', change: { scale: [0.7, 0.7] } },
  { what: 'large (1.2 times the size), not boxed again', change: { scale: [1.2, 1.2] } },
  { what: 'off centre by up to 3 pixels, not centred again', change: { translation: 3 } },
  { what: 'turned by up to 20 degrees', change: { rotation: 20, recentre: 1 } },
  { what: 'slanted by up to 0.4', change: { slant: 0.4, recentre: 1 } },
  { what: 'thin', change: { thickness: [-0.9, -0.9], thicknessChance: 1, recentre: 1 } },
  { what: 'thick', change: { thickness: [0.6, 0.6], thicknessChance: 1, recentre: 1 } },
  { what: 'faint (half the ink)', change: { contrast: [0.5, 0.5] } },
  {
    what: 'small (half the size) and off centre, boxed and centred by the page',
    change: { scale: [0.5, 0.5], translation: 3, recentre: 1 },
  },
];

/** One source per distortion. The samples depend on the reading order, which is that of `predict`. */
export function distortedTests(set: ImageSet, spec: ModelSpec): { what: string; source: SampleSource }[] {
  const preprocessing = checkPreprocessing(spec.preprocessing);
  return tests.map(({ what, change }) => ({
    what,
    source: imageSource(set, spec.labels.length, preprocessing, augmenterOf({ kind: 'digit', ...change }, set)),
  }));
}
