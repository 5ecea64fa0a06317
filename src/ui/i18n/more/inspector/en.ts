/** What the inspector says of a map and of a value. In English. */
export const inspector = {} as const;
