/** A ring of mappable buffers through which small results come back, so that no frame waits and none makes a buffer. */
export interface Slot {
  readonly buffer: GPUBuffer;
  /** Gives the buffer back; it must not be mapped any more. */
  release(): void;
}

export class StagingRing {
  private size = 0;
  private free: GPUBuffer[] = [];
  private readonly busy = new Set<GPUBuffer>();

  /** `frames` may be under way before another buffer is made. */
  constructor(
    private readonly frames: number,
    readonly make: (bytes: number) => GPUBuffer,
  ) {}

  /** Makes room for results of so many bytes. Buffers that are under way end with their frame. */
  reserve(bytes: number): void {
    if (bytes <= this.size) return;
    for (const buffer of this.free) buffer.destroy();
    this.size = bytes;
    this.free = Array.from({ length: this.frames }, () => this.make(this.size));
  }

  /** A buffer that nothing uses. With more frames under way than the ring has buffers, it grows by one. */
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
