/**
 * What a player plays: a layer of any network that some engine computes, the page's own or a lab's. Values are read when
 * the engine has computed a frame, never for one, and all of them of the same frame.
 */

import type { Plan, Range } from '../../backend/types';
import type { ResolvedModel } from '../../graph/model';
import { sources } from '../../insight/equation';
import type { Sweep } from '../../insight/sweep';
import type { TensorId } from '../../kernels/kernel';
import { onFrame } from '../frame';
import type { Reader } from '../inspect/reading';
import { latestWins } from '../latest';
import type { Network } from '../network';
import { extentOf } from '../stage/extent';
import type { PixelScale } from '../stage/scene';

export interface PlayerSource {
  readonly model: ResolvedModel;
  /** Of the same model; another plan is another source. */
  readonly plan: Plan;
  /** Reads the tensors of the plan: the engine that runs it. */
  readonly reader: Pick<Reader, 'read'>;
  readonly frames: Frames;
  /** Undoes the normalisation of each channel of the network's input, for display. */
  readonly inputScale: readonly PixelScale[];
  /** |value| at the ends of the colour scale of a layer's maps, by its id; null or absent: its largest |value|. */
  extent?(layer: string): number | null;
}

/** Tells of every frame that has been computed; returns how to stop that. */
export interface Frames {
  subscribe(computed: () => void): () => void;
}

interface FrameValues {
  /** Grows with every frame. */
  readonly version: number;
  readonly ranges: ReadonlyMap<TensorId, Range>;
}

/**
 * A network that an engine computes, and the store of its frames: the page's own (`engine` and `frame` of the
 * playground) or a lab's. Make it once for each network.
 */
export function networkSource(
  { model, plan, units, inputScale }: Network,
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
    // While another network takes over, the program that runs knows other tensors by these ids.
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

/** Everything that a sweep shows, of one frame. Whole tensors, of one sample. */
export interface SweepValues {
  readonly inputs: readonly Float32Array[];
  readonly weights: ReadonlyMap<string, Float32Array>;
  readonly output: Float32Array;
  /** After the activation function that follows, where one does. */
  readonly activated: Float32Array | null;
}

/** Reads a sweep's values as they stand; null where another network takes over first. */
export async function readSweep({ plan, reader }: PlayerSource, sweep: Sweep): Promise<SweepValues | null> {
  const planned = plan.nodes.find(({ id }) => id === sweep.node.id);
  if (!planned) return null;
  const activation = plan.nodes.find(({ id }) => id === sweep.activation?.id)?.output;
  const { ins, weights } = sources(plan, planned);
  // Weights too: in a lab they change from frame to frame.
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

/** Milliseconds between readings of small maps, and floats that are copied in a millisecond at least. */
const PACE = 80;
const COPIED = 10_000;

/**
 * Reads a sweep's values now and after frames, as often as their size allows, and hands them to `taken`. Returns how to
 * stop; nothing is taken after that.
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
