/**
 * A plan laid out in a WASM memory and run on the calling thread, with a team of further threads where asked for. This
 * is what both kinds of program run: the in-line one directly, the worker's on behalf of the page.
 */
import { EngineError } from '../../core/errors';
import type { TensorId } from '../../kernels/kernel';
import type { Phase, Plan, Weights } from '../types';
import { weightsInto } from '../weights';
import { type Layout, layOut, writeCommands } from './layout';
import { giveMemory, takeMemory } from './memory';
import { instantiate, type KernelInstance, type KernelModule, loadModule } from './module';
import { startTeam, type Team } from './team';

export class Engine {
  private disposed = false;

  private constructor(
    readonly plan: Plan,
    readonly module: KernelModule,
    readonly threads: number,
    private readonly layout: Layout,
    private readonly instance: KernelInstance,
    private readonly team: Team | null,
  ) {}

  /**
   * Lays the plan out, copies the weights in, and starts the team. Throws EngineError('weights' | 'memory' | 'device').
   */
  static async create(plan: Plan, weights: Weights, threads: number): Promise<Engine> {
    const module = await loadModule(threads > 1);
    const { sizer } = module;
    const sizerBytes = new Uint8Array(sizer.memory.buffer);
    const layout = layOut(plan, sizer.heapBase, threads, (kernel, block) => {
      sizerBytes.set(new Uint8Array(block.buffer), sizer.heapBase);
      return sizer.scratchBytes(kernel, sizer.heapBase);
    });
    const memory = takeMemory(layout.bytes, module.shared);
    const instance = await instantiate(module.compiled, memory);
    writeCommands(plan, layout, instance.firstKernel, new DataView(memory.buffer));
    weightsInto(plan, weights, ({ arena, offset, length }, values) => {
      new Float32Array(memory.buffer, addressOf(layout, arena, offset), length).set(values);
    });
    if (threads === 1) return new Engine(plan, module, 1, layout, instance, null);
    instance.join(layout.control);
    const team = await startTeam({
      compiled: module.compiled,
      memory,
      control: layout.control,
      threads,
      scratch: layout.scratch,
      scratchStep: layout.scratchStep,
    });
    return new Engine(plan, module, threads, layout, instance, team);
  }

  get memory(): WebAssembly.Memory {
    return this.instance.memory;
  }

  get bytes(): number {
    return this.layout.bytes;
  }

  /** The tensor's values, in place. Throws EngineError('graph') when the plan has no such tensor. */
  view(tensor: TensorId): Float32Array {
    const { address, length } = this.place(tensor);
    return new Float32Array(this.memory.buffer, address, length);
  }

  /** Where a tensor lies: byte address and length in floats. */
  place(tensor: TensorId): { readonly address: number; readonly length: number } {
    const found = this.plan.tensors[tensor];
    if (!found) throw new EngineError('graph', 'the plan has no such tensor', { got: tensor });
    return { address: addressOf(this.layout, found.arena, found.offset), length: found.length };
  }

  /** Runs the phases in order. Returns the number of kernel calls and the milliseconds they took. */
  run(phases: readonly Phase[]): { readonly calls: number; readonly milliseconds: number } {
    if (this.disposed) throw new EngineError('device', 'the program has been disposed of');
    const started = performance.now();
    let calls = 0;
    for (const phase of phases) {
      const list = this.layout.phases[phase];
      if (list.calls === 0) continue;
      this.instance.run(list.start, list.end, 0, this.threads, this.layout.scratch);
      calls += list.calls;
    }
    return { calls, milliseconds: performance.now() - started };
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.team?.dispose();
    giveMemory(this.memory);
  }
}

function addressOf(layout: Layout, arena: number, offset: number): number {
  const start = layout.arenas[arena];
  if (start === undefined) throw new EngineError('graph', 'a tensor lies in an arena that does not exist');
  return start + offset * 4;
}
