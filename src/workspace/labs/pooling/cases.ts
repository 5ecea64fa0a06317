/**
 * The two noise experiments that stand beside each other: the person's own, and one that contradicts what its verdict
 * seems to say of max pooling. Pure.
 */
import { type CaseMeasure, type Difference, measured, type Verdict, verdictOf } from './difference';
import {
  defaultSettings,
  type Measure,
  type NoiseCase,
  type NoiseKind,
  noiseKinds,
  type PoolingSettings,
  type Subject,
} from './settings';
import type { RowKind } from './spec';

const quiet = { gaussian: 0, salt: 0, pepper: 0 } as const;
const onPicture = { ...quiet, subject: 'given', side: 64, window: 2 } as const;

const saltOnPicture = { ...onPicture, salt: 0.1, over: 'salt' } as const satisfies NoiseCase;
const faintOnPoints = {
  ...quiet,
  subject: 'points',
  side: 64,
  window: 4,
  gaussian: 0.05,
  over: 'gaussian',
} as const satisfies NoiseCase;

/** Both cases of a preset: the first on a photograph. */
export const presets = {
  salt: [saltOnPicture, faintOnPoints],
  pepper: [{ ...onPicture, pepper: 0.1, over: 'pepper' }, saltOnPicture],
  gaussian: [{ ...onPicture, gaussian: 0.15, over: 'gaussian' }, faintOnPoints],
} as const satisfies { readonly [name: string]: readonly [NoiseCase, NoiseCase] };

export type PresetName = keyof typeof presets;
export const presetNames = ['salt', 'pepper', 'gaussian'] as const satisfies readonly PresetName[];

/** What a preset changes. The measure stays what the person has chosen. */
export function presetChange(name: PresetName): Partial<PoolingSettings> {
  const [first, other] = presets[name];
  return { ...first, stride: first.window, pad: 0, map: 'picture', colour: 'gray', experiment: 'noise', other };
}

/** The case beside the person's own. */
export const otherCase = ({ subject, other }: PoolingSettings): NoiseCase =>
  other ?? (subject === 'points' ? saltOnPicture : faintOnPoints);

/** The same as settings of a page of its own, with the person's seed. */
export function otherSettings(settings: PoolingSettings): PoolingSettings {
  const other = otherCase(settings);
  const { seed } = settings;
  return { ...defaultSettings, ...other, stride: other.window, experiment: 'noise', seed };
}

/**
 * The measure of a case. Pooling sparse points dims them together with their noise, which a plain error would praise,
 * so their own measure is relative to the contrast.
 */
export const measureOf = (measure: Measure, subject: Subject): CaseMeasure =>
  measure === 'own' ? (subject === 'points' ? 'relative' : 'rmse') : measure;

export const otherMeasure = { rmse: 'relative', relative: 'rmse' } as const satisfies Record<CaseMeasure, CaseMeasure>;

/** Which noise strikes a case. */
export type Noise = NoiseKind | 'mixed' | 'none';

export function noiseOf(strengths: Pick<NoiseCase, NoiseKind>): Noise {
  const some = noiseKinds.filter((kind) => strengths[kind] > 0);
  return some.length > 1 ? 'mixed' : (some[0] ?? 'none');
}

/** The verdict on max against average by one measure. */
export function judged(differences: ReadonlyMap<RowKind, Difference> | undefined, measure: CaseMeasure): Verdict {
  const [max, average] = [differences?.get('max'), differences?.get('average')];
  return verdictOf(max ? measured(max, measure) : null, average ? measured(average, measure) : null);
}

/** Why the better one is better, where the reason is known. */
export type Reason = 'salt' | 'pepper' | 'gaussian' | 'points';

export function reasonOf(settings: NoiseCase, measure: CaseMeasure, { better }: Verdict): Reason | null {
  const noise = noiseOf(settings);
  if (settings.subject === 'points') return better === 'max' && measure === 'relative' ? 'points' : null;
  if (noise === 'pepper') return better === 'max' ? noise : null;
  return better === 'average' && (noise === 'salt' || noise === 'gaussian') ? noise : null;
}
