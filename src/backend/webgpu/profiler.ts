/**
 * Times a program's kernel calls on the device: one compute pass per call, bracketed by timestamps where the device has
 * them, otherwise by submits that are waited for. Everything needed is made once and kept, apart from the counted frame
 * and never on its path.
 */
import { EngineError } from '../../core/errors';
import { timed } from '../timing';
import type { CallTime } from '../types';

/** A dispatch as the program replays it. */
interface Dispatch {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** Browsers coarsen timestamps to 0.1 ms against side-channel attacks: a pass must last many times that. */
const LEAST = 2;
/** By the page's clock, waiting for a submit adds some tenths of a millisecond. */
const LEAST_BY_PAGE = 10;
const MOST_REPETITIONS = 1024;
/** Maximum rounds over all calls; by then even a call that first measured zero has been repeated enough. */
const ROUNDS = 6;

export class GpuProfiler {
  private readonly queries: GPUQuerySet | null;
  private readonly resolved: GPUBuffer | null;
  private readonly staging: GPUBuffer | null;
  private last: Promise<unknown> = Promise.resolve();

  /** `calls`: the dispatches of each call of the forward phase. */
  constructor(
    private readonly device: GPUDevice,
    private readonly calls: readonly (readonly Dispatch[])[],
  ) {
    const hasTimestamps = device.features.has('timestamp-query') && calls.length > 0;
    const size = 16 * calls.length;
    const { QUERY_RESOLVE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
    const label = 'profile';
    this.queries = hasTimestamps ? device.createQuerySet({ label, type: 'timestamp', count: 2 * calls.length }) : null;
    this.resolved = hasTimestamps ? device.createBuffer({ label, size, usage: QUERY_RESOLVE | COPY_SRC }) : null;
    this.staging = hasTimestamps ? device.createBuffer({ label, size, usage: COPY_DST | MAP_READ }) : null;
  }

  get bytes(): number {
    return (this.resolved?.size ?? 0) + (this.staging?.size ?? 0);
  }

  /** One profile at a time. Rejects with EngineError('device') if the device fails meanwhile. */
  profile(): Promise<readonly CallTime[]> {
    const done = this.last.then(() => (this.queries ? this.byDevice() : this.byPage()));
    this.last = done.catch(() => {});
    return done;
  }

  private encode(encoder: GPUCommandEncoder, call: number, repetitions: number): void {
    const { queries } = this;
    const stamps = queries && {
      querySet: queries,
      beginningOfPassWriteIndex: 2 * call,
      endOfPassWriteIndex: 2 * call + 1,
    };
    const pass = encoder.beginComputePass({
      label: `profile ${call}`,
      ...(stamps ? { timestampWrites: stamps } : {}),
    });
    for (let i = 0; i < repetitions; i++) {
      for (const { pipeline, group, x, y, z } of this.calls[call] ?? []) {
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, group);
        pass.dispatchWorkgroups(x, y, z);
      }
    }
    pass.end();
  }

  /** Times all calls in one submit, then repeats those that were too short, with more repetitions. */
  private async byDevice(): Promise<readonly CallTime[]> {
    const repetitions = this.calls.map(() => 1);
    const spans = this.calls.map(() => 0);
    let waiting = this.calls.map((_, call) => call);
    for (let round = 0; round < ROUNDS && waiting.length > 0; round++) {
      const stamps = await this.measure(waiting, repetitions);
      waiting = waiting.filter((call) => {
        const [begin = 0n, end = 0n] = stamps.subarray(2 * call, 2 * call + 2);
        // A device may reset its clock; such a span counts as zero and is measured again.
        const span = end > begin ? Number(end - begin) / 1e6 : 0;
        const count = repetitions[call] ?? 1;
        spans[call] = span;
        if (span >= LEAST || count >= MOST_REPETITIONS || round === ROUNDS - 1) return false;
        const wanted = span > 0 ? Math.ceil((1.2 * LEAST * count) / span) : 8 * count;
        repetitions[call] = Math.min(MOST_REPETITIONS, Math.max(2 * count, wanted));
        return true;
      });
    }
    return this.calls.map((_, call) => {
      const count = repetitions[call] ?? 1;
      return { call, milliseconds: (spans[call] ?? 0) / count, repetitions: count, clock: 'device' };
    });
  }

  /** Timestamps in nanoseconds, two per call; stale for calls not measured in this round. */
  private async measure(calls: readonly number[], repetitions: readonly number[]): Promise<BigUint64Array> {
    const { queries, resolved, staging, device } = this;
    if (!queries || !resolved || !staging) return new BigUint64Array();
    const encoder = device.createCommandEncoder({ label: 'profile' });
    for (const call of calls) this.encode(encoder, call, repetitions[call] ?? 1);
    encoder.resolveQuerySet(queries, 0, queries.count, resolved, 0);
    encoder.copyBufferToBuffer(resolved, 0, staging, 0, staging.size);
    device.queue.submit([encoder.finish()]);
    try {
      await staging.mapAsync(GPUMapMode.READ);
      return new BigUint64Array(staging.getMappedRange().slice(0));
    } catch (error) {
      throw new EngineError('device', `the profile was given up: ${String(error)}`);
    } finally {
      if (staging.mapState === 'mapped') staging.unmap();
    }
  }

  private async byPage(): Promise<readonly CallTime[]> {
    const idle = await Promise.all([0, 1, 2].map(() => this.waited(0, 0)));
    const overhead = Math.min(...idle);
    const times: CallTime[] = [];
    for (const call of this.calls.keys()) {
      const work = async (count: number): Promise<number> => Math.max(0, (await this.waited(call, count)) - overhead);
      times.push({ call, clock: 'page', ...(await timed(work, LEAST_BY_PAGE)) });
    }
    return times;
  }

  private async waited(call: number, repetitions: number): Promise<number> {
    const started = performance.now();
    const encoder = this.device.createCommandEncoder({ label: 'profile' });
    this.encode(encoder, call, repetitions);
    this.device.queue.submit([encoder.finish()]);
    await this.device.queue.onSubmittedWorkDone();
    return performance.now() - started;
  }

  dispose(): void {
    this.queries?.destroy();
    this.resolved?.destroy();
    this.staging?.destroy();
  }
}
