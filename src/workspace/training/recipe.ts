/** What a run is made from. On one device, equal recipes give equal runs to the last bit. */
import type { PageCodec, Texts } from '../address/codec';
import { readNumber } from '../address/text';
import { isChoice } from '../choices';
import { type NetworkName, networkNames } from './networks';
import { isOwn, type SetId, setNames } from './sets';
import { readVaried, type Varied, writeVaried } from './variations';

/** How the first layer's kernels begin: as He et al. (2015) draw them, at a tenth of that, or all zero. */
export const starts = ['tenth', 'he', 'zero'] as const;
export type Start = (typeof starts)[number];

/** Pictures a step. */
export const batches = [8, 16, 32, 64, 128] as const;

export interface Recipe {
  readonly data: SetId;
  readonly network: NetworkName;
  readonly rate: number;
  readonly batch: (typeof batches)[number];
  readonly epochs: number;
  readonly start: Start;
  /** What is varied a little in each picture every time it is learned from. */
  readonly varied: Varied;
  readonly seed: number;
}

/** From He's numbers, first kernels still look like noise after five epochs; from a tenth they are plain edges. */
export const defaultRecipe: Recipe = {
  data: 'mnist',
  network: 'small',
  rate: 0.1,
  batch: 16,
  epochs: 5,
  start: 'tenth',
  varied: 'usual',
  seed: 1,
};

export const limits = { rate: [0.0001, 10], epochs: [1, 50], seed: [1, 9999] } as const;

const names = ['data', 'net', 'rate', 'batch', 'epochs', 'start', 'varied', 'seed'] as const;

export const recipeCodec: PageCodec<Recipe> = {
  isDragged: true,
  names,
  read(parameters) {
    const text = (name: (typeof names)[number]): string | null => parameters.get(name);
    const number = (name: keyof typeof limits): number => {
      const [least, most] = limits[name];
      return readNumber(text(name), least, most) ?? defaultRecipe[name];
    };
    const [data, network, start] = [text('data'), text('net'), text('start')];
    const batch = Number(text('batch'));
    return {
      data: isChoice(setNames, data) || (data !== null && isOwn(data)) ? data : defaultRecipe.data,
      network: isChoice(networkNames, network) ? network : defaultRecipe.network,
      start: isChoice(starts, start) ? start : defaultRecipe.start,
      batch: batches.find((each) => each === batch) ?? defaultRecipe.batch,
      rate: number('rate'),
      epochs: Math.round(number('epochs')),
      seed: Math.round(number('seed')),
      varied: readVaried(text('varied')),
    };
  },
  write(recipe): Texts {
    const { network, varied, ...rest } = recipe;
    const texts = Object.entries({ ...rest, net: network }).map(([name, value]) => {
      const usual = name === 'net' ? defaultRecipe.network : Reflect.get(defaultRecipe, name);
      return [name, value === usual ? null : String(value)] as const;
    });
    return { ...Object.fromEntries(texts), varied: writeVaried(varied) };
  },
};
