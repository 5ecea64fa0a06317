/** Parameter names for the input and the stage view, known before the codecs that read them are loaded. */

/** In address order, the longest last. */
export const inputNames = ['input', 'picture', 'crop', 'off', 'draw'] as const;
export const stageNames = ['maps', 'range', 'zoom', 'block', 'fold', 'order'] as const;
