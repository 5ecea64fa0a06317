/** The type of a catalogue in another language. */

/** The same keys at every depth, with any text. */
export type Same<T> = { readonly [K in keyof T]: T[K] extends string ? string : Same<T[K]> };
