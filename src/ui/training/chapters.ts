/**
 * The chapters of the page "Train": what stands in the middle, above the one player. To add one, add a line here and its
 * words (`train.chapters.<name>`).
 */
import type { ComponentType } from 'react';
import { BothSay } from './compare/BothSay';
import { Compare } from './compare/Compare';
import { Data } from './data/Data';
import { Variants } from './data/Variants';
import { Mistakes } from './Mistakes';
import { Build } from './network/Build';
import { Inspector } from './network/Inspector';
import { Presets } from './network/Presets';
import { Watch } from './Watch';

export const chapters = {
  data: Data,
  network: Build,
  watch: Watch,
  mistakes: Mistakes,
  compare: Compare,
} as const satisfies { readonly [name: string]: ComponentType };

export type Chapter = keyof typeof chapters;
export const chapterNames = Object.keys(chapters) as readonly Chapter[];

/** What some chapters put in the place of the pad, and of the answer. */
export const sides: { readonly [C in Chapter]?: { readonly Left?: ComponentType; readonly Right?: ComponentType } } = {
  data: { Right: Variants },
  network: { Left: Presets, Right: Inspector },
  compare: { Right: BothSay },
};
