/** Curves from the maps that feed a value to its pixel, and the same as rows of numbers. Pure. */
import { addUp, decimalsFor, unitsOf, unitsText } from '../inspect/addUp';
import type { Feed, Feeds } from './feeds';
import type { Lane, StageLayout } from './layout';
import { pixelBox } from './pointer';

export interface Edge extends Feed {
  /** An SVG path in the stage's coordinates. */
  readonly path: string;
  /** Strength relative to the strongest, 0 to 1. */
  readonly share: number;
}

/** More curves than this hide each other; weaker ones are left out, and counted in the list. */
const MOST_EDGES = 24;
/** The start of a curve: the right edge of its map or cell, or below its lane if that is folded away. */
function startOf(layout: StageLayout, lane: Lane, { layer, channel }: Feed): readonly [x: number, y: number] {
  if (lane.layer.form === 'maps') {
    const tile = lane.tiles.find(({ plane }) => plane === channel);
    if (tile) return [tile.x + tile.width, tile.y + tile.height / 2];
  } else {
    const box = pixelBox(layout, { layer, channel: 0, row: channel, column: 0, index: channel });
    if (box) return [box.x + box.width, box.y + box.height / 2];
  }
  return [lane.x + lane.width / 2, lane.y + lane.height];
}

/** The curves of the strongest feeds, the strongest last, so that it is on top. */
export function edgesOf(layout: StageLayout, { pixel, feeds }: Feeds): readonly Edge[] {
  const end = pixelBox(layout, pixel);
  const most = Math.abs(feeds[0]?.amount ?? 0);
  if (!end) return [];
  const [x, y] = [end.x, end.y + end.height / 2];
  return feeds
    .slice(0, MOST_EDGES)
    .flatMap((feed): Edge[] => {
      const lane = layout.lanes.find((each) => each.layer.id === feed.layer);
      const share = Math.abs(feed.amount) / most;
      if (!lane || !(share > 0)) return [];
      const [fromX, fromY] = startOf(layout, lane, feed);
      const bend = (fromX + x) / 2;
      return [{ ...feed, share, path: `M${fromX} ${fromY}C${bend} ${fromY} ${bend} ${y} ${x} ${y}` }];
    })
    .reverse();
}

export interface FeedRow {
  readonly kind: 'feed' | 'others' | 'bias' | 'sum';
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

/** The strongest feeds as rows; for a sum, all of it, in digits that add up. */
export function feedRows({ feeds, isSum, bias, result }: Feeds): readonly FeedRow[] {
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
