/**
 * A filter's weights where they are shown: the numbers that compute now, and the edits that give one of them another.
 * What is written is the number that computes; the edit beneath it leaves the scale of the filter and of its inputs as
 * they are. Pure.
 */
import { editedFilter, type FilterWeights, type MapOf } from './apply';
import { type Edits, editFilter, filterEdit, isSilent, layerEdit } from './edits';

export interface FilterNow extends FilterWeights {
  /** The largest |trained weight|: what is a lot in this filter. */
  readonly reach: number;
  /** Where the colour scale of its weights ends: the reach, or beyond it the largest |weight|. */
  readonly extent: number;
  /** Silent or scaled by zero: nothing that is written would show. */
  readonly isFixed: boolean;
}

const LEAST_REACH = 1e-3;
const largest = (weights: Float32Array, least: number): number =>
  weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), least);

/** A trained filter as it computes with the edits. */
export function filterNow(trained: FilterWeights, edits: Edits, { node, channel }: MapOf): FilterNow {
  const layer = layerEdit(edits, node);
  const edit = filterEdit(edits, node, channel);
  const reach = largest(trained.weights, LEAST_REACH);
  if (isSilent(layer, channel)) {
    const bias = trained.bias === null ? null : 0;
    return { weights: trained.weights.map(() => 0), bias, reach, extent: reach, isFixed: true };
  }
  const now = editedFilter(trained, edit, layer.inputs);
  return { ...now, reach, extent: largest(now.weights, reach), isFixed: edit.scale === 0 };
}

/** What the painted weight is multiplied by. */
const scaleOf = (edits: Edits, { node, channel }: MapOf, weight: number): number =>
  filterEdit(edits, node, channel).scale * (layerEdit(edits, node).inputs.get(weight) ?? 1);

/**
 * Makes weights, by index in the filter, compute as these numbers, rounded to float32. A trained weight is no edit; one
 * that is scaled by zero stays as it is.
 */
export function writeWeights(
  edits: Edits,
  at: MapOf,
  trained: FilterWeights,
  written: Iterable<readonly [weight: number, value: number]>,
): Edits {
  const cells = new Map(filterEdit(edits, at.node, at.channel).cells);
  for (const [weight, value] of written) {
    const scale = scaleOf(edits, at, weight);
    if (scale === 0) continue;
    const cell = Math.fround(value / scale);
    if (cell === trained.weights[weight]) cells.delete(weight);
    else cells.set(weight, cell);
  }
  return editFilter(edits, at.node, at.channel, { cells });
}

/** Gives a filter another bias. */
export const writeBias = (edits: Edits, { node, channel }: MapOf, trained: FilterWeights, value: number): Edits =>
  editFilter(edits, node, channel, { bias: Math.fround(value) === trained.bias ? null : value });

/** Gives `count` weights from `first` on their trained numbers. */
export function restoreWeights(edits: Edits, { node, channel }: MapOf, first: number, count: number): Edits {
  const cells = new Map(filterEdit(edits, node, channel).cells);
  for (let weight = first; weight < first + count; weight++) cells.delete(weight);
  return editFilter(edits, node, channel, { cells });
}

/** A number rounded to about a thousandth of the reach, so that a drag lands on short ones. */
export function tidied(value: number, reach: number): number {
  const parts = 10 ** Math.max(0, 2 - Math.floor(Math.log10(reach)));
  return Math.round(value * parts) / parts;
}
