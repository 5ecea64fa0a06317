/**
 * Captions of the stage's blocks in a learner's words: what a block does, and what its parts do after that. Those of a
 * shipped network may be written by hand, in its record; all others follow from the layers' kinds, their shapes and the
 * block's place. Keys, not words: the page's catalogue has the sentences. Pure.
 */
import { elements, type Shape } from '../../core/shapes';
import { type LayerType, layerOf } from '../../layers';
import type { ModelRecord } from '../catalogue/records';
import type { Language } from '../choices';
import type { StageBlock } from './blocks';
import type { StageLayer } from './layers';

export interface CaptionedBlock {
  /** In the order in which they compute. */
  readonly layers: readonly Pick<StageLayer, 'id' | 'kind' | 'shape'>[];
  /** Shape of what the block reads, without the batch. */
  readonly reads: Shape;
  /** Among the network's blocks, the input not counted. */
  readonly place: { readonly index: number; readonly count: number };
}

/** Words under `captions` in the catalogue: one phrase per layer type, and some for what depends on shape or place. */
export type CaptionKey = LayerType | 'halves' | 'shrinks' | 'fired' | 'sums' | 'votes' | 'shares';

export interface CaptionPart {
  readonly key: CaptionKey;
  /** Something that is done after the block's main work. */
  readonly isNext: boolean;
  /** For `sums`: how many, and of how many numbers each. */
  readonly values?: { readonly count: number; readonly of: number };
}

export interface Caption {
  /** Text written by hand, in each language; or a phrase. */
  readonly title: Readonly<Record<Language, string>> | CaptionKey;
  readonly subtitle: readonly CaptionPart[];
}

interface Part {
  readonly id: string;
  readonly type: LayerType;
  readonly before: Shape;
  readonly shape: Shape;
}

/** A subtitle says no more than this many things. */
const MOST_PARTS = 2;

/** The layers that do something, with the shapes they read: each reads the one before it. */
function partsOf({ layers, reads }: CaptionedBlock): readonly Part[] {
  return layers.flatMap(({ id, kind, shape }, i): Part[] => {
    if (kind === 'input' || layerOf(kind).alias) return [];
    return [{ id, type: kind, before: layers[i - 1]?.shape ?? reads, shape }];
  });
}

/** Whether a layer's maps are smaller than those it reads, but still maps. */
const isSmaller = ({ before, shape }: Part): boolean =>
  before.length === 3 && elements(shape.slice(1)) > 1 && elements(shape.slice(1)) < elements(before.slice(1));

/** Whether height and width are halved, rounded down or up. */
const isHalved = ({ before, shape }: Part): boolean =>
  before.length === 3 && [1, 2].every((axis) => Math.abs(2 * (shape[axis] ?? 0) - (before[axis] ?? 0)) <= 1);

/** The layer whose work names the block: the first with filters, else the first. */
const mainOf = (parts: readonly Part[]): Part | undefined =>
  parts.find(({ type }) => layerOf(type).filters !== null) ?? parts[0];

/** Whether a layer is pooling: a window or a mean without weights. */
const pools = ({ type }: Part): boolean => layerOf(type).equation === 'window';

function titleOf(main: Part, isLast: boolean): CaptionKey {
  if (isLast && layerOf(main.type).filters !== null) return 'votes';
  return pools(main) && isHalved(main) ? 'halves' : main.type;
}

/** What a later layer of a block does, in few words. */
function nextOf(part: Part): CaptionKey {
  if (part.type === 'relu') return 'fired';
  return pools(part) && isSmaller(part) ? 'shrinks' : part.type;
}

/** Null for a block without a layer that does anything. */
export function captionOf(block: CaptionedBlock, record: Pick<ModelRecord, 'captions'> | null): Caption | null {
  const parts = partsOf(block);
  const main = mainOf(parts);
  if (!main) return null;
  const isLast = block.place.index === block.place.count - 1;
  const own = block.layers.map(({ id }) => record?.captions?.[id]).find((text) => text !== undefined);
  const title = own ?? titleOf(main, isLast);
  if (parts.some(({ type }) => layerOf(type).equation === 'softmax') && parts.length > 1) {
    return { title, subtitle: [{ key: 'shares', isNext: false }] };
  }
  if (layerOf(main.type).filters === 'rows') {
    const values = { count: elements(main.shape), of: elements(main.before) };
    return { title, subtitle: [{ key: 'sums', isNext: false, values }] };
  }
  const next = parts.slice(parts.indexOf(main) + 1).map(nextOf);
  const subtitle = [...new Set(next)].slice(0, MOST_PARTS).map((key) => ({ key, isNext: true }));
  return { title, subtitle };
}

/** The caption of one of a network's blocks, in display order. */
export function blockCaption(
  blocks: readonly StageBlock[],
  block: StageBlock,
  record: Pick<ModelRecord, 'captions'> | null,
): Caption | null {
  const reads = blocks[block.reads[0] ?? 0]?.layers.at(-1)?.shape ?? [];
  // The input is not counted.
  const place = { index: blocks.indexOf(block) - 1, count: blocks.length - 1 };
  return captionOf({ layers: block.layers, reads, place }, record);
}
