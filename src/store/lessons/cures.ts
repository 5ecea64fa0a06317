/** The runs of the lesson on overfitting: one that learns its pictures by heart, and what may be done about it. */
import { rowsOf } from '../../workspace/training/networks';
import { defaultRecipe, type Recipe, withNetwork } from '../../workspace/training/recipe';

export const cureNames = ['none', 'more', 'varied', 'smaller', 'dropout'] as const;
export type CureName = (typeof cureNames)[number];

/** A network with a thousand weights for each of 200 digits, each of which it sees about fifty times. */
const byHeart = withNetwork(defaultRecipe, 'large');

/** Each differs from the first in one thing; with more pictures, each is seen less often, so that all take as long. */
export const cures: { readonly [C in CureName]: Recipe } = {
  none: byHeart,
  more: { ...byHeart, amount: 2000, epochs: 5 },
  varied: { ...byHeart, varied: 'usual' },
  smaller: { ...byHeart, network: 'small' },
  dropout: { ...byHeart, network: { rows: [...rowsOf('large'), { kind: 'dropout', attributes: { rate: 0.5 } }] } },
};
