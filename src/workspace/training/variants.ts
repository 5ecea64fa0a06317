/** One picture as it may look the next times it is learned from. */
import { Random } from '../../core/random';
import { augmenterOf } from '../../train/data/augment';
import type { SetFacts } from './sets';
import { augmentationOf, type Varied } from './variations';

/** Values 0..1, a picture each; the same seed gives the same. */
export function variantsOf(
  facts: SetFacts,
  varied: Varied,
  bytes: Uint8Array,
  count: number,
  seed: number,
): readonly Float32Array[] {
  const [channels, height, width] = facts.shape;
  const augmentation = augmentationOf(varied, facts) ?? { kind: 'picture' };
  const augmenter = augmenterOf(augmentation, { channels, height, width });
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const into = new Float32Array(bytes.length);
    augmenter.write(bytes, 0, into, 0, random);
    return into;
  });
}
