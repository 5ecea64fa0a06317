/** The interface of every contestant. */

import type { ContestantInfo } from '../contestants';
import type { Net } from '../net';
import type { Calls } from './counters';

/** Layout of a contestant's pictures and maps: planes in sequence, or channels interleaved. */
export type Order = 'nchw' | 'nhwc';

export interface Loaded {
  readonly order: Order;
  /** Uploads an input, runs, and reads the last layer. */
  run(input: Float32Array<ArrayBuffer>): Promise<Float32Array>;
  /** The same, but returns every map in the order of `net.maps`, valid until the next run: its fastest way. */
  readAll(input: Float32Array<ArrayBuffer>): Promise<readonly Float32Array[]>;
  /** The same, with each map copied into an array kept between runs; null if its maps cannot be accessed for that. */
  readonly readKept: ((input: Float32Array<ArrayBuffer>) => Promise<readonly Float32Array[]>) | null;
  /** Runs the last input with another filter [out, in, h, w] in the net's only layer; reads its output. */
  runEdited(filter: Float32Array<ArrayBuffer>): Promise<Float32Array>;
  dispose(): void | Promise<void>;
}

/** Images [batch, channels, height, width], and the class of each. */
export interface Batch {
  readonly images: Float32Array<ArrayBuffer>;
  readonly labels: readonly number[];
}

/** Training by gradient descent with momentum on the mean cross-entropy of what the net's softmax reads. */
export interface Trainer {
  /**
   * Trains steps on the first `count` batches, in order, and reads the loss of each, before that step moved anything: in
   * the library's fastest way, with the batches where it computes since `train`.
   */
  steps(count: number): Promise<readonly number[]>;
  dispose(): void;
}

export interface Contestant {
  /** Version, threads, adapter. */
  readonly detail: string;
  /** Prepares to run. Throws Error for what the library does not support. */
  load?(net: Net, onnx: OnnxFiles): Promise<Loaded>;
  /** Prepares to train from the net's weights. Throws Error for what the library does not support. */
  train?(net: Net, batches: readonly Batch[]): Promise<Trainer>;
}

/** The net as ONNX files: with its last layer as the only output, and with every map as an output. */
export interface OnnxFiles {
  readonly answer: Uint8Array<ArrayBuffer>;
  readonly all: Uint8Array<ArrayBuffer>;
  /** With the first convolution's filter as a second input; null if no filter is edited. */
  readonly edited: Uint8Array<ArrayBuffer> | null;
}

export type Open = (info: ContestantInfo) => Promise<Contestant>;

/** What a frame exposes on its window once its contestant is open. */
export interface FrameApi {
  readonly contestant: Promise<Contestant>;
  /** WebGPU calls since the last takeCalls. */
  readonly takeCalls: () => Calls;
}

/** Copies maps into arrays allocated by the first call. */
export function keeper(): (maps: readonly Float32Array[]) => readonly Float32Array[] {
  let kept: readonly Float32Array[] | null = null;
  return (maps) => {
    kept ??= maps.map(({ length }) => new Float32Array(length));
    for (const [k, array] of kept.entries()) array.set(maps[k] ?? []);
    return kept;
  };
}

/** The adapters by file; a library is fetched only by the frame that needs it. */
export const adapters = import.meta.glob<{ readonly open: Open }>('./contestants/*.ts');

/** Opens a contestant. Throws Error if its library cannot start here. */
export async function openContestant(info: ContestantInfo): Promise<Contestant> {
  const adapter = adapters[`./contestants/${info.adapter}.ts`];
  if (!adapter) throw new Error(`there is no contestant ${info.adapter}`);
  return (await adapter()).open(info);
}
