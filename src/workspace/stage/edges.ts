/** Curves from the maps that feed a value to its pixel, and the same as rows of numbers. Pure. */
import { addUp, decimalsFor, unitsOf, unitsText } from '../inspect/addUp';
import { exact64, minus } from '../numbers';
import type { Feed, Feeds } from './feeds';
import type { Lane, StageLayout } from './layout';
import { pixelBox } from './pointer';
import type { Normalised } from './steps';

export interface Edge extends Feed {
  /** An SVG path in the stage's coordinates. */
  readonly path: string;
  /** Leads from a value to what the activation function makes of it. */
  readonly isHop: boolean;
  /** Strength relative to the strongest, 0 to 1. */
  readonly share: number;
}

/** More curves than this hide each other; weaker ones are left out, and counted in the list. */
const MOST_EDGES = 24;
/** The start of a curve: the right edge of its map or cell; below its lane if it is not among those shown, and by the
 * name of one that is folded. */
function startOf(layout: StageLayout, lane: Lane, { layer, channel }: Feed): readonly [x: number, y: number] {
  if (lane.layer.form === 'maps') {
    const tile = lane.tiles.find(({ plane }) => plane === channel);
    if (tile) return [tile.x + tile.width, tile.y + tile.height / 2];
  } else {
    const box = pixelBox(layout, { layer, channel: 0, row: channel, column: 0, index: channel });
    if (box) return [box.x + box.width, box.y + box.height / 2];
  }
  return [lane.x + lane.width / 2, lane.count > 0 ? lane.y + lane.height : lane.y];
}

const curve = (fromX: number, fromY: number, x: number, y: number): string => {
  const bend = (fromX + x) / 2;
  return `M${fromX} ${fromY}C${bend} ${fromY} ${bend} ${y} ${x} ${y}`;
};

/**
 * The curves of the strongest feeds, the strongest last, so that it is on top. Those of an activation's value end at its
 * pixel before the activation function, if that is on the stage, and one more leads on from there.
 */
export function edgesOf(layout: StageLayout, { pixel, feeds, activation, result }: Feeds): readonly Edge[] {
  const own = pixelBox(layout, pixel);
  const before = activation && pixelBox(layout, activation.from);
  const end = before ?? own;
  const most = Math.abs(feeds[0]?.amount ?? 0);
  if (!own || !end) return [];
  const [x, y] = [end.x, end.y + end.height / 2];
  const into = feeds
    .slice(0, MOST_EDGES)
    .flatMap((feed): Edge[] => {
      const lane = layout.lanes.find((each) => each.layer.id === feed.layer);
      const share = Math.abs(feed.amount) / most;
      // Within the answer, its rows say what there is to say.
      if (!lane || lane.drawn === 'rows' || !(share > 0)) return [];
      const [fromX, fromY] = startOf(layout, lane, feed);
      return [{ ...feed, isHop: false, share, path: curve(fromX, fromY, x, y) }];
    })
    .reverse();
  if (!activation || !before) return into;
  const { layer, row, channel } = activation.from;
  const isStrip = layout.lanes.some((lane) => lane.layer.id === layer && lane.layer.form === 'strip');
  const path = curve(before.x + before.width, y, own.x, own.y + own.height / 2);
  return [...into, { layer, channel: isStrip ? row : channel, amount: result, isHop: true, share: 1, path }];
}

export interface FeedRow {
  /** `step` is a line of arithmetic; one too long for a row goes on in the next. */
  readonly kind: 'feed' | 'others' | 'bias' | 'sum' | 'blank' | 'pixel' | 'step';
  /** The feed; null for the other rows. */
  readonly feed: Feed | null;
  /** How many feeds the row combines. */
  readonly count: number;
  readonly text: string;
}

/** What feeds a value, as listed beside it. */
export interface Fed {
  readonly feeds: Feeds;
  readonly rows: readonly FeedRow[];
}

const MOST_ROWS = 4;
/** Characters in a row. */
const ROW_LENGTH = 31;

const note = (text: string): FeedRow => ({ kind: 'step', feed: null, count: 1, text });

/** A text in rows, broken at spaces. */
function inRows(text: string): readonly FeedRow[] {
  const rows = [''];
  for (const word of text.split(' ')) {
    const last = rows.at(-1) ?? '';
    if (last !== '' && last.length + 1 + word.length > ROW_LENGTH) rows.push(word);
    else rows[rows.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return rows.map(note);
}

/** Four significant digits, without idle zeros. */
const brief = (value: number, digits = 4): string =>
  Number.isFinite(value) ? minus(String(Number(value.toPrecision(digits)))) : exact64(value);

/** The strongest feeds as rows; for a sum, all of it, in digits that add up. */
function contributions({ feeds, isSum, bias, result }: Feeds): readonly FeedRow[] {
  const strongest = feeds.slice(0, MOST_ROWS);
  const others = feeds.slice(MOST_ROWS);
  const rest = others.reduce((sum, { amount }) => sum + amount, 0);
  const terms = [...strongest.map(({ amount }) => amount), ...(others.length > 0 ? [rest] : [])];
  if (bias !== null) terms.push(bias);
  const decimals = decimalsFor([...terms, result]);
  if (decimals === null || !isSum) {
    const digits = decimals ?? 0;
    return strongest.map((feed) => ({
      kind: 'feed',
      feed,
      count: 1,
      text: decimals === null ? String(feed.amount) : unitsText(unitsOf(feed.amount, digits), digits),
    }));
  }
  const total = unitsOf(result, decimals);
  const texts = addUp(terms, total, decimals).map((units) => unitsText(units, decimals));
  const rows: FeedRow[] = strongest.map((feed, i) => ({ kind: 'feed', feed, count: 1, text: texts[i] ?? '' }));
  if (others.length > 0) {
    rows.push({ kind: 'others', feed: null, count: others.length, text: texts[strongest.length] ?? '' });
  }
  if (bias !== null) rows.push({ kind: 'bias', feed: null, count: 1, text: texts.at(-1) ?? '' });
  return [...rows, { kind: 'sum', feed: null, count: feeds.length, text: unitsText(total, decimals) }];
}

/** An input's pixel, and `(0 − 0.1307) / 0.3081 = −0.424`. */
function givenRows({ pixel, isBlank, step: { formula, result } }: Normalised): readonly FeedRow[] {
  const value: FeedRow = { kind: isBlank ? 'blank' : 'pixel', feed: null, count: 1, text: brief(pixel) };
  return [value, ...inRows(`${formula((each) => brief(each))} = ${brief(result, 3)}`)];
}

/** What feeds a value, and how the value comes of it: a sum, a line of arithmetic, an activation function. */
export function feedRows(feeds: Feeds): readonly FeedRow[] {
  if (feeds.given) return givenRows(feeds.given);
  const rows = contributions(feeds);
  const { result, step, activation } = feeds;
  // The activation function reads the result as it is written above it.
  const known = rows.find(({ kind }) => kind === 'sum')?.text ?? brief(result);
  const text = (value: number): string => (value === result ? known : brief(value));
  return [
    ...rows,
    ...(step ? inRows(`${step.formula((value) => brief(value))} = ${brief(step.result)}`) : []),
    ...(activation ? inRows(`${activation.step.formula(text)} = ${text(activation.step.result)}`) : []),
  ];
}
