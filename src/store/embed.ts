/** Being part of another page: `embed=1` in the address, and `hide=header,input` for what that page does without. */
import { isChoice } from '../workspace/choices';

/**
 * What can be left out: the header, the input's side, the answer's side, and what sets the view; of a laboratory also
 * what it measures, the sliding windows, and what saves its maps.
 */
export const hidables = ['header', 'input', 'answer', 'tools', 'measures', 'player', 'save'] as const;
export type Hidable = (typeof hidables)[number];

export const isEmbedded = (parameters: URLSearchParams): boolean => parameters.get('embed') === '1';

/** What an address hides; nonsense is left out, and a page that is not embedded hides nothing. */
export const hiddenParts = (parameters: URLSearchParams): readonly Hidable[] =>
  isEmbedded(parameters) ? (parameters.get('hide') ?? '').split(',').filter((part) => isChoice(hidables, part)) : [];
