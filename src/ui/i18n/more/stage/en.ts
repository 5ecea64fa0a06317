/** What the tools of the stage say: sorting, filtering and folding layers, contributions. In English. */
export const stage = {} as const;
