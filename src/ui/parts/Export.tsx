/** Buttons that save what is shown: its picture as PNG, its values as CSV and .npy. For any map of any page. */
import type { MapColours } from '../../workspace/export/mapPicture';
import { lazily } from './lazily';

export interface ExportProps {
  /** Of the files, without the ending, and the title in the picture: `conv1 3`. */
  readonly name: string;
  /** Of the values; the last two axes are rows and columns. */
  readonly shape: readonly number[];
  /** Asked for when a person saves; null: there is nothing to save right now. Row by row. */
  readonly values: () => Promise<Float32Array | null>;
  /** How the values look as a picture, asked for with them. */
  readonly colours?: () => MapColours;
  /** Another picture, where the values alone do not make it. Null: there is none right now. */
  readonly picture?: () => Promise<Blob | null>;
}

export const Export = lazily<ExportProps>(() =>
  import('../classroom/ExportButtons').then((part) => part.ExportButtons),
);
