/**
 * A Plan on the GPU. All pipelines, buffers and bind groups are made at load; a run writes only new values, replays the
 * steps of its phases in one compute pass, paints in one render pass, and submits once.
 */

import { EngineError } from '../../core/errors';
import { yieldEvery } from '../../core/yield';
import type { Target, TensorId } from '../../kernels/kernel';
import {
  type BackendInfo,
  type CallTime,
  type Counters,
  FEW_VALUES,
  type Phase,
  type Plan,
  type PlanTensor,
  type Program,
  type Range,
  type RunReport,
  type ShaderSource,
  type Surface,
  type Weights,
} from '../types';
import { refuseTraining, weightsInto } from '../weights';
import { GpuArenas } from './arenas';
import type { CountedDevice } from './counter';
import { type FittedPlan, fitPlan } from './fit';
import { nudged } from './nudge';
import { GpuPainter } from './painter';
import type { PaintPipelines } from './paintPipelines';
import { plannedPasses, shadersOf } from './passes';
import type { PipelineCache } from './pipelines';
import type { GpuProfiler } from './profiler';
import { type Read, spansOf } from './reads';
import { StagingRing } from './staging';

/** One dispatch, ready to replay. */
interface Step {
  /** Index of its call in the phase. */
  readonly call: number;
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

type Steps = { readonly [P in Phase]: readonly Step[] };

/** Shared by all programs of a backend. */
export interface Shared {
  readonly info: BackendInfo;
  readonly target: Target;
  /** Most floats in one binding. */
  readonly mostBound: number;
  readonly pipelines: PipelineCache;
  readonly paint: PaintPipelines;
  /** Why the device can no longer be used, or null. */
  failure(): EngineError | null;
}

const MAPPABLE = (): GPUBufferUsageFlags => GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;

/** Frames in flight before another report buffer is made. */
const FRAMES = 3;
/** 4 MiB: the most kept for the next read. */
const MOST_KEPT = 2 ** 22;

/** Values somebody is waiting for: to copy, or only to look at. */
interface Asked extends Read {
  readonly looked: boolean;
  readonly resolve: (values: Float32Array) => void;
  readonly reject: (error: EngineError) => void;
}

/** Prepares a program. Rejects with EngineError('memory' | 'device' | 'weights'), leaving nothing behind. */
export async function loadProgram(
  plan: Plan,
  weights: Weights,
  device: CountedDevice,
  shared: Shared,
): Promise<Program> {
  const fitted = fitPlan(plan, shared.mostBound);
  const { planned, scratch } = plannedPasses(plan, shared.target, fitted, shared.mostBound);
  const compiling = Promise.all(
    planned.map(({ pass, text, bindings }) => shared.pipelines.get(device, pass.name, text, bindings)),
  );
  // It is awaited once the memory is there, and may fail before.
  compiling.catch(() => {});
  const arenas = await GpuArenas.create(device, fitted, scratch);
  try {
    const placed: (readonly [PlanTensor, Float32Array])[] = [];
    weightsInto(plan, weights, ({ id }, values) => placed.push([fitted.tensors[id] as PlanTensor, values]));
    const rest = yieldEvery();
    for (const [tensor, values] of placed) await arenas.uploadInPieces(tensor, values, rest);
    const prepared = await compiling;
    const steps: Record<Phase, Step[]> = { unpack: [], forward: [], backward: [], update: [] };
    for (const [k, { phase, call, pass, bindings }] of planned.entries()) {
      const ready = prepared[k];
      if (!ready) continue;
      const resources = bindings.map(
        ({ arena, offset, length }): GPUBufferBinding => ({
          buffer: arenas.buffer(arena),
          offset: offset * 4,
          size: length * 4,
        }),
      );
      const [x, y, z] = pass.workgroups;
      steps[phase].push({
        call,
        pipeline: ready.pipeline,
        group: device.bindGroup(pass.name, ready.layout, resources),
        x,
        y,
        z,
      });
    }
    return new GpuProgram(plan, fitted, device, shared, arenas, steps, shadersOf(planned));
  } catch (error) {
    arenas.dispose();
    throw error;
  }
}

class GpuProgram implements Program {
  readonly info: BackendInfo;
  counters: Readonly<Counters>;
  private readonly ring: StagingRing;
  private readonly reads: StagingRing;
  private readonly outputTensor: PlanTensor;
  private asked: Asked[] = [];
  private kept: Float32Array | null = null;
  private looked = new Float32Array(0);
  private painter: GpuPainter | null = null;
  private profiler: Promise<GpuProfiler> | null = null;
  private profilerBytes = 0;
  private disposed = false;

  constructor(
    readonly plan: Plan,
    private readonly fitted: FittedPlan,
    private readonly device: CountedDevice,
    private readonly shared: Shared,
    private readonly arenas: GpuArenas,
    private readonly steps: Steps,
    readonly shaders: readonly ShaderSource[],
  ) {
    this.info = shared.info;
    this.ring = new StagingRing(FRAMES, (bytes) => device.buffer('report', bytes, MAPPABLE()));
    this.reads = new StagingRing(1, (size) => device.device.createBuffer({ label: 'read', size, usage: MAPPABLE() }));
    this.outputTensor = this.tensor(plan.output);
    this.ring.reserve(this.outputTensor.length * 4);
    this.counters = device.take();
  }

  private tensor(id: TensorId): PlanTensor {
    // Ids past the plan's last are the parts of cut tensors.
    const tensor = id < this.plan.tensors.length ? this.fitted.tensors[id] : undefined;
    if (!tensor) throw new EngineError('graph', 'the plan has no such tensor', { got: id });
    return tensor;
  }

  private usable(): void {
    const failure = this.disposed
      ? new EngineError('device', 'this program has been disposed of')
      : this.shared.failure();
    if (failure) throw failure;
  }

  write(id: TensorId, values: Float32Array): void {
    const tensor = this.tensor(id);
    if (values.length !== tensor.length) {
      throw new EngineError('shape', tensor.name, { expected: `${tensor.length} values`, got: values.length });
    }
    this.usable();
    this.arenas.upload(tensor, values);
  }

  async run(phases: readonly Phase[] = ['forward']): Promise<RunReport> {
    this.usable();
    const { device, painter, outputTensor } = this;
    const started = performance.now();
    const encoder = device.device.createCommandEncoder({ label: 'run' });
    const pass = device.computePass(encoder, { label: 'kernels' });
    for (const phase of phases) {
      for (const { pipeline, group, x, y, z } of this.steps[phase]) {
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, group);
        device.dispatch(pass, x, y, z);
      }
    }
    painter?.measure(pass);
    pass.end();
    painter?.draw(encoder);
    const outputBytes = outputTensor.length * 4;
    const slot = this.ring.take();
    this.arenas.copy(encoder, outputTensor.arena, outputTensor.offset, outputTensor.length, slot.buffer, 0);
    const ranges = painter?.copyRanges(encoder, slot.buffer, outputBytes) ?? null;
    const bytes = outputBytes + (ranges?.bytes ?? 0);
    device.submit(encoder);
    const mapped = device.map(slot.buffer, bytes);
    this.counters = device.take();
    try {
      await mapped;
      const floats = new Float32Array(slot.buffer.getMappedRange(0, bytes));
      const output = this.reported(floats.subarray(0, outputTensor.length));
      const merged: ReadonlyMap<TensorId, Range> = ranges
        ? ranges.merge(floats.subarray(outputTensor.length))
        : new Map();
      slot.buffer.unmap();
      return { output, ranges: merged, milliseconds: performance.now() - started };
    } catch {
      throw (
        this.shared.failure() ?? new EngineError('device', 'the run was given up: the program has been disposed of')
      );
    } finally {
      slot.release();
    }
  }

  /** Copies a large output into reused memory: fresh pages would take ten times as long as the copy. */
  private reported(output: Float32Array): Float32Array {
    if (output.length <= FEW_VALUES) return output.slice();
    this.kept ??= new Float32Array(output.length);
    this.kept.set(output);
    return this.kept;
  }

  /**
   * Values [first, first + count) of a tensor, outside the counted frame. Requests made together are answered together:
   * all maps of a network cost one submit, one wait and few copies rather than one each.
   */
  private async fetch(tensor: PlanTensor, first: number, count: number, looked = false): Promise<Float32Array> {
    this.usable();
    return new Promise((resolve, reject) => {
      this.asked.push({ tensor, first, count, looked, resolve, reject });
      if (this.asked.length === 1) queueMicrotask(() => this.fetchAsked());
    });
  }

  private async fetchAsked(): Promise<void> {
    const { asked, reads } = this;
    this.asked = [];
    const { spans, places, floats } = spansOf(asked);
    const { device } = this.device;
    const bytes = floats * 4;
    if (bytes > device.limits.maxBufferSize) {
      const refusal = new EngineError(
        'memory',
        `the graphics device cannot hand over ${Math.ceil(bytes / 2 ** 20)} MiB at once`,
      );
      for (const { reject } of asked) reject(refusal);
      return;
    }
    // Whoever looks will look again, so the buffers are kept.
    const looks = asked.some(({ looked }) => looked);
    const ring = looks || bytes <= MOST_KEPT ? reads : new StagingRing(0, reads.make);
    ring.reserve(bytes);
    const slot = ring.take();
    try {
      const encoder = device.createCommandEncoder({ label: 'read' });
      for (const { arena, start, end, at } of spans) {
        this.arenas.copy(encoder, arena, start, end - start, slot.buffer, at * 4);
      }
      device.queue.submit([encoder.finish()]);
      await nudged(device, slot.buffer.mapAsync(GPUMapMode.READ, 0, bytes));
      const mapped = slot.buffer.getMappedRange(0, bytes);
      if (looks && this.looked.length < floats) this.looked = new Float32Array(floats);
      if (looks) this.looked.set(new Float32Array(mapped, 0, floats));
      const rest = yieldEvery();
      for (const [k, { count, looked, resolve }] of asked.entries()) {
        const at = places[k] ?? 0;
        await rest();
        resolve(
          looked ? this.looked.subarray(at, at + count) : new Float32Array(mapped.slice(at * 4, (at + count) * 4)),
        );
      }
      slot.buffer.unmap();
    } catch (error) {
      const names = asked.map(({ tensor }) => tensor.name).join(', ');
      const failure = this.shared.failure() ?? new EngineError('device', `could not read ${names}: ${String(error)}`);
      for (const { reject } of asked) reject(failure);
    } finally {
      slot.release();
      if (ring !== reads) ring.dispose();
    }
  }

  read(id: TensorId): Promise<Float32Array> {
    const tensor = this.tensor(id);
    return this.fetch(tensor, 0, tensor.length);
  }

  look(ids: readonly TensorId[]): Promise<readonly Float32Array[]> {
    const tensors = ids.map((id) => this.tensor(id));
    return Promise.all(tensors.map((tensor) => this.fetch(tensor, 0, tensor.length, true)));
  }

  view(): null {
    return null;
  }

  async readValue(id: TensorId, index: number): Promise<number> {
    const tensor = this.tensor(id);
    if (!Number.isInteger(index) || index < 0 || index >= tensor.length) {
      throw new EngineError('shape', `${tensor.name} has no such value`, { got: index });
    }
    const [value] = await this.fetch(tensor, index, 1);
    return value ?? Number.NaN;
  }

  async profile(): Promise<readonly CallTime[]> {
    refuseTraining(this.plan);
    this.usable();
    this.profiler ??= this.openProfiler();
    const profiler = await this.profiler;
    this.usable();
    return profiler.profile();
  }

  private async openProfiler(): Promise<GpuProfiler> {
    const { GpuProfiler } = await import('./profiler');
    const { forward } = this.steps;
    const calls = this.plan.phases.forward.map((_, call) => forward.filter((step) => step.call === call));
    const profiler = new GpuProfiler(this.device.device, calls);
    this.profilerBytes = profiler.bytes;
    return profiler;
  }

  surface(canvas: HTMLCanvasElement): Surface {
    this.usable();
    this.painter?.dispose();
    const { fitted, device, arenas } = this;
    const painter = new GpuPainter(canvas, fitted, device, this.shared.paint, arenas, (rangeBytes) => {
      this.ring.reserve(this.outputTensor.length * 4 + rangeBytes);
    });
    this.painter = painter;
    return painter;
  }

  get bytes(): number {
    return this.arenas.bytes + this.ring.bytes + this.reads.bytes + this.profilerBytes + (this.painter?.bytes ?? 0);
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.painter?.dispose();
    void this.profiler?.then((profiler) => profiler.dispose());
    this.ring.dispose();
    this.reads.dispose();
    this.arenas.dispose();
  }
}
