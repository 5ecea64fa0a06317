/**
 * The page's end of a worker: sends it runs, and shows the page its tensors. With shared memory these are views;
 * otherwise copies that come with each run's answer, in arrays sent back and forth, so that a frame allocates little.
 */

import { EngineError } from '../../core/errors';
import { withTimeout } from '../../core/timeout';
import { copyInPieces, PIECE } from '../../core/yield';
import type { TensorId } from '../../kernels/kernel';
import type { DrawnMap } from '../paint/layout';
import type { Scanned } from '../paint/ranges';
import type { Phase, Weights } from '../types';
import type { CommandList } from './layout';
import type { FromWorker, ToWorker } from './messages';
import { kernelNames, newMemory, refusedMemory } from './module';
import { fill, fillCommands, listsOf, type PlacedWeight, type Prepared, placedWeights, placeOf } from './prepared';
import { PATIENCE, startTeam, type Team } from './team';

interface Pending {
  resolve(answer: Extract<FromWorker, { milliseconds: number }>): void;
  reject(error: EngineError): void;
}

/** A map that shows a difference involves two tensors. */
export const tensorsOf = ({ tensor, minus }: DrawnMap): readonly TensorId[] =>
  minus === null ? [tensor] : [tensor, minus];

export class WorkerHost {
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;
  private ended: EngineError | null = null;
  private team: Team | null = null;
  /** How the page sees each tensor: a view of shared memory, or the latest copy. */
  private readonly seen = new Map<TensorId, Float32Array>();
  /** The tensors whose copies are from the last run. */
  private readonly current = new Set<TensorId>();
  /** Superseded copies, to be filled again. */
  private readonly spare = new Map<TensorId, Float32Array<ArrayBuffer>>();
  private shown: readonly DrawnMap[] = [];
  /** What the page paints from: copied after every run where memory is not shared. */
  private painted: readonly TensorId[] = [];

  private constructor(
    private readonly prepared: Prepared,
    private readonly worker: Worker,
    private readonly memory: WebAssembly.Memory | null,
    private readonly lost: (reason: string) => void,
  ) {
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.take(data));
    worker.addEventListener('error', ({ message }) => this.fail(message || 'it ended'));
    worker.addEventListener('messageerror', () => this.fail('it sent what cannot be read'));
  }

  /**
   * Starts the worker and its team. `lost` is called if the worker fails later. Throws EngineError('weights' | 'memory'
   * | 'device').
   */
  static async start(prepared: Prepared, weights: Weights, lost: (reason: string) => void): Promise<WorkerHost> {
    const { module, layout, threads } = prepared;
    const memory = module.shared ? newMemory(layout.bytes / 65536, true) : null;
    const commands = new ArrayBuffer(memory ? 0 : (layout.arenas[0] ?? layout.scratch));
    const placed = memory ? [] : placedWeights(prepared, weights);
    if (memory) await fill(prepared, weights, memory.buffer);
    else fillCommands(prepared, commands);
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    const host = new WorkerHost(prepared, worker, memory, lost);
    try {
      if (memory) host.team = await startTeam(prepared, memory);
      const started = host.expect(0);
      host.post(
        {
          kind: 'start',
          compiled: module.compiled,
          names: kernelNames,
          memory: memory ?? { pages: layout.bytes / 65536, commands },
          control: layout.control,
          threads,
          scratch: layout.scratch,
          scratchStep: layout.scratchStep,
        },
        memory ? [] : [commands],
      );
      await withTimeout(started, PATIENCE, 'the compute worker');
      for (const weight of placed) await host.send(weight);
      return host;
    } catch (error) {
      host.dispose();
      throw error;
    }
  }

  private post(message: ToWorker, transfer: Transferable[] = []): void {
    this.worker.postMessage(message, transfer);
  }

  /** Sends a weight to a worker with its own memory, pausing now and then so that little is in flight at a time. */
  private async send({ values, place }: PlacedWeight): Promise<void> {
    for (let from = 0; from < values.length; from += PIECE) {
      const piece = values.slice(from, from + PIECE);
      this.post({ kind: 'write', address: place.address + 4 * from, values: piece }, [piece.buffer]);
      if (piece.length === PIECE) await this.time([]);
    }
  }

  private expect(id: number): Promise<Extract<FromWorker, { milliseconds: number }>> {
    if (this.ended) return Promise.reject(this.ended);
    return new Promise((resolve, reject) => this.pending.set(id, { resolve, reject }));
  }

  private take(answer: FromWorker): void {
    const waiting = this.pending.get(answer.id);
    if ('error' in answer) {
      // A trap leaves the team in the middle of its commands: nothing more can run.
      this.fail(answer.error, answer.code);
      return;
    }
    this.pending.delete(answer.id);
    waiting?.resolve(answer);
  }

  private fail(reason: string, code: 'memory' | 'device' = 'device'): void {
    if (this.ended) return;
    if (code === 'memory') {
      this.end(refusedMemory(this.prepared.layout.bytes, reason));
      return;
    }
    this.end(new EngineError('device', `the compute worker failed: ${reason}`));
    this.lost(reason);
  }

  private end(error: EngineError): void {
    this.ended = error;
    this.worker.terminate();
    this.team?.dispose();
    for (const { reject } of this.pending.values()) reject(error);
    this.pending.clear();
  }

  /** Whether the page sees tensors in place, without having to `show` them. */
  get sharing(): boolean {
    return this.memory !== null;
  }

  /** Whether the page's view of a tensor is current. */
  has(tensor: TensorId): boolean {
    return this.sharing || this.current.has(tensor);
  }

  /** Writes values into a tensor; no run may be in flight. */
  put(tensor: TensorId, values: Float32Array): void {
    if (this.ended) throw this.ended;
    if (this.memory) this.view(tensor).set(values);
    else this.post({ kind: 'write', address: placeOf(this.prepared, tensor).address, values });
  }

  /** The same, pausing between pieces. */
  async putInPieces(tensor: TensorId, values: Float32Array, rest: () => Promise<void>): Promise<void> {
    if (this.ended) throw this.ended;
    if (this.memory) return copyInPieces(values, this.view(tensor), rest);
    const { address } = placeOf(this.prepared, tensor);
    for (let from = 0; from < values.length; from += PIECE) {
      const piece = values.slice(from, from + PIECE);
      this.post({ kind: 'write', address: address + 4 * from, values: piece }, [piece.buffer]);
      await rest();
    }
  }

  /**
   * Runs the phases, finds the ranges of what is shown if requested, and refreshes the copies of what is shown and of
   * the requested tensors.
   */
  async run(
    phases: readonly Phase[],
    asked: readonly TensorId[] = [],
    ranges = phases.length > 0,
  ): Promise<{ calls: number; milliseconds: number; scanned: Scanned }> {
    const { lists, calls } = listsOf(this.prepared, phases);
    const { shown: maps } = this;
    const copied = this.memory ? [] : [...new Set([...asked, ...this.painted])];
    const into = copied.map((tensor) => this.spare.get(tensor) ?? null);
    for (const tensor of copied) this.spare.delete(tensor);
    const id = this.nextId++;
    const answered = this.expect(id);
    if (!this.ended) {
      const wanted = copied.map((tensor) => placeOf(this.prepared, tensor));
      const transfer = into.flatMap((array) => (array ? [array.buffer] : []));
      this.post({ kind: 'run', id, lists, wanted, into, ranges }, transfer);
    }
    const { milliseconds, values, ranges: found } = await answered;
    if (calls > 0) this.current.clear();
    copied.forEach((tensor, k) => {
      const before = this.seen.get(tensor);
      if (before && before.buffer instanceof ArrayBuffer) this.spare.set(tensor, new Float32Array(before.buffer));
      const value = values[k];
      if (value) this.seen.set(tensor, value);
      this.current.add(tensor);
    });
    return { calls, milliseconds, scanned: { maps: ranges ? maps : [], ranges: found } };
  }

  /** Runs command lists one after another, copying nothing. Resolves to the milliseconds they took. */
  async time(lists: readonly CommandList[]): Promise<number> {
    const id = this.nextId++;
    const answered = this.expect(id);
    if (!this.ended) this.post({ kind: 'run', id, lists, wanted: [], into: [], ranges: false });
    return (await answered).milliseconds;
  }

  /** The tensor as the page sees it: in place where memory is shared, otherwise the latest copy (at first zeros). */
  view(tensor: TensorId): Float32Array {
    let view = this.seen.get(tensor);
    if (!view) {
      const { address, length } = placeOf(this.prepared, tensor);
      view = this.memory ? new Float32Array(this.memory.buffer, address, length) : new Float32Array(length);
      this.seen.set(tensor, view);
    }
    return view;
  }

  /** Sets the maps whose ranges are found, and the tensors copied where memory is not shared, after every run. */
  show(maps: readonly DrawnMap[], painted: readonly TensorId[]): void {
    this.shown = maps;
    this.painted = painted;
    if (this.ended) return;
    const address = (tensor: TensorId): number => placeOf(this.prepared, tensor).address;
    const placed = maps.map((map) => ({
      ...map,
      tensor: address(map.tensor),
      minus: map.minus === null ? null : address(map.minus),
    }));
    this.post({ kind: 'show', maps: placed });
  }

  dispose(): void {
    if (!this.ended) this.end(new EngineError('device', 'the program has been disposed of'));
    this.seen.clear();
    this.spare.clear();
  }
}
