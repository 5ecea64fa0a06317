/** A program whose kernels run in a worker: larger networks, and training, which must not hold up the page. */
import { breather, copyInPieces } from '../../core/breathe';
import { EngineError } from '../../core/errors';
import type { TensorId } from '../../kernels/kernel';
import { type CpuSurface, createCpuSurface } from '../cpu/painter';
import { timedCalls } from '../timing';
import type { BackendInfo, CallTime, Counters, Phase, Plan, Program, RunReport, Scene } from '../types';
import { refuseTraining } from '../weights';
import { tensorsOf, type WorkerHost } from './host';
import { repeated, singleCommands } from './layout';
import type { Prepared } from './prepared';
import { checkLength, countersOf, reported } from './program';

export class RemoteProgram implements Program {
  counters: Readonly<Counters> = countersOf(0, 0);
  private painter: CpuSurface | null = null;
  /** Settles when everything asked for so far is done: runs and reads go one after the other. */
  private last: Promise<unknown> = Promise.resolve();
  /** How much of it is not done yet. */
  private queued = 0;
  /** Runs asked for and not yet painted. */
  private running = 0;
  /** Values that what is asked for next takes along. */
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
      // At once: a copy to keep would take several times as long, since its pages are new.
      this.waiting.delete(tensor);
      this.host.put(tensor, values);
    }
  }

  /** Does something when all that was asked for before is done, with what has been written by now. */
  private queue<T>(work: () => Promise<T>): Promise<T> {
    const writes = this.waiting;
    this.waiting = new Map();
    this.queued++;
    const done = this.last.then(async () => {
      try {
        const rest = breather();
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
      const ranges = this.painter?.paintAfterRun(scanned) ?? new Map();
      return { output: reported(this.host.view(this.plan.output)), ranges, milliseconds };
    });
    return done.finally(() => this.running--);
  }

  read(tensor: TensorId): Promise<Float32Array> {
    return this.queue(async () => {
      await this.host.run([], [tensor]);
      const values = this.host.view(tensor);
      const copy = new Float32Array(values.length);
      await copyInPieces(values, copy, breather());
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
    // Each measurement is queued by itself, so that frames go on between them.
    return timedCalls(commands.length, (call, repetitions) =>
      this.queue(() => this.host.time(repeated(commands[call], repetitions))),
    );
  }

  surface(canvas: HTMLCanvasElement): CpuSurface {
    this.painter?.dispose();
    const painter = createCpuSurface(canvas, { plan: this.plan, view: (tensor) => this.host.view(tensor) });
    this.painter = painter;
    return {
      setScene: (scene: Scene) => {
        painter.setScene(scene);
        const maps = painter.maps();
        this.host.show(maps);
        if (this.host.sharing) return;
        const before = this.shown;
        this.shown = new Set(maps.flatMap(tensorsOf));
        const fresh = [...this.shown].filter((tensor) => !before.has(tensor));
        if (fresh.length === 0) return;
        // A run that fails is heard of by whoever asked for one; here there is only nothing new to paint.
        this.queue(() => this.host.run([], fresh)).then(
          () => this.painter === painter && painter.paint(),
          () => {},
        );
      },
      // In shared memory a run under way has changed some maps and not others; at its end the surface is painted anyway.
      paint: () => {
        if (this.running === 0) painter.paint();
      },
      maps: () => painter.maps(),
      paintAfterRun: (scanned) => painter.paintAfterRun(scanned),
      dispose: () => {
        painter.dispose();
        if (this.painter !== painter) return;
        this.painter = null;
        this.host.show([]);
      },
    };
  }

  private shown: ReadonlySet<TensorId> = new Set();

  dispose(): void {
    this.painter?.dispose();
    this.painter = null;
    this.host.dispose();
  }
}
