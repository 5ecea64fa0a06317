/** Where wires begin and end: at the maps that stand on the stage, whatever is hidden or folded. Pure geometry. */
import { INPUT } from '../../graph/model';
import type { Box } from './pointer';
import type { Shares } from './shares';

/** Where a map stands, or a cell of a strip or the row of a class; null for what is folded away. */
export type Place = (layer: string, channel: number) => Box | null;

export interface End {
  readonly layer: string;
  /** Channel of a map; cell of a layer without maps. */
  readonly channel: number;
}

/** An end with its box, as if the network flowed across. */
export interface Stop extends End {
  readonly box: Box;
}

/** Finds where wires end: at the first and the last map of a lane that stand on the stage. */
export class Stops {
  private readonly lanes = new Map<string, readonly string[]>();
  private readonly known = new Map<string, readonly Stop[]>();
  private readonly spans = new Map<readonly string[], Span>();

  constructor(
    private readonly shares: Pick<Shares, 'flow'>,
    private readonly place: Place,
  ) {
    const { flow } = shares;
    for (const lane of flow.lanes) {
      // What the classes are is shown where the output is.
      const whole = lane.includes(flow.scores) && !lane.includes(flow.output) ? [...lane, flow.output] : lane;
      for (const id of whole) this.lanes.set(id, lane);
    }
  }

  laneOf(layer: string): readonly string[] {
    return this.lanes.get(layer) ?? [layer];
  }

  /** The maps of a lane that stand on the stage, in order. */
  along(lane: readonly string[], channel: number): readonly Stop[] {
    const key = `${channel} ${lane[0]}`;
    const known = this.known.get(key);
    if (known) return known;
    const stops = lane.flatMap((layer): Stop[] => {
      const box = this.place(layer, channel);
      return box ? [{ layer, channel, box }] : [];
    });
    this.known.set(key, stops);
    return stops;
  }

  /** Where wires into a layer end. */
  into(layer: string, channel: number): Stop | null {
    const [first] = this.along(this.laneOf(layer), channel);
    if (first) return first;
    const { scores, output } = this.shares.flow;
    const box = this.laneOf(layer).includes(scores) ? this.place(output, channel) : null;
    return box && { layer: output, channel, box };
  }

  /** Where wires from a layer begin: for a concat that is not shown, at what it joins. */
  outOf(layer: string, channel: number): Stop | null {
    const lane = this.laneOf(layer);
    const last = this.along(lane, channel).at(-1);
    if (last) return last;
    const joined = this.shares.flow.readers.filter(
      ({ node, by, first, channels }) =>
        node.id === lane[0] && by === 'same' && channel >= first && channel < first + channels,
    );
    const [only] = joined;
    return only && joined.length === 1 ? this.outOf(only.from, channel - only.first) : null;
  }

  isSame(stop: End, other: End): boolean {
    const lane = this.laneOf(stop.layer);
    return lane === this.laneOf(other.layer) && (stop.channel === other.channel || lane[0] === INPUT);
  }

  /** Whether a lane stands behind another of its block, and what flows into it must pass that. */
  isBehind({ layer, box }: Stop): boolean {
    return this.spanOf(layer).start + box.width <= box.x;
  }

  /** Whether another lane of its block stands behind it, which what flows out of it must pass. */
  isBefore({ layer, box }: Stop): boolean {
    return box.x + 2 * box.width <= this.spanOf(layer).end;
  }

  /** From the first map of a block to the last, along the flow. */
  spanOf(layer: string): Span {
    const lane = this.laneOf(layer);
    const known = this.spans.get(lane);
    if (known) return known;
    const channels = this.shares.flow.channels.get(lane[0] ?? layer) ?? 0;
    const all = Array.from({ length: channels }, (_, channel) => this.along(lane, channel)).filter(
      (stops) => stops.length > 0,
    );
    const span = {
      start: Math.min(...all.map(([first]) => first?.box.x ?? Infinity)),
      end: Math.max(...all.map((stops) => right(stops.at(-1)?.box))),
    };
    this.spans.set(lane, span);
    return span;
  }

  /** The room a lane takes across the flow. */
  rowOf({ layer, channel, box }: Stop): { readonly top: number; readonly bottom: number } {
    const boxes = [box, ...this.along(this.laneOf(layer), channel).map((stop) => stop.box)];
    return { top: Math.min(...boxes.map(({ y }) => y)), bottom: Math.max(...boxes.map(({ y, height }) => y + height)) };
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const right = (box: Box | undefined): number => (box ? box.x + box.width : -Infinity);
