/** A program whose kernels run in a worker: larger networks and training, which must not block the page. */

import { EngineError } from '../../core/errors';
import { copyInPieces, yieldEvery } from '../../core/yield';
import type { TensorId } from '../../kernels/kernel';
import { type CpuSurface, createCpuSurface } from '../cpu/painter';
import { RANGE_STRIDE, rangesByTensor, type Scanned } from '../paint/ranges';
import { timedCalls } from '../timing';
import type { BackendInfo, CallTime, Counters, Phase, Plan, Program, Range, RunReport, Scene, Surface } from '../types';
import { refuseTraining } from '../weights';
import { tensorsOf, type WorkerHost } from './host';
import { repeated, singleCommands } from './layout';
import type { Prepared } from './prepared';
import { checkLength, countersOf, reported } from './program';

/** Values up to which the page scans for ranges itself: a quarter of a millisecond. */
const AT_ONCE = 2 ** 18;

export class RemoteProgram implements Program {
  counters: Readonly<Counters> = countersOf(0, 0);
  private painter: CpuSurface | null = null;
  /** Settles when everything requested so far is done: runs and reads go one after another. */
  private last: Promise<unknown> = Promise.resolve();
  /** Requests not done yet. */
  private queued = 0;
  /** Runs requested and not yet painted. */
  private running = 0;
  /** Range surveys requested and not done. */
  private surveys = 0;
  /** Values to go along with the next request. */
  private waiting = new Map<TensorId, Float32Array>();
  private written = 0;

  constructor(
    private readonly prepared: Prepared,
    private readonly host: WorkerHost,
    readonly info: BackendInfo,
  ) {}

  get plan(): Plan {
    return this.prepared.plan;
  }

  get bytes(): number {
    return this.prepared.layout.bytes;
  }

  write(tensor: TensorId, values: Float32Array, isLent = false): void {
    checkLength(this.plan, tensor, values);
    this.written += values.byteLength;
    if (isLent) this.waiting.set(tensor, values);
    else if (this.queued > 0) this.waiting.set(tensor, values.slice());
    else {
      // Written at once: a copy to keep would take several times as long, since its pages are new.
      this.waiting.delete(tensor);
      this.host.put(tensor, values);
    }
  }

  /** Runs a task once all earlier requests are done, after applying what has been written by now. */
  private queue<T>(work: () => Promise<T>): Promise<T> {
    const writes = this.waiting;
    this.waiting = new Map();
    this.queued++;
    const done = this.last.then(async () => {
      try {
        const rest = yieldEvery();
        for (const [tensor, values] of writes) await this.host.putInPieces(tensor, values, rest);
        return await work();
      } finally {
        this.queued--;
      }
    });
    this.last = done.catch(() => {});
    return done;
  }

  run(phases: readonly Phase[] = ['forward']): Promise<RunReport> {
    const bytesUploaded = this.written;
    this.written = 0;
    this.running++;
    const done = this.queue(async () => {
      const { calls, milliseconds, scanned } = await this.host.run(phases, [this.plan.output]);
      this.counters = countersOf(calls, bytesUploaded);
      return { output: reported(this.host.view(this.plan.output)), ranges: this.paintRun(scanned), milliseconds };
    });
    return done.finally(() => this.running--);
  }

  read(tensor: TensorId): Promise<Float32Array> {
    return this.queue(async () => {
      await this.host.run([], [tensor]);
      const values = this.host.view(tensor);
      const copy = new Float32Array(values.length);
      await copyInPieces(values, copy, yieldEvery());
      return copy;
    });
  }

  look(tensors: readonly TensorId[]): Promise<readonly Float32Array[]> {
    return this.queue(async () => {
      await this.host.run([], tensors);
      return tensors.map((tensor) => this.host.view(tensor));
    });
  }

  view(tensor: TensorId): Float32Array | null {
    return this.host.sharing ? this.host.view(tensor) : null;
  }

  async readValue(tensor: TensorId, index: number): Promise<number> {
    const value = (await this.read(tensor))[index];
    if (value === undefined) throw new EngineError('shape', 'the tensor has no such value', { got: index });
    return value;
  }

  async profile(): Promise<readonly CallTime[]> {
    refuseTraining(this.plan);
    const commands = singleCommands(this.plan, this.prepared.layout, 'forward');
    // Each measurement is queued separately, so that frames continue in between.
    return timedCalls(commands.length, (call, repetitions) =>
      this.queue(() => this.host.time(repeated(commands[call], repetitions))),
    );
  }

  /** Paints a run's results, with the ranges the worker found. */
  private paintRun(found: Scanned): ReadonlyMap<TensorId, Range> {
    const { painter } = this;
    if (!painter) return new Map();
    painter.forget();
    painter.take(found);
    if (!this.isFar(painter)) return painter.paint();
    // The scene has changed meanwhile.
    this.survey(painter);
    return rangesByTensor(found.maps, found.ranges, RANGE_STRIDE);
  }

  /** Whether ranges are missing that the page cannot find itself, or not within its frame. */
  private isFar(painter: CpuSurface): boolean {
    const unknown = painter.unknown();
    if (unknown.reduce((sum, { length }) => sum + length, 0) > AT_ONCE) return true;
    return unknown.some((map) => tensorsOf(map).some((tensor) => !this.host.has(tensor)));
  }

  /** Has the worker find ranges, and copy what the page cannot see, beside the runs; then paints. */
  private survey(painter: CpuSurface): void {
    this.surveys++;
    this.queue(() => this.host.run([], [], true))
      .then(
        ({ scanned }) => {
          if (this.painter !== painter) return;
          painter.take(scanned);
          // A run in flight has changed only some of the maps; it paints when it ends.
          if (this.running === 0) painter.paint();
        },
        // Whoever requested a failed run hears of it; here it only means there is nothing new to paint.
        () => {},
      )
      .finally(() => this.surveys--);
  }

  surface(canvas: HTMLCanvasElement): Surface {
    this.painter?.dispose();
    const painter = createCpuSurface(canvas, { plan: this.plan, view: (tensor) => this.host.view(tensor) });
    this.painter = painter;
    return {
      setScene: (scene: Scene) => {
        const before = painter.maps();
        painter.setScene(scene);
        // Where maps only move, the same are shown.
        if (painter.maps() === before) return;
        const shown = [...painter.tensors()];
        this.host.show(painter.maps(), shown);
        if (this.isFar(painter) || !shown.every((tensor) => this.host.has(tensor))) this.survey(painter);
      },
      paint: (atOnce = false) => {
        if (atOnce || (this.running === 0 && this.surveys === 0)) painter.paint();
      },
      dispose: () => {
        painter.dispose();
        if (this.painter !== painter) return;
        this.painter = null;
        this.host.show([], []);
      },
    };
  }

  dispose(): void {
    this.painter?.dispose();
    this.painter = null;
    this.host.dispose();
  }
}
