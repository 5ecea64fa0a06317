/** Picture files as examples of a class, scaled to the set's size; of drawings on paper, the ink. */
import { prepare } from '../../../vision/preprocessing';
import { PictureError } from '../../pictureFile';
import { bytesFrom, factsOf, type OwnSet } from '../own/ownSet';
import { decodeSmall } from './decode';

/** Those that are pictures, in their order. */
export async function examplesFrom(files: readonly Blob[], set: OwnSet): Promise<readonly Uint8Array[]> {
  const { preprocessing } = factsOf(set);
  const examples: Uint8Array[] = [];
  for (const file of files) {
    try {
      const prepared = prepare(preprocessing, { kind: 'picture', pixels: await decodeSmall(file) });
      if (prepared) examples.push(bytesFrom(prepared.seen));
    } catch (error) {
      if (!(error instanceof PictureError)) throw error;
    }
  }
  return examples;
}
