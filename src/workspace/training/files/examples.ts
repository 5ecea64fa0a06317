/** Picture files as examples of a class, scaled to the set's size; of drawings on paper, the ink. */
import type { Pixels } from '../../../vision/picture';
import { prepare } from '../../../vision/preprocessing';
import { bytesFrom, countOf, factsOf, MOST_EXAMPLES, type OwnSet } from '../own/ownSet';
import { decodeSmall } from './decode';
import { Left, type LeftOut, whyOf } from './leftOut';

export interface Taken {
  readonly examples: readonly Uint8Array[];
  readonly left: readonly LeftOut[];
}

/** Those that are pictures, in their order, as many as the set can still hold; and why the others are not. */
export async function examplesFrom(
  files: readonly File[],
  set: OwnSet,
  decode: (file: Blob) => Promise<Pixels> = decodeSmall,
): Promise<Taken> {
  const { preprocessing } = factsOf(set);
  const room = MOST_EXAMPLES - countOf(set);
  const left = new Left();
  const examples: Uint8Array[] = [];
  for (const file of files) {
    if (examples.length >= room) {
      left.add('many', file.name);
      continue;
    }
    try {
      const prepared = prepare(preprocessing, { kind: 'picture', pixels: await decode(file) });
      if (prepared) examples.push(bytesFrom(prepared.seen));
      else left.add('blank', file.name);
    } catch (error) {
      left.add(whyOf(error), file.name);
    }
  }
  return { examples, left: left.list };
}
