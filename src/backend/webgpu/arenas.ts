/** A program's device memory: the buffers behind its arenas, one each, or several where an arena was cut. */

import { EngineError } from '../../core/errors';
import { yieldEvery } from '../../core/yield';
import type { PlanTensor } from '../types';
import type { CountedDevice } from './counter';
import type { FittedPlan } from './fit';
import { SCRATCH } from './wgsl';

/** A run of floats in a buffer, and where it belongs in the requested range. */
interface Piece {
  readonly buffer: GPUBuffer;
  /** First float within the buffer. */
  readonly first: number;
  readonly count: number;
  /** Offset from the start of the requested range. */
  readonly at: number;
}

/** Floats uploaded between looks at the clock: 2 MiB. */
const PIECE = 2 ** 19;

const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MiB`;

export class GpuArenas {
  private constructor(
    private readonly device: CountedDevice,
    private readonly cuts: FittedPlan['cuts'],
    private readonly buffers: readonly (GPUBuffer | null)[],
    private readonly scratch: GPUBuffer | null,
  ) {}

  /** Makes all buffers. Rejects with EngineError('memory') when the device has no room, leaving none behind. */
  static async create(device: CountedDevice, { arenas, cuts }: FittedPlan, scratch: number): Promise<GpuArenas> {
    const gpu = device.device;
    const most = gpu.limits.maxBufferSize;
    const largest = Math.max(scratch, ...arenas.map(({ floats }) => floats)) * 4;
    if (largest > most) {
      const details = { expected: `at most ${mebibytes(most)}`, got: mebibytes(largest) };
      throw new EngineError('memory', 'the graphics device cannot hold so much in one buffer', details);
    }
    const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
    gpu.pushErrorScope('validation');
    gpu.pushErrorScope('out-of-memory');
    const buffers = arenas.map(({ kind, floats }, k) =>
      floats > 0 ? device.buffer(`${kind} arena ${k}`, floats * 4, STORAGE | COPY_SRC | COPY_DST) : null,
    );
    const aside = scratch > 0 ? device.buffer('scratch', scratch * 4, STORAGE) : null;
    const made = new GpuArenas(device, cuts, buffers, aside);
    const [outOfMemory, invalid] = await Promise.all([gpu.popErrorScope(), gpu.popErrorScope()]);
    if (!outOfMemory && !invalid) return made;
    const { bytes } = made;
    made.dispose();
    throw new EngineError('memory', `the graphics device refused ${mebibytes(bytes)}`);
  }

  get bytes(): number {
    return [...this.buffers, this.scratch].reduce((sum, buffer) => sum + (buffer?.size ?? 0), 0);
  }

  /** The only buffer of an uncut arena, or the scratch buffer. Throws EngineError('graph' | 'unsupported'). */
  buffer(arena: number): GPUBuffer {
    if (this.cuts.has(arena))
      throw new EngineError('unsupported', 'a weight that lies in parts cannot be bound at once');
    const buffer = arena === SCRATCH ? this.scratch : this.buffers[arena];
    if (!buffer) throw new EngineError('graph', 'the plan has no such arena', { got: arena });
    return buffer;
  }

  private *pieces(arena: number, first: number, count: number): Generator<Piece> {
    let start = 0;
    for (const part of this.cuts.get(arena) ?? [arena]) {
      const buffer = this.buffer(part);
      const from = Math.max(first, start);
      const end = Math.min(first + count, start + buffer.size / 4);
      if (from < end) yield { buffer, first: from - start, count: end - from, at: from - first };
      start += buffer.size / 4;
    }
  }

  /** Copies values to the tensor, from float `first` on. */
  upload({ arena, offset }: PlanTensor, values: Float32Array, first = 0): void {
    for (const piece of this.pieces(arena, offset + first, values.length)) {
      this.device.upload(piece.buffer, piece.first * 4, values.subarray(piece.at, piece.at + piece.count));
    }
  }

  /** The same for many values, with pauses between pieces; `rest` comes from yieldEvery. */
  async uploadInPieces(tensor: PlanTensor, values: Float32Array, rest = yieldEvery()): Promise<void> {
    for (let from = 0; from < values.length; from += PIECE) {
      this.upload(tensor, values.subarray(from, from + PIECE), from);
      await rest();
    }
  }

  /** Records the copy of floats [first, first + count) of an arena to byte `byteOffset` of a buffer. */
  copy(
    encoder: GPUCommandEncoder,
    arena: number,
    first: number,
    count: number,
    into: GPUBuffer,
    byteOffset: number,
  ): void {
    for (const piece of this.pieces(arena, first, count)) {
      const at = byteOffset + piece.at * 4;
      encoder.copyBufferToBuffer(piece.buffer, piece.first * 4, into, at, piece.count * 4);
    }
  }

  dispose(): void {
    for (const buffer of [...this.buffers, this.scratch]) buffer?.destroy();
  }
}
