/** The words and numbers of a picture of the network: captions, layers' names and scales, the answer's rows, the foot. */
import type { Scene } from '../../backend/types';
import { percent, rounded } from '../numbers';
import type { StageBlock } from '../stage/blocks';
import type { Lane, StageLayout } from '../stage/layout';
import { css } from '../stage/palette';
import { classRow, shownClasses } from '../stage/place';
import { mapsOf } from '../stage/rule';
import { drawBar, LINE, type Look } from './picture';

/** What it says, in the language of the page. */
export interface Words {
  /** The answer in a sentence; empty without one. */
  readonly caption: string;
  /** Above the pad, above what the network sees, and above the answer; null: there is no pad. */
  readonly given: string | null;
  readonly seen: string;
  readonly seenShort: string;
  readonly answer: string;
  readonly classes: readonly string[];
  headOf(block: StageBlock): { readonly title: string; readonly subtitle: string } | null;
  /** How many of a block's maps are shown. */
  someOf(shown: number, count: number): string;
  /** What the colours and widths of the connections for a class mean. */
  wires(of: number): { readonly adds: string; readonly takes: string; readonly thicker: string };
}

/** Ends of the colour scales. */
export interface Extents {
  readonly range: Scene['range'];
  /** A unit's own scale. */
  of(unit: number): number | null;
  /** The scale of the whole network. */
  readonly all: number | null;
}

/** What the drawing is lettered with. */
export interface Lettering {
  readonly words: Words;
  readonly look: Look;
  readonly extents: Extents;
  /** Probabilities; or values, if the network gives none. */
  readonly answer: readonly number[] | null;
  readonly values: readonly number[] | null;
}

const SMALL = 12;
const NAME = 'CNN Playground';
const ELLIPSIS = '…';

/** Writes a line, shortened where it is too long. */
function line(context: CanvasRenderingContext2D, text: string, x: number, y: number, most: number): void {
  let said = text;
  while (said.length > 1 && context.measureText(said).width > most) {
    said = said.slice(0, said.endsWith(ELLIPSIS) ? -2 : -1).trimEnd() + ELLIPSIS;
  }
  context.fillText(said, x, y);
}

/** Writes what stands above and below the maps, and the answer's rows. */
export function letter(context: CanvasRenderingContext2D, layout: StageLayout, lettering: Lettering): void {
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  writeGiven(context, layout, lettering);
  writeCaptions(context, layout, lettering);
  for (const lane of layout.lanes) writeLane(context, lane, layout, lettering);
  writeRows(context, layout, lettering);
}

function writeGiven(
  context: CanvasRenderingContext2D,
  { pad, seen, unit, direction, lanes }: StageLayout,
  { words, look }: Lettering,
): void {
  const [input] = lanes;
  const isBeside = seen.y < pad.y + pad.height;
  if (words.given !== null) {
    context.fillStyle = css(look.ink);
    context.font = `650 ${direction === 'across' ? 17 * unit : 15}px ${look.font}`;
    context.fillText(words.given, pad.x, direction === 'across' && !isBeside ? 29 * unit : pad.y - 8);
  }
  const size = input ? ` · ${input.layer.rows} × ${input.layer.columns}` : '';
  context.fillStyle = css(look.muted);
  context.font = `${SMALL * unit}px ${look.font}`;
  const room = seen.width + 10;
  const all = [words.seen, words.seenShort].flatMap((text) => [`${text}${size}`, text]);
  const said = all.find((text) => context.measureText(text).width <= room) ?? words.seenShort;
  line(context, said, seen.x, seen.y - 7, room);
}

function writeCaptions(
  context: CanvasRenderingContext2D,
  { blocks, unit, direction }: StageLayout,
  { words, look }: Lettering,
): void {
  for (const { block, head, more } of blocks) {
    const said = block.form === 'answer' ? { title: words.answer, subtitle: '' } : words.headOf(block);
    if (!head || !said) continue;
    const { x, y, width, height } = head;
    const isAcross = direction === 'across';
    context.fillStyle = css(look.ink);
    context.font = `650 ${isAcross ? 17 * unit : 15}px ${look.font}`;
    // Smaller before it is shortened.
    const fit = Math.max(0.75, Math.min(1, width / context.measureText(said.title).width));
    context.font = `650 ${fit * (isAcross ? 17 * unit : 15)}px ${look.font}`;
    // Words over connections have their own ground.
    if (!isAcross) {
      const names = block.layers.map(({ id }) => id).join('  ');
      const long = context.measureText(said.title).width + 14 + context.measureText(names).width;
      context.fillStyle = css(look.ground);
      context.fillRect(x - 3, y + height - 24, Math.min(width, long), 22);
      context.fillStyle = css(look.ink);
    }
    line(context, said.title, x, isAcross ? y + 29 * unit : y + height - 8, width);
    const after = x + context.measureText(said.title).width + 10;
    context.fillStyle = css(look.muted);
    context.font = `${isAcross ? 13 * unit : SMALL}px ${look.font}`;
    const count = block.layers[0] ? mapsOf(block.layers[0]) : 0;
    const below = more && more.count > 0 ? words.someOf(count - more.count, count) : said.subtitle;
    if (isAcross) line(context, below, x, y + 47 * unit, width);
    else line(context, block.layers.map(({ id }) => id).join('  '), after, y + height - 8, x + width - after);
  }
}

function writeLane(
  context: CanvasRenderingContext2D,
  { layer, tags, count, drawn, x, y, height }: Lane,
  { unit, direction }: StageLayout,
  { look, extents }: Lettering,
): void {
  context.fillStyle = css(look.muted);
  context.font = `${SMALL * unit}px ${look.font}`;
  if (layer.kind !== 'input') for (const tag of tags) line(context, layer.id, tag.x, tag.y + tag.height - 5, tag.width);
  const extent = extents.range === 'layer' && layer.colour === 'signed' ? extents.of(layer.unit) : null;
  if (extent === null || count === 0 || drawn === 'rows' || tags.length === 0 || direction === 'down') return;
  if (layer.role === 'activation') return;
  context.fillText(`±${rounded(extent)}`, x, y + height + 14 * unit);
}

function writeRows(
  context: CanvasRenderingContext2D,
  layout: StageLayout,
  { words, look, answer, values }: Lettering,
): void {
  const count = layout.lanes.find(({ drawn }) => drawn === 'rows')?.layer.rows ?? 0;
  const { unit } = layout;
  const best = answer ? answer.indexOf(Math.max(...answer)) : -1;
  for (const index of shownClasses(count, answer)) {
    const box = classRow(layout, count, index, answer);
    if (!box) continue;
    const { x, y, width, height } = box;
    const name = words.classes[index] ?? String(index);
    const value = (answer ?? values)?.[index];
    const said = value === undefined ? '–' : answer ? percent(value) : rounded(value);
    if (index === best) {
      context.fillStyle = css(look.accentSoft);
      context.fillRect(x, y, width, height);
      context.fillStyle = css(look.accent);
      context.fillRect(x, y, 3, height);
      context.fillStyle = css(look.ink);
      context.textAlign = 'center';
      // Large, within the row and by the length of the name.
      context.font = `680 100px ${look.font}`;
      const wide = (0.9 * (100 * (width - 20))) / context.measureText(name).width;
      const large = Math.max(15, Math.min(0.62 * height, 0.8 * width, wide, 200));
      const small = Math.max(13, Math.min(0.16 * height, 26));
      const isHigh = height > 15 + 2 * small;
      context.font = `680 ${isHigh ? large : 15}px ${look.font}`;
      const middle = x + width / 2;
      if (isHigh) {
        const top = y + (height - large - small) / 2;
        context.fillText(name, middle, top + 0.82 * large);
        context.font = `600 ${small}px ${look.font}`;
        context.fillText(said, middle, top + large + 0.9 * small);
      } else context.fillText(`${name} ${said}`, middle, y + height / 2 + 5);
      context.textAlign = 'left';
      continue;
    }
    context.fillStyle = css(look.line);
    context.fillRect(x, y, 2, height);
    const base = y + height / 2 + 4.5 * unit;
    context.font = `500 ${13 * unit}px ${look.font}`;
    context.fillStyle = css(look.ink);
    context.fillText(name, x + 10, base);
    context.font = `${13 * unit}px ${look.font}`;
    context.fillStyle = css(look.muted);
    context.textAlign = 'right';
    context.fillText(said, x + width - 10, base);
    context.textAlign = 'left';
  }
}

/** Height of the foot. */
export const FOOT = 3 * LINE + 6;
const BAR = 220;

/** Below the drawing: the network's name, the answer in a sentence, the connections' colours and the colour scale. */
export function writeFoot(
  context: CanvasRenderingContext2D,
  { width, height, pad }: StageLayout,
  network: string,
  of: number | null,
  { words, look, extents }: Lettering,
): void {
  const top = height + LINE;
  const margin = pad.x;
  const room = width - 2 * margin;
  context.fillStyle = css(look.ink);
  context.font = `600 15px ${look.font}`;
  line(context, words.caption, margin, top, room);
  if (of !== null) {
    const { adds, takes, thicker } = words.wires(of);
    let x = margin;
    context.font = `${SMALL}px ${look.font}`;
    for (const [text, colour] of [
      [adds, look.palette.positive],
      [takes, look.palette.negative],
      [thicker, null],
    ] as const) {
      if (colour) {
        context.fillStyle = css(colour);
        context.fillRect(x, top + LINE - 6, 16, 3);
        x += 22;
      }
      context.fillStyle = css(look.muted);
      context.fillText(text, x, top + LINE);
      x += context.measureText(text).width + 16;
    }
  }
  context.fillStyle = css(look.muted);
  context.font = `${SMALL}px ${look.font}`;
  context.fillText(`${NAME} · ${network}`, margin, top + 2 * LINE);
  // A layer's own scale is given below it; a map's own is not written anywhere.
  if (extents.range === 'map') return;
  const end = extents.range === 'network' && extents.all !== null ? rounded(extents.all) : null;
  const long = Math.min(BAR, room / 2);
  const bar = { x: width - margin - long, y: top + 2 * LINE - 10, width: long };
  drawBar(context, { ...bar, low: end ? `−${end}` : '−', high: end ? `+${end}` : '+' }, look);
}
