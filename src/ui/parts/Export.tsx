/** Buttons that save what is shown: the picture as PNG, the values as CSV and .npy. For any map on any page. */
import type { MapColours } from '../../workspace/export/mapPicture';
import { lazily } from './lazily';

export interface ExportProps {
  /** The files' name without extension, and the picture's title: `conv1 3`. */
  readonly name: string;
  /** The shape of the values; the last two axes are rows and columns. */
  readonly shape: readonly number[];
  /** Called on saving: the values row by row, or null if there is nothing to save right now. */
  readonly values: () => Promise<Float32Array | null>;
  /** The picture's colours, called together with the values. */
  readonly colours?: () => MapColours;
  /** A custom picture, if the values alone do not make it. Null: there is none right now. */
  readonly picture?: () => Promise<Blob | null>;
}

export const Export = lazily<ExportProps>(() =>
  import('../classroom/ExportButtons').then((part) => part.ExportButtons),
);
