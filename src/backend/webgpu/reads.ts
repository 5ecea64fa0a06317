/** Merges reads into as few copies as possible: tensors lie side by side in arenas, so neighbours share a copy. */
import type { PlanTensor } from '../types';

/** Values [first, first + count) of a tensor. */
export interface Read {
  readonly tensor: PlanTensor;
  readonly first: number;
  readonly count: number;
}

/** Floats [start, end) of an arena, copied to `at` in the buffer that is read. */
export interface Span {
  readonly arena: number;
  readonly start: number;
  readonly end: number;
  readonly at: number;
}

/** A gap of up to this many floats is copied along rather than starting another copy. */
const GAP = 256;

/** The copies, the index of each read's first value in their combined result, and that result's length; in floats. */
export function spansOf(reads: readonly Read[]): {
  readonly spans: readonly Span[];
  readonly places: readonly number[];
  readonly floats: number;
} {
  const ordered = reads
    .map(({ tensor, first, count }, k) => ({ k, arena: tensor.arena, start: tensor.offset + first, count }))
    .sort((a, b) => a.arena - b.arena || a.start - b.start);
  const spans: Span[] = [];
  const places: number[] = [];
  let floats = 0;
  for (const { k, arena, start, count } of ordered) {
    const last = spans.at(-1);
    const joins = last?.arena === arena && start <= last.end + GAP;
    const span = joins
      ? { ...last, end: Math.max(last.end, start + count) }
      : { arena, start, end: start + count, at: floats };
    spans.splice(joins ? -1 : spans.length, 1, span);
    places[k] = span.at + start - span.start;
    floats = span.at + span.end - span.start;
  }
  return { spans, places, floats };
}
