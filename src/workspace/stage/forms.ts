/**
 * The lines of an overview across the page: a trunk from module to module and from line to line, what branches and joins
 * within a module, an arc for what skips it, and a funnel where maps get smaller. Pure geometry; SVG paths.
 */
import type { Point } from './anchor';
import type { Lane, StageLayout } from './layout';
import type { Module } from './modules';
import type { ModulePlace, Overview } from './overview';
import type { Box } from './pointer';

export interface Forms {
  readonly lines: string;
  readonly arcs: string;
  /** Behind branches that are joined. */
  readonly brackets: string;
  readonly funnels: string;
  /** Where sums stand. */
  readonly sums: readonly Point[];
}

const REACH = 4;
const RISE = 8;
const ROUND = 5;
const FUNNEL = { width: 9, most: 40 } as const;

/** A piece of a path, to a tenth of a pixel: hundreds of arcs are read by the browser at every step of a zoom. */
const path = (words: TemplateStringsArray, ...places: readonly number[]): string =>
  String.raw({ raw: words }, ...places.map((place) => Math.round(10 * place) / 10));

const middle = ({ y, height }: Box): number => y + height / 2;
const right = ({ x, width }: Box): number => x + width;

function curve(x: number, y: number, toX: number, toY: number): string {
  const bend = (x + toX) / 2;
  return Math.abs(y - toY) < 0.5 ? path`M${x} ${y}H${toX}` : path`M${x} ${y}C${bend} ${y} ${bend} ${toY} ${toX} ${toY}`;
}

/** From a place up over what is between and down to another. */
const arc = (x: number, y: number, toX: number, top: number): string =>
  path`M${x} ${y}V${top + ROUND}Q${x} ${top} ${x + ROUND} ${top}H${toX - ROUND}Q${toX} ${top} ${toX} ${top + ROUND}V${y}`;

/** From the end of a line of modules to the beginning of the next. */
function turned(from: Box, to: Box, gap: number): string {
  const [x, y, toX, toY] = [right(from) + REACH, middle(from), to.x - REACH, middle(to)];
  const between = to.y - gap / 2;
  return path`M${x - REACH} ${y}H${x}V${between - ROUND}Q${x} ${between} ${x - ROUND} ${between}H${toX + ROUND}Q${toX} ${between} ${toX} ${between + ROUND}V${toY}H${to.x}`;
}

/** From the last of a part level to where the part ends, and from there to what follows. */
const onward = (from: Box, edge: number, x: number, y: number): string =>
  `${edge > right(from) ? path`M${right(from)} ${middle(from)}H${edge}` : ''}${curve(edge, middle(from), x, y)}`;

const side = ({ sized }: Module): number => (sized.form === 'maps' ? Math.max(sized.rows, sized.columns) : 1);

function funnel(from: Module, to: Module, x: number, y: number): string {
  if (side(to) >= side(from) || side(to) < 1) return '';
  const [half, less] = [FUNNEL.most / 2, Math.max(5, ((FUNNEL.most / 2) * side(to)) / side(from))];
  return path`M${x - FUNNEL.width / 2} ${y - half}L${x + FUNNEL.width / 2} ${y - less}V${y + less}L${x - FUNNEL.width / 2} ${y + half}Z`;
}

/** The branches of a closed module, from what enters at its middle to what leaves there. */
function branches(place: ModulePlace, laneOf: (layer: string) => Lane | undefined, forms: Writable): void {
  const { columns, joins, skips } = place.module;
  const y = middle(place);
  const boxes = columns.map((column) =>
    column.flatMap((block) => {
      const lane = block.layers.map(({ id }) => laneOf(id)).find((one) => one !== undefined);
      return lane ? [lane as Box] : [];
    }),
  );
  for (const [i, column] of boxes.entries()) {
    const before = boxes[i - 1];
    for (const box of column) {
      if (!before) {
        if (column.length > 1) forms.lines += curve(place.x - REACH, y, box.x, middle(box));
        continue;
      }
      // From the box that is level with it, or from all.
      const sources = before.length === column.length ? [before[column.indexOf(box)] ?? box] : before;
      for (const source of sources) forms.lines += curve(right(source), middle(source), box.x, middle(box));
    }
  }
  const last = boxes.at(-1) ?? [];
  const end = right(place);
  if (joins === 'concat' && last.length > 1) {
    const [top, bottom] = [Math.min(...last.map(middle)), Math.max(...last.map(middle))];
    const x = end - 5;
    forms.brackets += path`M${x - 4} ${top}H${x}V${bottom}H${x - 4}`;
    forms.lines += path`M${x} ${y}H${end}`;
  } else if (joins) {
    const x = end - 6;
    for (const box of last) forms.lines += curve(right(box), middle(box), x, y);
    forms.sums.push({ x, y });
    const top = Math.min(...boxes.flat().map((box) => box.y));
    if (skips) forms.arcs += arc(place.x - REACH, y, x, top - RISE);
  }
}

interface Writable {
  lines: string;
  arcs: string;
  brackets: string;
  funnels: string;
  readonly sums: Point[];
}

/** Nothing down the page, where the order says everything. */
export function overviewForms(layout: StageLayout, { parts, isDetailed }: Overview): Forms {
  const forms: Writable = { lines: '', arcs: '', brackets: '', funnels: '', sums: [] };
  if (layout.direction === 'down') return forms;
  const lanes = new Map(layout.lanes.map((lane) => [lane.layer.id, lane]));
  const laneOf = (layer: string): Lane | undefined => lanes.get(layer);
  let before: ModulePlace | null = null;
  /** Where all lines of the part before end. */
  let edge = 0;
  for (const lines of parts) {
    for (const [k, line] of lines.entries()) {
      for (const [n, place] of line.entries()) {
        const previous: ModulePlace | null = before;
        if (!previous) forms.lines += curve(right(layout.seen), middle(layout.seen), place.x, middle(place));
        else if (n === 0 && k > 0)
          forms.lines += turned(previous, place, place.y - (lines[k - 1]?.[0] ?? place).y - place.height);
        else if (n > 0) forms.lines += curve(right(previous), middle(previous), place.x, middle(place));
        else {
          forms.lines += onward(previous, edge, place.x, middle(place));
          if (!previous.isOpen && !place.isOpen) {
            forms.funnels += funnel(previous.module, place.module, (edge + place.x) / 2, middle(place));
          }
        }
        if (!place.isOpen) {
          if (isDetailed) branches(place, laneOf, forms);
          // Too small a block has no room for it.
          else if (place.module.skips && place.width > 3 * ROUND) {
            const lane = laneOf(place.module.last.id) ?? place;
            forms.arcs += arc(place.x - REACH / 2, middle(place), right(place) + REACH / 2, lane.y - RISE);
          }
        }
        before = place;
      }
    }
    edge = Math.max(...lines.flat().map(right));
  }
  if (before && layout.answer) {
    const { answer } = layout;
    forms.lines += onward(before, edge, answer.x, Math.min(middle(before), middle(answer)));
  }
  return forms;
}
