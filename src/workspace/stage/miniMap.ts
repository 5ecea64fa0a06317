/**
 * The whole network as a strip of bars, one a layer, or one a block where there are too many: what has weights is filled,
 * what has none is outlined, and what makes maps smaller narrows. Their heights are those of the maps. Also where on the
 * strip lies what is in sight of a drawing larger than its room. Pure geometry in pixels.
 */
import { layerOf } from '../../layers';
import type { StageBlock } from './blocks';
import type { StageLayer } from './layers';
import type { StageLayout } from './layout';
import type { Module } from './modules';
import type { Box } from './pointer';

/** A module on the strip, along it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface MiniMap {
  /** One a module, in order; they touch. */
  readonly spans: readonly Span[];
  /** SVG paths. */
  readonly filled: string;
  readonly outlined: string;
}

/** The least width of a bar's place for a bar a layer. */
const ROOMY = 7;
const WIDEST = 12;

const sideOf = ({ form, rows, columns }: StageLayer): number => (form === 'maps' ? Math.max(rows, columns) : 1);
const hasWeights = ({ kind }: StageLayer): boolean => kind !== 'input' && layerOf(kind).filters !== null;

/** The layers of a block that have a bar: all of them, or the first. */
const barsOf = ({ layers }: StageBlock, isEach: boolean): readonly StageLayer[] =>
  isEach ? layers : layers.slice(0, 1);

const columnsOf = ({ columns, blocks, joins }: Module): readonly (readonly StageBlock[])[] =>
  joins ? [...columns, blocks.slice(-1)] : columns;

const lengthOf = (module: Module, isEach: boolean): number =>
  columnsOf(module).reduce((sum, column) => sum + Math.max(...column.map((block) => barsOf(block, isEach).length)), 0);

function bar(layer: StageLayer, from: number, { x, y, width, height }: Box): string {
  const [before, own] = [from, sideOf(layer)];
  if (layer.kind === 'concat') return `M${x} ${y}H${x + width}V${y + height}H${x}`;
  if (!hasWeights(layer) && own < before && layer.form === 'maps') {
    const less = (height * (1 - Math.sqrt(own / before))) / 2;
    return `M${x} ${y}L${x + width} ${y + less}V${y + height - less}L${x} ${y + height}Z`;
  }
  return `M${x} ${y}h${width}v${height}h${-width}z`;
}

/** The strip of some modules. */
export function miniMap(modules: readonly Module[], width: number, height: number): MiniMap {
  const count = (isEach: boolean): number => modules.reduce((sum, module) => sum + lengthOf(module, isEach), 0);
  const isEach = width / Math.max(1, count(true)) >= ROOMY;
  const pitch = width / Math.max(1, count(isEach));
  const wide = Math.min(WIDEST, 0.64 * pitch);
  const largest = Math.max(1, ...modules.map(({ sized }) => sideOf(sized)));
  const spans: Span[] = [];
  let [filled, outlined] = ['', ''];
  let at = 0;
  let side = largest;
  for (const module of modules) {
    const start = at;
    for (const column of columnsOf(module)) {
      const before = side;
      for (const [k, block] of column.entries()) {
        const room = (height + 3) / column.length;
        let from = before;
        for (const [i, layer] of barsOf(block, isEach).entries()) {
          const own = Math.max(from, sideOf(layer));
          const tall = (room - 3) * (0.22 + 0.78 * Math.sqrt(Math.min(1, own / largest)));
          const y = k * room + (room - 3 - tall) / 2;
          const path = bar(layer, from, { x: at + i * pitch + (pitch - wide) / 2, y, width: wide, height: tall });
          if (hasWeights(layer)) filled += path;
          else outlined += path;
          from = sideOf(layer);
        }
        side = sideOf(block.layers.at(-1) ?? module.last);
      }
      at += pitch * Math.max(...column.map((block) => barsOf(block, isEach).length));
    }
    spans.push({ start, end: at });
  }
  return { spans, filled, outlined };
}

/** The module at a place of the strip. */
export function spanAt(spans: readonly Span[], x: number): number {
  const found = spans.findIndex(({ end }) => x < end);
  return found < 0 ? spans.length - 1 : found;
}

/** Places along a drawing and on the strip that belong together, in order. */
function pairs({ blocks, direction, width, height }: StageLayout, modules: readonly Module[], { spans }: MiniMap) {
  const found: [along: number, strip: number][] = [[0, 0]];
  for (const [i, module] of modules.entries()) {
    const span = spans[i];
    const own = blocks.filter(({ block }) => module.blocks.includes(block));
    if (!span || own.length === 0) continue;
    const [start, end] =
      direction === 'across'
        ? [Math.min(...own.map(({ x }) => x)), Math.max(...own.map(({ x, width: length }) => x + length))]
        : [Math.min(...own.map(({ y }) => y)), Math.max(...own.map(({ y, height: length }) => y + length))];
    found.push([start, span.start], [end, span.end]);
  }
  found.push([direction === 'across' ? width : height, spans.at(-1)?.end ?? 0]);
  return found;
}

function between(all: readonly (readonly [number, number])[], at: number): number {
  const next = all.findIndex(([x], i) => i > 0 && x >= at);
  const [[x, y], [toX, toY]] = [all[Math.max(0, next - 1)] ?? [0, 0], all[next < 0 ? all.length - 1 : next] ?? [0, 0]];
  return toX > x ? y + ((Math.min(toX, Math.max(x, at)) - x) / (toX - x)) * (toY - y) : y;
}

/** What part of the strip is in sight. */
export function seenOn(map: MiniMap, layout: StageLayout, modules: readonly Module[], sight: Span): Span {
  const all = pairs(layout, modules, map);
  return { start: between(all, sight.start), end: between(all, sight.end) };
}

/** The place along the drawing that a place of the strip stands for. */
export const alongAt = (map: MiniMap, layout: StageLayout, modules: readonly Module[], x: number): number =>
  between(
    pairs(layout, modules, map).map(([along, strip]) => [strip, along] as const),
    x,
  );
