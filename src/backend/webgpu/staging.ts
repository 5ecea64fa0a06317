/** A ring of mappable buffers through which small results come back, so that no frame waits and none makes a buffer. */
import type { CountedDevice } from './counter';

/** Frames that may be under way before another buffer is made. */
const FRAMES = 3;

export interface Slot {
  readonly buffer: GPUBuffer;
  /** Gives the buffer back; it must not be mapped any more. */
  release(): void;
}

export class StagingRing {
  private size = 0;
  private free: GPUBuffer[] = [];
  private readonly busy = new Set<GPUBuffer>();

  constructor(
    private readonly device: CountedDevice,
    private readonly label: string,
  ) {}

  /** Makes room for results of so many bytes. Buffers that are under way end with their frame. */
  reserve(bytes: number): void {
    if (bytes <= this.size) return;
    for (const buffer of this.free) buffer.destroy();
    this.size = bytes;
    this.free = Array.from({ length: FRAMES }, () => this.create());
  }

  private create(): GPUBuffer {
    return this.device.buffer(this.label, this.size, GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ);
  }

  /** A buffer that nothing uses. With more frames under way than the ring has buffers, it grows by one. */
  take(): Slot {
    const buffer = this.free.pop() ?? this.create();
    this.busy.add(buffer);
    return {
      buffer,
      release: () => {
        if (!this.busy.delete(buffer)) return;
        if (buffer.size === this.size) this.free.push(buffer);
        else buffer.destroy();
      },
    };
  }

  get bytes(): number {
    return (this.free.length + this.busy.size) * this.size;
  }

  dispose(): void {
    for (const buffer of [...this.free, ...this.busy]) buffer.destroy();
    this.free = [];
    this.busy.clear();
    this.size = 0;
  }
}
