/**
 * Counts what a program asks of the device where it is asked: every object, upload, pass, dispatch, submit and
 * read-back goes through this wrapper, so the frame budget is asserted on real calls.
 */
import type { Counters } from '../types';
import { nudged } from './nudge';

const zero = (): Counters => ({
  dispatches: 0,
  submits: 0,
  computePasses: 0,
  renderPasses: 0,
  bytesUploaded: 0,
  created: 0,
  readbacks: 0,
});

/** Bytes to upload before the device is told to take them. */
const MOST_AT_ONCE = 2 ** 21;

export class CountedDevice {
  /** Since the last take(). */
  readonly counters: Counters = zero();

  constructor(readonly device: GPUDevice) {}

  /** Returns the counts so far and resets them. */
  take(): Counters {
    const taken = { ...this.counters };
    Object.assign(this.counters, zero());
    return taken;
  }

  /** Runs work that does not count towards the next take(). */
  uncounted(work: () => void): void {
    const before = { ...this.counters };
    work();
    Object.assign(this.counters, before);
  }

  buffer(label: string, size: number, usage: GPUBufferUsageFlags): GPUBuffer {
    this.counters.created += 1;
    return this.device.createBuffer({ label, size, usage });
  }

  bindGroup(label: string, layout: GPUBindGroupLayout, resources: readonly GPUBufferBinding[]): GPUBindGroup {
    this.counters.created += 1;
    const entries = resources.map((resource, binding) => ({ binding, resource }));
    return this.device.createBindGroup({ label, layout, entries });
  }

  layout(label: string, entries: readonly GPUBindGroupLayoutEntry[]): GPUBindGroupLayout {
    this.counters.created += 1;
    return this.device.createBindGroupLayout({ label, entries: [...entries] });
  }

  pipelineLayout(label: string, layout: GPUBindGroupLayout): GPUPipelineLayout {
    this.counters.created += 1;
    return this.device.createPipelineLayout({ label, bindGroupLayouts: [layout] });
  }

  module(label: string, code: string): GPUShaderModule {
    this.counters.created += 1;
    return this.device.createShaderModule({ label, code });
  }

  computePipeline(descriptor: GPUComputePipelineDescriptor): Promise<GPUComputePipeline> {
    this.counters.created += 1;
    return this.device.createComputePipelineAsync(descriptor);
  }

  renderPipeline(descriptor: GPURenderPipelineDescriptor): Promise<GPURenderPipeline> {
    this.counters.created += 1;
    return this.device.createRenderPipelineAsync(descriptor);
  }

  /** Chrome has 4 MiB at hand for data in flight, and is slow to find more, so a larger upload goes in parts. */
  upload(into: GPUBuffer, byteOffset: number, data: ArrayBufferView): void {
    const { buffer, byteLength, byteOffset: first } = data;
    this.counters.bytesUploaded += byteLength;
    for (let at = 0; at < byteLength; at += MOST_AT_ONCE) {
      const size = Math.min(MOST_AT_ONCE, byteLength - at);
      this.device.queue.writeBuffer(into, byteOffset + at, buffer, first + at, size);
      if (at + size < byteLength) {
        this.counters.submits += 1;
        this.device.queue.submit([]);
      }
    }
  }

  computePass(encoder: GPUCommandEncoder, descriptor: GPUComputePassDescriptor): GPUComputePassEncoder {
    this.counters.computePasses += 1;
    return encoder.beginComputePass(descriptor);
  }

  renderPass(encoder: GPUCommandEncoder, descriptor: GPURenderPassDescriptor): GPURenderPassEncoder {
    this.counters.renderPasses += 1;
    return encoder.beginRenderPass(descriptor);
  }

  dispatch(pass: GPUComputePassEncoder, x: number, y: number, z: number): void {
    this.counters.dispatches += 1;
    pass.dispatchWorkgroups(x, y, z);
  }

  submit(encoder: GPUCommandEncoder): void {
    this.counters.submits += 1;
    this.device.queue.submit([encoder.finish()]);
  }

  /** Resolves when the buffer's first bytes can be read. */
  map(buffer: GPUBuffer, bytes: number): Promise<undefined> {
    this.counters.readbacks += 1;
    return nudged(this.device, buffer.mapAsync(GPUMapMode.READ, 0, bytes));
  }
}
