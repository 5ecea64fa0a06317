/** What the glass box says of how the network is computed and how its answer comes about. In English. */
export const glass = {} as const;
