/** A program whose kernels run on the calling thread: small networks in the page, and everything in Node. */
import { EngineError } from '../../core/errors';
import type { TensorId } from '../../kernels/kernel';
import { type CpuSurface, createCpuSurface } from '../cpu/painter';
import { timedCalls } from '../timing';
import {
  type BackendInfo,
  type CallTime,
  type Counters,
  FEW_VALUES,
  type Phase,
  type Plan,
  type Program,
  type RunReport,
} from '../types';
import { refuseTraining } from '../weights';
import type { Engine } from './engine';
import { repeated, singleCommands } from './layout';

/** Throws EngineError when a plan has no such tensor ('graph') or its length differs ('shape'). */
export function checkLength(plan: Plan, tensor: TensorId, values: Float32Array): void {
  const found = plan.tensors[tensor];
  if (!found) throw new EngineError('graph', 'the plan has no such tensor', { got: tensor });
  if (values.length === found.length) return;
  throw new EngineError('shape', found.name, { expected: `${found.length} values`, got: values.length });
}

/**
 * A run's output as reported. A large one stays in place: copying it, into pages the system must clear first, takes
 * longer than the layer that made it (4 ms against 0.6 for a pointwise convolution of 64 channels at 56 x 56).
 */
export const reported = (output: Float32Array): Float32Array => (output.length <= FEW_VALUES ? output.slice() : output);

/** A run's counters: one submit (one call into WASM per phase), nothing created or read back. */
export function countersOf(calls: number, bytesUploaded: number): Counters {
  return {
    dispatches: calls,
    submits: calls > 0 ? 1 : 0,
    computePasses: 0,
    renderPasses: 0,
    bytesUploaded,
    created: 0,
    readbacks: 0,
  };
}

export class InlineProgram implements Program {
  counters: Readonly<Counters> = countersOf(0, 0);
  private painter: CpuSurface | null = null;
  private written = 0;

  constructor(
    private readonly engine: Engine,
    readonly info: BackendInfo,
  ) {}

  get plan(): Plan {
    return this.engine.prepared.plan;
  }

  get bytes(): number {
    return this.engine.bytes;
  }

  write(tensor: TensorId, values: Float32Array): void {
    checkLength(this.plan, tensor, values);
    this.engine.view(tensor).set(values);
    this.painter?.forget();
    this.written += values.byteLength;
  }

  async run(phases: readonly Phase[] = ['forward']): Promise<RunReport> {
    const { calls, milliseconds } = this.engine.run(phases);
    this.counters = countersOf(calls, this.written);
    this.written = 0;
    this.painter?.forget();
    const ranges = this.painter?.paint() ?? new Map();
    return { output: reported(this.engine.view(this.plan.output)), ranges, milliseconds };
  }

  async read(tensor: TensorId): Promise<Float32Array> {
    return this.engine.view(tensor).slice();
  }

  async look(tensors: readonly TensorId[]): Promise<readonly Float32Array[]> {
    return tensors.map((tensor) => this.engine.view(tensor));
  }

  view(tensor: TensorId): Float32Array {
    return this.engine.view(tensor);
  }

  async readValue(tensor: TensorId, index: number): Promise<number> {
    const value = this.engine.view(tensor)[index];
    if (value === undefined) throw new EngineError('shape', 'the tensor has no such value', { got: index });
    return value;
  }

  async profile(): Promise<readonly CallTime[]> {
    refuseTraining(this.plan);
    const commands = singleCommands(this.plan, this.engine.prepared.layout, 'forward');
    return timedCalls(commands.length, (call, repetitions) => this.engine.time(repeated(commands[call], repetitions)));
  }

  surface(canvas: HTMLCanvasElement): CpuSurface {
    this.painter?.dispose();
    this.painter = createCpuSurface(canvas, { plan: this.plan, view: (tensor) => this.engine.view(tensor) });
    return this.painter;
  }

  dispose(): void {
    this.painter?.dispose();
    this.painter = null;
    this.engine.dispose();
  }
}
