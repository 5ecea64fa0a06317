/** What is chosen in the chapter "Data" of the page "Train": `playground.part(createDataView)`. */
import { createStore, type StoreApi } from 'zustand/vanilla';

/** A picture of a class that is looked at. */
export interface OpenedPicture {
  readonly set: string;
  readonly label: number;
  readonly place: number;
  readonly bytes: Uint8Array;
}

export interface DataChoice {
  /** The place of the class that examples are added to. */
  readonly chosen: number;
  readonly opened: OpenedPicture | null;
}

export const createDataView = (): StoreApi<DataChoice> =>
  createStore<DataChoice>()(() => ({ chosen: 0, opened: null }));
