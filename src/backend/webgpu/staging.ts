/** A ring of mappable buffers for reading back small results, so that no frame waits or makes a buffer. */
export interface Slot {
  readonly buffer: GPUBuffer;
  /** Returns the buffer, which must be unmapped. */
  release(): void;
}

export class StagingRing {
  private size = 0;
  private free: GPUBuffer[] = [];
  private readonly busy = new Set<GPUBuffer>();

  /** `frames` may be in flight before another buffer is made. */
  constructor(
    private readonly frames: number,
    readonly make: (bytes: number) => GPUBuffer,
  ) {}

  /** Makes room for results of `bytes`. Buffers in flight end with their frame. */
  reserve(bytes: number): void {
    if (bytes <= this.size) return;
    for (const buffer of this.free) buffer.destroy();
    this.size = bytes;
    this.free = Array.from({ length: this.frames }, () => this.make(this.size));
  }

  /** An unused buffer. With more frames in flight than the ring has buffers, it grows by one. */
  take(): Slot {
    const buffer = this.free.pop() ?? this.make(this.size);
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
