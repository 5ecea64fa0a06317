/**
 * The network in blocks: what is one thing to a learner. A convolution with its normalisation, activation and pooling is
 * a block of maps; a dense layer with its activation a block of units; the scores and their shares are the answer. Pure.
 */

import type { ResolvedModel, ResolvedNode } from '../../graph/model';
import { channelsRead } from '../../insight/channels';
import type { StageLayer, StageUnit } from './layers';

export interface StageBlock {
  readonly form: 'input' | 'maps' | 'units' | 'answer';
  /** Indices into the network's units, in order. */
  readonly units: readonly number[];
  /** All layers of those units, in order. */
  readonly layers: readonly StageLayer[];
  /** Number of blocks before it on the longest path from the input. */
  readonly depth: number;
  /** The blocks it reads. */
  readonly reads: readonly number[];
}

/** Whether each channel is computed from the same channel of its only input, as by an activation or a pooling. */
function isFollower(node: ResolvedNode | undefined, channels: number): boolean {
  if (node?.inputs.length !== 1) return false;
  return [0, channels - 1].every((channel) => {
    const read = channelsRead(node, 0, { from: channel, to: channel });
    return read?.from === channel && read.to === channel;
  });
}

const channelsOf = ({ form, planes, rows }: StageLayer): number => (form === 'maps' ? planes : rows);

/** The units that give the answer: the last one and, where that only shares out scores, the one that computes them. */
function answerUnits(model: ResolvedModel, units: readonly StageUnit[]): ReadonlySet<number> {
  const last = units.length - 1;
  const [layer, own] = [units[last]?.layers.at(-1), units[last]];
  if (last < 1 || !layer || !own || layer.form !== 'strip') return new Set();
  const [source, ...others] = own.reads;
  const scores = source === undefined || others.length > 0 ? undefined : units[source];
  const first = own.layers[0];
  const sharesOut = model.nodes.find(({ id }) => id === first?.id)?.weights.length === 0;
  const same = scores?.layers.every(({ form, rows }) => form === 'strip' && rows === layer.rows);
  return new Set(sharesOut && same && source !== undefined && source > 0 ? [source, last] : [last]);
}

interface Growing {
  readonly form: StageBlock['form'];
  readonly units: number[];
  readonly layers: StageLayer[];
  readonly depth: number;
  readonly reads: readonly number[];
}

/** The blocks of a network in topological order, the input first. */
export function stageBlocks(model: ResolvedModel, units: readonly StageUnit[]): readonly StageBlock[] {
  const nodes = new Map(model.nodes.map((node) => [node.id, node]));
  const readers = units.map(() => 0);
  for (const { reads } of units) for (const read of new Set(reads)) readers[read] = (readers[read] ?? 0) + 1;
  const answer = answerUnits(model, units);
  const blocks: Growing[] = [];
  const blockOf: number[] = [];

  /** The block that a unit continues: that of its only source, if nothing else reads it and each channel stays itself. */
  function continued(index: number, { reads, layers: [first] }: StageUnit): number | null {
    const [source, ...others] = reads;
    if (!first || source === undefined || others.length > 0) return null;
    const block = blocks[blockOf[source] ?? 0];
    if (!block || block.units.at(-1) !== source) return null;
    if (answer.has(index) || answer.has(source))
      return answer.has(index) && answer.has(source) ? (blockOf[source] ?? null) : null;
    if (block.form === 'input' || (readers[source] ?? 0) > 1) return null;
    const channels = channelsOf(first);
    const before = block.layers.at(-1);
    if (!before || channelsOf(before) !== channels) return null;
    return isFollower(nodes.get(first.id), channels) ? (blockOf[source] ?? null) : null;
  }

  for (const [index, unit] of units.entries()) {
    const own = index === 0 ? null : continued(index, unit);
    if (own !== null) {
      blocks[own]?.units.push(index);
      blocks[own]?.layers.push(...unit.layers);
      blockOf.push(own);
      continue;
    }
    const reads = [...new Set(unit.reads.map((read) => blockOf[read] ?? 0))];
    const depth = index === 0 ? 0 : 1 + Math.max(0, ...reads.map((read) => blocks[read]?.depth ?? 0));
    const form =
      index === 0 ? 'input' : answer.has(index) ? 'answer' : unit.layers[0]?.form === 'maps' ? 'maps' : 'units';
    blockOf.push(blocks.push({ form, units: [index], layers: [...unit.layers], depth, reads }) - 1);
  }
  return blocks;
}
