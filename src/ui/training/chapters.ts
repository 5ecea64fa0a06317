/**
 * The chapters of the page "Train": what stands in the middle, above the one player. To add one, add a line here and its
 * words (`train.chapters.<name>`).
 */
import type { ComponentType } from 'react';
import { Mistakes } from './Mistakes';
import { Watch } from './Watch';

export const chapters = {
  watch: Watch,
  mistakes: Mistakes,
} as const satisfies { readonly [name: string]: ComponentType };

export type Chapter = keyof typeof chapters;
export const chapterNames = Object.keys(chapters) as readonly Chapter[];
