/** What the further ways to bring an input say: camera, gallery, pixel numbers, working resolution. In English. */
export const input = {} as const;
