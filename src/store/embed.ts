/** Embedding in another page: `embed=1` in the address, and `hide=header,input` for the parts to leave out. */
import { isChoice } from '../workspace/choices';

/**
 * What can be hidden: the header, the input, the answer and the view controls; in a laboratory also the measures, the
 * sliding windows and the buttons that save maps.
 */
export const hidables = ['header', 'input', 'answer', 'tools', 'measures', 'player', 'save'] as const;
export type Hidable = (typeof hidables)[number];

export const isEmbedded = (parameters: URLSearchParams): boolean => parameters.get('embed') === '1';

/** What an address hides. Unknown names are ignored; a page that is not embedded hides nothing. */
export const hiddenParts = (parameters: URLSearchParams): readonly Hidable[] =>
  isEmbedded(parameters) ? (parameters.get('hide') ?? '').split(',').filter((part) => isChoice(hidables, part)) : [];
