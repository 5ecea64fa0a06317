/**
 * The `reference` backend: the plain TypeScript twins, run in order. Slow, obvious, and the standard for the others.
 */
import { EngineError } from '../../core/errors';
import type { Buffers, TensorId } from '../../kernels/kernel';
import { type CpuSurface, createCpuSurface } from '../cpu/painter';
import { timedCalls } from '../timing';
import type { Backend, BackendInfo, CallTime, Counters, Phase, Plan, Program, RunReport, Weights } from '../types';
import { refuseTraining, weightsInto } from '../weights';

export const info: BackendInfo = { name: 'reference', detail: 'plain TypeScript' };

/** There is no device, so nothing is counted. */
const nothing: Readonly<Counters> = {
  dispatches: 0,
  submits: 0,
  computePasses: 0,
  renderPasses: 0,
  bytesUploaded: 0,
  created: 0,
  readbacks: 0,
};

function allocated(floats: number): Float32Array {
  try {
    return new Float32Array(floats);
  } catch {
    throw new EngineError('memory', `${Math.ceil(floats / 2 ** 18)} MiB of memory were refused`);
  }
}

class ReferenceProgram implements Program {
  readonly info = info;
  readonly counters = nothing;
  readonly bytes: number;
  private readonly views: readonly Float32Array[];
  private painter: CpuSurface | null = null;

  constructor(
    readonly plan: Plan,
    weights: Weights,
  ) {
    const arenas = plan.arenas.map(({ floats }) => allocated(floats));
    this.views = plan.tensors.map(({ name, arena, offset, length }) => {
      const floats = arenas[arena];
      if (!floats) throw new EngineError('graph', `${name} lies in an arena that the plan does not have`);
      return floats.subarray(offset, offset + length);
    });
    this.bytes = arenas.reduce((sum, arena) => sum + arena.byteLength, 0);
    weightsInto(plan, weights, (tensor, values) => this.view(tensor.id).set(values));
  }

  view(tensor: TensorId): Float32Array {
    const view = this.views[tensor];
    if (!view) throw new EngineError('graph', 'the plan has no such tensor', { got: tensor });
    return view;
  }

  private buffers(ids: readonly (TensorId | null)[]): Buffers {
    return ids.map((id) => (id === null ? null : this.view(id)));
  }

  write(tensor: TensorId, values: Float32Array): void {
    const view = this.view(tensor);
    if (values.length !== view.length) {
      const name = this.plan.tensors[tensor]?.name ?? 'tensor';
      throw new EngineError('shape', name, { expected: `${view.length} values`, got: values.length });
    }
    view.set(values);
    this.painter?.forget();
  }

  async run(phases: readonly Phase[] = ['forward']): Promise<RunReport> {
    const started = performance.now();
    for (const phase of phases) {
      for (const { kernel, params, ins, outs } of this.plan.phases[phase]) {
        kernel.twin(params, this.buffers(ins), this.buffers(outs));
      }
    }
    const milliseconds = performance.now() - started;
    this.painter?.forget();
    const ranges = this.painter?.paint() ?? new Map();
    return { output: this.view(this.plan.output).slice(), ranges, milliseconds };
  }

  async read(tensor: TensorId): Promise<Float32Array> {
    return this.view(tensor).slice();
  }

  async look(tensors: readonly TensorId[]): Promise<readonly Float32Array[]> {
    return tensors.map((tensor) => this.view(tensor));
  }

  async readValue(tensor: TensorId, index: number): Promise<number> {
    const value = this.view(tensor)[index];
    if (value === undefined) throw new EngineError('shape', 'the tensor has no such value', { got: index });
    return value;
  }

  async profile(): Promise<readonly CallTime[]> {
    refuseTraining(this.plan);
    const calls = this.plan.phases.forward.map(({ kernel, params, ins, outs }) => {
      const [from, to] = [this.buffers(ins), this.buffers(outs)];
      return () => kernel.twin(params, from, to);
    });
    return timedCalls(calls.length, (call, repetitions) => {
      const started = performance.now();
      for (let i = 0; i < repetitions; i++) calls[call]?.();
      return performance.now() - started;
    });
  }

  surface(canvas: HTMLCanvasElement): CpuSurface {
    this.painter?.dispose();
    this.painter = createCpuSurface(canvas, { plan: this.plan, view: (tensor) => this.view(tensor) });
    return this.painter;
  }

  dispose(): void {
    this.painter?.dispose();
    this.painter = null;
  }
}

/** A backend that needs only JavaScript and is never lost. */
export function createReferenceBackend(): Backend {
  return {
    info,
    load: async (plan, weights) => new ReferenceProgram(plan, weights),
    lost: new Promise(() => {}),
    dispose() {},
  };
}
