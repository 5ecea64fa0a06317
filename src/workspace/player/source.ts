/**
 * What a player plays: a layer of any network that an engine computes, the page's or a lab's. Values are read after
 * frames, never by forcing one, and all of them from the same frame.
 */

import type { Plan, Range } from '../../backend/types';
import type { ResolvedModel } from '../../graph/model';
import { sources } from '../../insight/equation';
import type { Sweep } from '../../insight/sweep';
import type { TensorId } from '../../kernels/kernel';
import { onFrame } from '../frame';
import { type InputColour, inputColour } from '../input/colour';
import type { Reader } from '../inspect/reading';
import { latestWins } from '../latest';
import type { Network } from '../network';
import { extentOf } from '../stage/extent';
import type { PixelScale } from '../stage/scene';

export interface PlayerSource {
  readonly model: ResolvedModel;
  /** A plan of the same model; another plan is another source. */
  readonly plan: Plan;
  /** Reads the plan's tensors from the engine that runs it. */
  readonly reader: Pick<Reader, 'read'>;
  readonly frames: Frames;
  /** Undoes the normalisation of each input channel, for display. */
  readonly inputScale: readonly PixelScale[];
  readonly inputColour: InputColour;
  /** |value| at the ends of a layer's colour scale, by its id; null or absent: its largest |value|. */
  extent?(layer: string): number | null;
}

/** Reports every computed frame; call the result to stop. */
export interface Frames {
  subscribe(computed: () => void): () => void;
}

interface FrameValues {
  /** Increases with every frame. */
  readonly version: number;
  readonly ranges: ReadonlyMap<TensorId, Range>;
}

/** A network computed by an engine, with its frames: a workspace's `engine` and `frame`. Make it once per network. */
export function networkSource(
  { model, plan, units, inputScale, preprocessing }: Network,
  engine: Pick<Reader, 'read'> & { readonly computing: { readonly plan: Plan } | null },
  frame: {
    getState(): FrameValues;
    subscribe(listener: (now: FrameValues, before: FrameValues) => void): () => void;
  },
): PlayerSource {
  return {
    model,
    plan,
    inputScale,
    inputColour: inputColour(preprocessing),
    // While another network takes over, the running program uses these ids for other tensors.
    reader: { read: async (tensors) => (engine.computing?.plan === plan ? engine.read(tensors) : null) },
    frames: {
      subscribe: (computed) => onFrame(frame, computed),
    },
    extent(id) {
      const layers = units.find((unit) => unit.layers.some((layer) => layer.id === id))?.layers ?? [];
      return extentOf(layers, frame.getState().ranges);
    },
  };
}

/** Everything a sweep shows, from one frame. Whole tensors, of one sample. */
export interface SweepValues {
  readonly inputs: readonly Float32Array[];
  readonly weights: ReadonlyMap<string, Float32Array>;
  readonly output: Float32Array;
  /** After the activation function that follows, if any. */
  readonly activated: Float32Array | null;
}

/** Reads a sweep's current values; null if another network takes over first. */
export async function readSweep({ plan, reader }: PlayerSource, sweep: Sweep): Promise<SweepValues | null> {
  const planned = plan.nodes.find(({ id }) => id === sweep.node.id);
  if (!planned) return null;
  const activation = plan.nodes.find(({ id }) => id === sweep.activation?.id)?.output;
  const { ins, weights } = sources(plan, planned);
  // Weights too: in a lab they change every frame.
  const wanted: readonly TensorId[] = [
    planned.output,
    ...(activation === undefined ? [] : [activation]),
    ...ins,
    ...weights.map(([, id]) => id),
  ];
  const ids = [...new Set(wanted)];
  const read = await reader.read(ids);
  if (!read) return null;
  const at = (id: TensorId): Float32Array => read[ids.indexOf(id)] ?? new Float32Array();
  return {
    inputs: ins.map(at),
    weights: new Map(weights.map(([name, id]) => [name, at(id)])),
    output: at(planned.output),
    activated: activation === undefined ? null : at(activation),
  };
}

/** Milliseconds between readings of small maps, and floats copied per millisecond, at least. */
const PACE = 80;
const COPIED = 10_000;

/**
 * Reads a sweep's values now and after frames, as often as their size allows, and passes them to `taken`. Call the
 * result to stop; nothing is passed after that.
 */
export function followValues(
  source: PlayerSource,
  sweep: Sweep,
  taken: (values: SweepValues) => void,
  failed: (error: unknown) => void,
): () => void {
  let isFollowed = true;
  const size = sweep.inputs.reduce((sum, { values }) => sum + values, sweep.count);
  let resting: ReturnType<typeof setTimeout> | undefined;
  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      resting = setTimeout(resolve, PACE + size / COPIED);
    });
  const refresh = latestWins(async () => {
    if (!isFollowed) return;
    try {
      const values = await readSweep(source, sweep);
      if (isFollowed && values) taken(values);
    } catch (error) {
      if (isFollowed) failed(error);
    }
    if (isFollowed) await rest();
  });
  void refresh();
  const stop = source.frames.subscribe(() => void refresh());
  return () => {
    isFollowed = false;
    clearTimeout(resting);
    stop();
  };
}
