/**
 * Where glossary terms can be tried outside the lessons: a page, and the address parameters that set it up. The pages'
 * own codecs write the parameters, so the pages can always read them.
 */

import type { GalleryId } from '../../workspace/input/gallery';
import { kernelsCodec } from '../../workspace/labs/kernelLab/codec';
import type { KernelLayer } from '../../workspace/labs/kernelLab/design';
import { firstLayer } from '../../workspace/labs/kernelLab/edit';
import { type PresetId, presetKernel } from '../../workspace/labs/kernelLab/presets';
import { kernelsDefaults } from '../../workspace/labs/kernelLab/state';
import { defaultSettings, type PoolingSettings, poolingCodec } from '../../workspace/labs/pooling/settings';
import { firstPage, type Page } from '../pages';
import type { Playground } from '../playground';
import { bringFirst } from './bringFirst';
import type { TermId } from './glossary';

export interface Touch {
  readonly page: Exclude<Page, 'lessons'>;
  /** The input it is best seen on; absent: any. */
  readonly input?: 'draw' | 'picture';
  /** Each parameter's text; null: removed, if another page set it. */
  readonly parameters: { readonly [name: string]: string | null };
}

const kernels = (change: Partial<KernelLayer> = {}, colour: 'gray' | 'rgb' = 'gray'): Touch => {
  const first = firstLayer(colour === 'rgb' ? 3 : 1);
  const { side } = kernelsDefaults.input;
  const state = { ...kernelsDefaults, input: { side, colour }, layers: [{ ...first, ...change }] };
  return { page: 'kernels', parameters: kernelsCodec.write(state) };
};

const preset = (id: PresetId, size?: number): Touch => {
  const { rows, columns, values } = presetKernel(id, size);
  return kernels({ rows, columns, weights: values });
};

const pooling = (change: Partial<PoolingSettings> = {}): Touch => ({
  page: 'pooling',
  parameters: poolingCodec.write({ ...defaultSettings, ...change }),
});

/** A model per kind of input, and the address parameters that select both. */
const seen = {
  draw: { model: null, input: null },
  picture: { model: 'objects', input: null, picture: 'cat' satisfies GalleryId },
} as const;

const onPicture = ({ page, parameters }: Touch): Touch => ({
  page,
  input: 'picture',
  parameters: { ...parameters, ...seen.picture },
});

/** A map or a value of a shipped network (see selectionText). */
const explore = (at: string, input: keyof typeof seen = 'draw'): Touch => ({
  page: 'explore',
  input,
  parameters: { ...seen[input], at },
});

export const touches: { readonly [T in TermId]?: Touch } = {
  channel: explore('conv1.0', 'picture'),
  kernel: kernels(),
  weight: kernels(),
  convolution: kernels({ activation: 'none' }),
  crossCorrelation: { ...kernels(), parameters: kernelsCodec.write({ ...kernelsDefaults, isConvolution: true }) },
  featureMap: explore('conv1.0'),
  filter: onPicture(kernels({}, 'rgb')),
  bias: kernels({ biases: [0.5] }),
  edge: preset('sobelX'),
  blur: preset('gaussian', 7),
  stride: kernels({ stride: 2 }),
  padding: kernels({ rows: 5, columns: 5, weights: presetKernel('box', 5).values, padding: { mode: 'zero', size: 4 } }),
  dilation: kernels({ dilation: 4 }),
  activationFunction: kernels({ activation: 'relu' }),
  relu: kernels({ activation: 'relu' }),
  activationMap: explore('relu1.0'),
  pooling: pooling(),
  maxPooling: pooling({ marks: 'max' }),
  globalPooling: pooling({ marks: 'none' }),
  noise: pooling({ experiment: 'noise', gaussian: 0, salt: 0.1, pepper: 0.1 }),
  equivariance: pooling({ experiment: 'shift', across: 2 }),
  receptiveField: explore('conv2.0.7.7'),
  dense: explore('dense1.0'),
  logit: explore('dense2.0'),
  softmax: explore('softmax.0'),
};

/** The address parameters of a touch. The first page needs no name. */
export const pageParameters = ({ page, parameters }: Touch): Touch['parameters'] => ({
  page: page === firstPage ? null : page,
  ...parameters,
});

/** Opens a touch's page in place. `address` leads to it; an input is supplied whatever was there before. */
export function setUp({ router, workspace }: Playground, { input }: Touch, address: string): void {
  router.goTo(address);
  const given = workspace.input;
  if (input) given.choose(input);
  bringFirst(given);
}
