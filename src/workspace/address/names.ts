/** Names in an address of what is given and of how the stage is seen: known before the codecs that read them are here. */

/** In the order in which an address has them: the longest comes last. */
export const inputNames = ['input', 'picture', 'crop', 'off', 'draw'] as const;
export const stageNames = ['maps', 'range', 'zoom', 'fold', 'order'] as const;
