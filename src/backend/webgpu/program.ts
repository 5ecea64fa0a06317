/**
 * A Plan on the GPU. All pipelines, buffers and bind groups are made at load; a run writes nothing but what was asked,
 * replays the steps of its phases in one compute pass, paints in one render pass, and submits once.
 */
import { EngineError } from '../../core/errors';
import type { AdapterKind, GpuPass, KernelCall, TensorId } from '../../kernels/kernel';
import type {
  BackendInfo,
  Counters,
  Phase,
  Plan,
  PlanTensor,
  Program,
  Range,
  RunReport,
  Surface,
  Weights,
} from '../types';
import { weightsInto } from '../weights';
import type { CountedDevice } from './counter';
import { GpuPainter } from './painter';
import type { PaintPipelines } from './paintPipelines';
import type { PipelineCache, Prepared } from './pipelines';
import { StagingRing } from './staging';
import { type Binding, bindingsOf, passText, SCRATCH } from './wgsl';

/** One dispatch, ready to replay. */
interface Step {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

type Steps = { readonly [P in Phase]: readonly Step[] };

/** What programs of one backend have in common. */
export interface Shared {
  readonly info: BackendInfo;
  readonly adapter: AdapterKind;
  readonly pipelines: PipelineCache;
  readonly paint: PaintPipelines;
  /** Why the device can no longer be used, or null. */
  failure(): EngineError | null;
}

const PHASES: readonly Phase[] = ['forward', 'backward', 'update'];
const ARENA_USAGE = (): GPUBufferUsageFlags =>
  GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;

/** A dispatch before its pipeline is there. */
interface Wanted {
  readonly phase: Phase;
  readonly pass: GpuPass;
  readonly bindings: readonly Binding[];
  readonly prepared: Promise<Prepared>;
}

function wantedPasses(plan: Plan, device: CountedDevice, shared: Shared): { wanted: Wanted[]; scratch: number } {
  const wanted: Wanted[] = [];
  let most = 0;
  for (const phase of PHASES) {
    for (const call of plan.phases[phase]) {
      const passes = passesOf(call, shared.adapter);
      const scratch = Math.max(0, ...passes.map((pass) => pass.scratch ?? 0));
      most = Math.max(most, scratch);
      const layout = bindingsOf(plan, call, scratch);
      for (const pass of passes) {
        const prepared = shared.pipelines.get(device, pass.name, passText(call, pass, layout), layout.bindings);
        wanted.push({ phase, pass, bindings: layout.bindings, prepared });
      }
    }
  }
  return { wanted, scratch: most };
}

/** The passes of a call on this kind of adapter. */
export function passesOf({ kernel, ins, outs, params }: KernelCall, adapter: AdapterKind): readonly GpuPass[] {
  const connected = [...ins, ...outs].map((id) => id !== null);
  return kernel.gpu(params, connected, adapter);
}

/** Prepares a program. Rejects with EngineError('memory' | 'device' | 'weights'); nothing is left behind then. */
export async function loadProgram(
  plan: Plan,
  weights: Weights,
  device: CountedDevice,
  shared: Shared,
): Promise<Program> {
  const { wanted, scratch } = wantedPasses(plan, device, shared);
  const gpu = device.device;
  gpu.pushErrorScope('validation');
  gpu.pushErrorScope('out-of-memory');
  const arenas = plan.arenas.map(({ kind, floats }, k) =>
    device.buffer(`${kind} arena ${k}`, floats * 4, ARENA_USAGE()),
  );
  const scratchBuffer = scratch > 0 ? device.buffer('scratch', scratch * 4, GPUBufferUsage.STORAGE) : null;
  const memory = gpu.popErrorScope();
  const validation = gpu.popErrorScope();
  const release = (): void => {
    for (const buffer of arenas) buffer.destroy();
    scratchBuffer?.destroy();
  };
  try {
    const [outOfMemory, invalid] = await Promise.all([memory, validation]);
    if (outOfMemory || invalid) {
      const bytes = plan.arenas.reduce((sum, { floats }) => sum + floats * 4, scratch * 4);
      throw new EngineError('memory', `the graphics device refused ${Math.ceil(bytes / 2 ** 20)} MiB`);
    }
    weightsInto(plan, weights, (tensor, values) => {
      const arena = arenas[tensor.arena];
      if (arena) device.upload(arena, tensor.offset * 4, values);
    });
    const prepared = await Promise.all(wanted.map((w) => w.prepared));
    const steps: Record<Phase, Step[]> = { forward: [], backward: [], update: [] };
    for (const [k, { phase, pass, bindings }] of wanted.entries()) {
      const ready = prepared[k];
      if (!ready) continue;
      const resources = bindings.map(({ arena, offset, length }): GPUBufferBinding => {
        const buffer = arena === SCRATCH ? scratchBuffer : arenas[arena];
        if (!buffer) throw new EngineError('graph', `${pass.name} uses an arena that the plan does not have`);
        return { buffer, offset: offset * 4, size: length * 4 };
      });
      const [x, y, z] = pass.workgroups;
      steps[phase].push({
        pipeline: ready.pipeline,
        group: device.bindGroup(pass.name, ready.layout, resources),
        x,
        y,
        z,
      });
    }
    return new GpuProgram(plan, device, shared, arenas, scratchBuffer, steps);
  } catch (error) {
    release();
    throw error;
  }
}

class GpuProgram implements Program {
  readonly info: BackendInfo;
  counters: Readonly<Counters>;
  private readonly ring: StagingRing;
  private readonly outputTensor: PlanTensor;
  private painter: GpuPainter | null = null;
  private disposed = false;

  constructor(
    readonly plan: Plan,
    private readonly device: CountedDevice,
    private readonly shared: Shared,
    private readonly arenas: readonly GPUBuffer[],
    private readonly scratch: GPUBuffer | null,
    private readonly steps: Steps,
  ) {
    this.info = shared.info;
    this.ring = new StagingRing(device, 'report');
    this.outputTensor = this.tensor(plan.output);
    this.ring.reserve(this.outputTensor.length * 4);
    this.counters = device.take();
  }

  private tensor(id: TensorId): PlanTensor {
    const tensor = this.plan.tensors[id];
    if (!tensor) throw new EngineError('graph', 'the plan has no such tensor', { got: id });
    return tensor;
  }

  private arenaOf(tensor: PlanTensor): GPUBuffer {
    const arena = this.arenas[tensor.arena];
    if (!arena) throw new EngineError('graph', `${tensor.name} lies in an arena that the plan does not have`);
    return arena;
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
    this.device.upload(this.arenaOf(tensor), tensor.offset * 4, values);
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
    encoder.copyBufferToBuffer(this.arenaOf(outputTensor), outputTensor.offset * 4, slot.buffer, 0, outputBytes);
    const ranges = painter?.copyRanges(encoder, slot.buffer, outputBytes) ?? null;
    const bytes = outputBytes + (ranges?.bytes ?? 0);
    device.submit(encoder);
    const mapped = device.map(slot.buffer, bytes);
    this.counters = device.take();
    try {
      await mapped;
      const floats = new Float32Array(slot.buffer.getMappedRange(0, bytes));
      const output = floats.slice(0, outputTensor.length);
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

  /** Values [first, first + count) of a tensor through a buffer of their own, outside the counted frame. */
  private async fetch(tensor: PlanTensor, first: number, count: number): Promise<Float32Array> {
    this.usable();
    const { device } = this.device;
    const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
    const staging = device.createBuffer({ label: `read ${tensor.name}`, size: count * 4, usage });
    try {
      const encoder = device.createCommandEncoder({ label: `read ${tensor.name}` });
      encoder.copyBufferToBuffer(this.arenaOf(tensor), (tensor.offset + first) * 4, staging, 0, count * 4);
      device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      return new Float32Array(staging.getMappedRange().slice(0));
    } catch (error) {
      throw this.shared.failure() ?? new EngineError('device', `could not read ${tensor.name}: ${String(error)}`);
    } finally {
      staging.destroy();
    }
  }

  read(id: TensorId): Promise<Float32Array> {
    const tensor = this.tensor(id);
    return this.fetch(tensor, 0, tensor.length);
  }

  async readValue(id: TensorId, index: number): Promise<number> {
    const tensor = this.tensor(id);
    if (!Number.isInteger(index) || index < 0 || index >= tensor.length) {
      throw new EngineError('shape', `${tensor.name} has no such value`, { got: index });
    }
    const [value] = await this.fetch(tensor, index, 1);
    return value ?? Number.NaN;
  }

  surface(canvas: HTMLCanvasElement): Surface {
    this.usable();
    this.painter?.dispose();
    const { plan, device, arenas } = this;
    const painter = new GpuPainter(canvas, plan, device, this.shared.paint, arenas, (rangeBytes) => {
      this.ring.reserve(this.outputTensor.length * 4 + rangeBytes);
    });
    this.painter = painter;
    return painter;
  }

  get bytes(): number {
    const owned = [...this.arenas, ...(this.scratch ? [this.scratch] : [])];
    return owned.reduce((sum, { size }) => sum + size, this.ring.bytes + (this.painter?.bytes ?? 0));
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.painter?.dispose();
    this.ring.dispose();
    for (const buffer of this.arenas) buffer.destroy();
    this.scratch?.destroy();
  }
}
