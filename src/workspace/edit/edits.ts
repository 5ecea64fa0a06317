/**
 * A person's changes to a trained network, as a small value. The network stays as it is, and what runs is made from
 * both (apply.ts). Every function is pure and returns a new value; unchanged parts keep their identity, so that only
 * what changed is recomputed.
 */
import type { LayerType } from '../../layers';

/** One filter: w = scale x (the painted cell, or else the trained weight), and a bias that replaces the trained one. */
export interface FilterEdit {
  readonly scale: number;
  /** Null: the trained bias. */
  readonly bias: number | null;
  /** Painted weights, by index in the filter (channels x rows x columns). */
  readonly cells: ReadonlyMap<number, number>;
}

export interface LayerEdit {
  readonly filters: ReadonlyMap<number, FilterEdit>;
  /** Filters set to zero, with their bias. */
  readonly muted: ReadonlySet<number>;
  /** If there are any, all other filters are zero. */
  readonly solo: ReadonlySet<number>;
  /** Another layer type to use here, with the attributes both have. */
  readonly swap: LayerType | null;
  /** Dense layers: scale factors of input features; 0 mutes one. */
  readonly inputs: ReadonlyMap<number, number>;
}

/** By node id. Unchanged layers are absent. */
export type Edits = ReadonlyMap<string, LayerEdit>;

export const noEdits: Edits = new Map();
export const plainFilter: FilterEdit = { scale: 1, bias: null, cells: new Map() };
const plainLayer: LayerEdit = {
  filters: new Map(),
  muted: new Set(),
  solo: new Set(),
  swap: null,
  inputs: new Map(),
};

const isPlainFilter = ({ scale, bias, cells }: FilterEdit): boolean => scale === 1 && bias === null && cells.size === 0;
const isPlainLayer = ({ filters, muted, solo, swap, inputs }: LayerEdit): boolean =>
  filters.size === 0 && muted.size === 0 && solo.size === 0 && swap === null && inputs.size === 0;

export const layerEdit = (edits: Edits, node: string): LayerEdit => edits.get(node) ?? plainLayer;
export const filterEdit = (edits: Edits, node: string, channel: number): FilterEdit =>
  layerEdit(edits, node).filters.get(channel) ?? plainFilter;

function withLayer(edits: Edits, node: string, change: Partial<LayerEdit>): Edits {
  const next = new Map(edits);
  const layer = { ...layerEdit(edits, node), ...change };
  if (isPlainLayer(layer)) next.delete(node);
  else next.set(node, layer);
  return next;
}

/** Changes a filter; what returns to its trained state is no longer an edit. */
export function editFilter(edits: Edits, node: string, channel: number, change: Partial<FilterEdit>): Edits {
  const filters = new Map(layerEdit(edits, node).filters);
  const filter = { ...filterEdit(edits, node, channel), ...change };
  if (isPlainFilter(filter)) filters.delete(channel);
  else filters.set(channel, filter);
  return withLayer(edits, node, { filters });
}

function toggled(set: ReadonlySet<number>, channel: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(channel)) next.add(channel);
  return next;
}

export const toggleMuted = (edits: Edits, node: string, channel: number): Edits =>
  withLayer(edits, node, { muted: toggled(layerEdit(edits, node).muted, channel) });

export const toggleSolo = (edits: Edits, node: string, channel: number): Edits =>
  withLayer(edits, node, { solo: toggled(layerEdit(edits, node).solo, channel) });

/** Null restores the trained layer. */
export const swapLayer = (edits: Edits, node: string, swap: LayerType | null): Edits =>
  withLayer(edits, node, { swap });

export const inputScale = (edits: Edits, node: string, input: number): number =>
  layerEdit(edits, node).inputs.get(input) ?? 1;

/** Scales an input feature of a dense layer; 1 restores it. */
export function scaleInput(edits: Edits, node: string, input: number, scale: number): Edits {
  const inputs = new Map(layerEdit(edits, node).inputs);
  if (scale === 1) inputs.delete(input);
  else inputs.set(input, scale);
  return withLayer(edits, node, { inputs });
}

/** Whether a filter is zero for now: muted, or not among the soloed ones. */
export const isSilent = ({ muted, solo }: LayerEdit, channel: number): boolean =>
  muted.has(channel) || (solo.size > 0 && !solo.has(channel));
