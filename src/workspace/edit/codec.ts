/**
 * Edits in an address: `edit=conv1.3.m*conv1.4.s*conv1.2.x1.5*conv1.2.b-0.25*conv1.2.k12_0.5_13_1*relu1.tanh`.
 *
 *   LAYER.CHANNEL.m  muted           LAYER.CHANNEL.x1.5     scaled by 1.5
 *   LAYER.CHANNEL.s  solo            LAYER.CHANNEL.b-0.25   another bias
 *   LAYER.TYPE       another layer   LAYER.CHANNEL.k4_0.5   weight 4 of the filter is 0.5; more pairs follow
 *   LAYER.FEATURE.f0.5               an input feature of a dense layer, scaled by 0.5; 0 mutes it
 *
 * `difference=1` shows the differences the edits make. Reading ignores what the network does not have; writing omits
 * what exceeds MOST and MOST_CELLS.
 */
import type { ResolvedModel } from '../../graph/model';
import type { AddressCodec, Lose } from '../address/codec';
import { filterCount, inputCount, swapsFor } from './apply';
import { type Edits, editFilter, noEdits, scaleInput, swapLayer, toggleMuted, toggleSolo } from './edits';

/** Painted weights in a link, about eight characters each. */
const MOST_CELLS = 1000;
/** Edits in a link. */
const MOST = 2000;
/** Largest number accepted. */
const LARGEST = 1e4;

export const editNames = ['edit', 'difference'] as const;

export interface LinkedEdits {
  readonly edits: Edits;
  /** Whether the differences the edits make are shown. */
  readonly isDifference: boolean;
}

function editsText(edits: Edits, lose?: Lose): string {
  let room = MOST_CELLS;
  const texts = [...edits].flatMap(([id, { filters, muted, solo, swap, inputs }]) => [
    ...(swap ? [`${id}.${swap}`] : []),
    ...[...muted].map((channel) => `${id}.${channel}.m`),
    ...[...solo].map((channel) => `${id}.${channel}.s`),
    ...[...inputs].map(([input, scale]) => `${id}.${input}.f${scale}`),
    ...[...filters].flatMap(([channel, { scale, bias, cells }]) => {
      const painted = [...cells].slice(0, Math.max(0, room));
      room -= cells.size;
      const at = `${id}.${channel}`;
      return [
        ...(scale === 1 ? [] : [`${at}.x${scale}`]),
        ...(bias === null ? [] : [`${at}.b${bias}`]),
        ...(painted.length === 0 ? [] : [`${at}.k${painted.flat().join('_')}`]),
      ];
    }),
  ]);
  if (room < 0 || texts.length > MOST) lose?.('edits');
  return texts.slice(0, MOST).join('*');
}

/** A number from an address, or null. */
function numberOf(text: string | undefined): number | null {
  if (text === undefined || !/^-?\d+(\.\d+)?(e-?\d+)?$/.test(text)) return null;
  const value = Number(text);
  return Math.abs(value) <= LARGEST ? value : null;
}

function cellsOf(text: string, size: number): ReadonlyMap<number, number> | null {
  const numbers = text.split('_').map(numberOf);
  const cells = new Map<number, number>();
  for (let i = 0; i < numbers.length; i += 2) {
    const [cell, value] = [numbers[i] ?? null, numbers[i + 1] ?? null];
    if (cell === null || value === null || !Number.isInteger(cell) || cell < 0 || cell >= size) return null;
    cells.set(cell, value);
  }
  return cells;
}

/** Adds one edit; null if the network does not have its target. */
function withOne(edits: Edits, model: ResolvedModel, text: string): Edits | null {
  // Ids may contain dots: take the longest that fits.
  const node = model.nodes.filter(({ id }) => text.startsWith(`${id}.`)).sort((a, b) => b.id.length - a.id.length)[0];
  if (!node) return null;
  const rest = text.slice(node.id.length + 1);
  const swap = swapsFor(model, node.id).find((type) => type === rest);
  if (swap) return swap === node.type ? edits : swapLayer(edits, node.id, swap);
  const [, digits = '', what = '', given = ''] = /^(\d{1,5})\.([msxbkf])(.*)$/.exec(rest) ?? [];
  const channel = Number(digits);
  if (digits === '') return null;
  if (what === 'f') {
    const scale = numberOf(given);
    return scale === null || channel >= inputCount(model, node.id) ? null : scaleInput(edits, node.id, channel, scale);
  }
  if (channel >= filterCount(model, node.id)) return null;
  if (what === 'm') return toggleMuted(edits, node.id, channel);
  if (what === 's') return toggleSolo(edits, node.id, channel);
  if (what === 'k') {
    const [, ...shape] = node.weights.find(({ name }) => name === 'weight')?.shape ?? [];
    const cells = cellsOf(
      given,
      shape.reduce((size, side) => size * side, 1),
    );
    return cells && editFilter(edits, node.id, channel, { cells });
  }
  const value = numberOf(given);
  if (value === null) return null;
  return editFilter(edits, node.id, channel, what === 'x' ? { scale: value } : { bias: value });
}

/** For a trained network. An address without edits asks for none. */
export const editsCodec = (model: ResolvedModel): AddressCodec<LinkedEdits> => ({
  names: editNames,
  long: ['edit'],
  read(parameters, lose) {
    const texts = parameters.get('edit')?.split('*').filter(Boolean) ?? [];
    let edits = noEdits;
    if (texts.length > MOST) lose?.('edits');
    for (const text of texts.slice(0, MOST)) {
      const next = withOne(edits, model, text);
      if (next) edits = next;
      else lose?.('edits');
    }
    return { edits, isDifference: parameters.get('difference') === '1' };
  },
  write({ edits, isDifference }, lose) {
    const edit = editsText(edits, lose) || null;
    return { edit, difference: edit !== null && isDifference ? '1' : null };
  },
});
