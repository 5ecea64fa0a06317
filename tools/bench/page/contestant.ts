/** What every contestant offers, whatever it is made of. */

import type { ContestantInfo } from '../contestants';
import type { Net } from '../net';
import type { Calls } from './counters';

/** How a contestant wants a picture and gives its maps: planes one after the other, or channels side by side. */
export type Order = 'nchw' | 'nhwc';

export interface Loaded {
  readonly order: Order;
  /** Uploads an input, runs, and reads the last layer. */
  run(input: Float32Array<ArrayBuffer>): Promise<Float32Array>;
  /** The same, giving every map in the order of `net.maps`, valid until the next run: the fastest way that it offers. */
  readAll(input: Float32Array<ArrayBuffer>): Promise<readonly Float32Array[]>;
  /** The same, each map copied into an array that is kept between runs; null where its maps cannot be reached for that. */
  readonly readKept: ((input: Float32Array<ArrayBuffer>) => Promise<readonly Float32Array[]>) | null;
  /** Runs on the input of the last run with another filter [out, in, h, w] in the net's only layer; reads its output. */
  runEdited(filter: Float32Array<ArrayBuffer>): Promise<Float32Array>;
  dispose(): void | Promise<void>;
}

export interface Contestant {
  /** Version, threads, adapter. */
  readonly detail: string;
  /** Makes ready to run. Throws Error for what the library cannot do. */
  load(net: Net, onnx: OnnxFiles): Promise<Loaded>;
}

/** The net as ONNX files: with its last layer as the output, and with every map. */
export interface OnnxFiles {
  readonly answer: Uint8Array<ArrayBuffer>;
  readonly all: Uint8Array<ArrayBuffer>;
  /** With the first convolution's filter as an input beside the picture; null where no filter is edited. */
  readonly edited: Uint8Array<ArrayBuffer> | null;
}

export type Open = (info: ContestantInfo) => Promise<Contestant>;

/** What a frame puts on its window once its contestant is open. */
export interface FrameApi {
  readonly contestant: Promise<Contestant>;
  /** What the device was asked since the last call. */
  readonly takeCalls: () => Calls;
}

/** Copies maps into arrays made at the first call. */
export function keeper(): (maps: readonly Float32Array[]) => readonly Float32Array[] {
  let kept: readonly Float32Array[] | null = null;
  return (maps) => {
    kept ??= maps.map(({ length }) => new Float32Array(length));
    for (const [k, array] of kept.entries()) array.set(maps[k] ?? []);
    return kept;
  };
}

/** The adapters by file; each library is fetched only by the frame that asks for it. */
export const adapters = import.meta.glob<{ readonly open: Open }>('./contestants/*.ts');

/** Opens a contestant. Throws Error when its library cannot start here. */
export async function openContestant(info: ContestantInfo): Promise<Contestant> {
  const adapter = adapters[`./contestants/${info.adapter}.ts`];
  if (!adapter) throw new Error(`there is no contestant ${info.adapter}`);
  return (await adapter()).open(info);
}
