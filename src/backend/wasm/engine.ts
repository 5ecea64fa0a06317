/** A prepared plan in a WASM memory, run on the calling thread, together with a team of more threads if requested. */
import { EngineError } from '../../core/errors';
import type { TensorId } from '../../kernels/kernel';
import type { Phase, Weights } from '../types';
import { instantiate, type KernelInstance } from './instance';
import type { CommandList } from './layout';
import { giveMemory, takeMemory } from './memory';
import { kernelNames } from './module';
import { fill, listsOf, type Prepared, placeOf } from './prepared';
import { giveTeam, type Team, takeTeam } from './team';

export class Engine {
  private disposed = false;
  /** Made on first use and kept: the memory never grows, so a view stays valid until dispose(). */
  private readonly views = new Map<TensorId, Float32Array>();

  private constructor(
    readonly prepared: Prepared,
    private readonly instance: KernelInstance,
    private readonly team: Team | null,
  ) {}

  /** Copies in the weights and starts the team. Throws EngineError('weights' | 'memory' | 'device'). */
  static async create(prepared: Prepared, weights: Weights): Promise<Engine> {
    const { module, layout, threads } = prepared;
    const team = threads > 1 ? await takeTeam(prepared) : null;
    const memory = team?.memory ?? takeMemory(layout.bytes);
    try {
      await fill(prepared, weights, memory.buffer);
      const instance = await instantiate(module.compiled, memory, kernelNames);
      instance.join(layout.control);
      return new Engine(prepared, instance, team);
    } catch (error) {
      if (team) giveTeam(team);
      else giveMemory(memory);
      throw error;
    }
  }

  private usable(): void {
    if (this.disposed) throw new EngineError('device', 'the program has been disposed of');
  }

  get bytes(): number {
    return this.prepared.layout.bytes;
  }

  /**
   * The tensor's values, in place. Throws EngineError('graph') when the plan has no such tensor, and
   * EngineError('device') once disposed: by then the memory may belong to another program.
   */
  view(tensor: TensorId): Float32Array {
    this.usable();
    let view = this.views.get(tensor);
    if (!view) {
      const { address, length } = placeOf(this.prepared, tensor);
      view = new Float32Array(this.instance.memory.buffer, address, length);
      this.views.set(tensor, view);
    }
    return view;
  }

  /** Runs the phases in order. Returns the number of kernel calls and the milliseconds they took. */
  run(phases: readonly Phase[]): { readonly calls: number; readonly milliseconds: number } {
    const { lists, calls } = listsOf(this.prepared, phases);
    return { calls, milliseconds: this.time(lists) };
  }

  /** Runs command lists one after another. Returns the milliseconds they took. */
  time(lists: readonly CommandList[]): number {
    this.usable();
    const { threads } = this.prepared;
    const { scratch, scratchStep } = this.prepared.layout;
    const started = performance.now();
    try {
      for (const { start, end } of lists) this.instance.run(start, end, threads, scratch, scratchStep);
    } catch (error) {
      // A trap leaves the team in the middle of a command: nothing more can run.
      this.disposed = true;
      this.views.clear();
      this.team?.dispose();
      const reason = error instanceof Error ? error.message : String(error);
      throw new EngineError('device', `a kernel failed: ${reason}`);
    }
    return performance.now() - started;
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.views.clear();
    if (this.team) giveTeam(this.team);
    else giveMemory(this.instance.memory);
  }
}
