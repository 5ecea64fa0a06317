/** Files that could not be used, counted by why, the first of each named. */
import { PictureError } from '../../pictureFile';

/** Why a file was left out: what it is, how large, where it lies, or that there are too many; or nothing is seen in it. */
export const whys = ['type', 'damaged', 'large', 'folder', 'many', 'classes', 'packed', 'blank'] as const;
export type Why = (typeof whys)[number];

export interface LeftOut {
  readonly why: Why;
  readonly count: number;
  /** The first of them. */
  readonly path: string;
}

export class Left {
  private readonly all = new Map<Why, { count: number; path: string }>();
  add(why: Why, path: string, count = 1): void {
    const one = this.all.get(why) ?? { count: 0, path };
    one.count += count;
    this.all.set(why, one);
  }
  get list(): readonly LeftOut[] {
    return [...this.all].map(([why, one]) => ({ why, ...one }));
  }
}

/** Why a picture could not be decoded. What is no fault of the file is thrown on. */
export function whyOf(error: unknown): Why {
  // A file that is gone, or a folder.
  if (error instanceof DOMException) return 'damaged';
  if (!(error instanceof PictureError)) throw error;
  if (error.code === 'picture-size' || error.code === 'picture-dimensions') return 'large';
  return error.code === 'picture-type' ? 'type' : 'damaged';
}
