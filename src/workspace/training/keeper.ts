/**
 * Keeps a run on this device while it is trained: what is new is written a moment later, many moments at once, and
 * nothing waits for it. Once a write has failed, the run goes on unkept, and what is kept already stays as it was.
 */
import type { Checkpoint } from '../../train/loop';
import { type Database, isFull, openDatabase } from '../storage/database';
import { momentRecord, momentsOf, type Past, type RunRecord, readRun, VERSION } from './kept';
import { thin } from './oldRuns';

/** `new`: there is nothing to be kept yet; `full`: there is no more room; `none`: the browser keeps nothing. */
export type Keeping = 'new' | 'kept' | 'full' | 'none';

/** Milliseconds between two writes. */
const PAUSE = 400;

export class Keeper {
  state: Keeping = 'new';
  private written: readonly Checkpoint[] = [];
  private wanted: Past | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private writing: Promise<void> = Promise.resolve();
  private readonly begun = Date.now();

  /** `past`: what is kept of the run already. */
  constructor(
    readonly id: string,
    past: Past | null,
    private readonly open: () => Promise<Database> = openDatabase,
  ) {
    if (past) {
      this.written = past.checkpoints;
      this.state = 'kept';
    }
  }

  /** Takes note of how far the run is. A run that has not begun is not kept. */
  note(past: Past): void {
    if (past.checkpoints.length < 2 || this.state === 'full' || this.state === 'none') return;
    this.wanted = past;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.flush();
    }, PAUSE);
  }

  /** Resolves once all that has been noted is kept, or cannot be. */
  flush(): Promise<void> {
    this.writing = this.writing.then(async () => {
      const { wanted } = this;
      this.wanted = null;
      if (!wanted || this.state === 'full' || this.state === 'none') return;
      try {
        const database = await this.open();
        if (this.written.length === 0) await thin(database, this.id);
        await this.write(database, wanted);
        this.state = 'kept';
      } catch (error) {
        this.state = isFull(error) ? 'full' : 'none';
      }
    });
    return this.writing;
  }

  /** One transaction, so that a run and its moments fit each other whatever happens. */
  private async write(database: Database, past: Past): Promise<void> {
    const { id, written } = this;
    const { checkpoints, moments, marks, recipe, spec, backend, steps, epoch } = past;
    const equal = checkpoints.findIndex((checkpoint, i) => checkpoint !== written[i]);
    // The moment that was the last one has had more than it needs now.
    const from = Math.max(0, (equal < 0 ? checkpoints.length : equal) - 1);
    const transaction = database.transaction(['runs', 'moments'], 'readwrite');
    const [runs, all] = [transaction.objectStore('runs'), transaction.objectStore('moments')];
    const before = readRun(await runs.get(id));
    const record: RunRecord = {
      id,
      version: VERSION,
      name: before?.name ?? '',
      begun: before?.begun ?? this.begun,
      changed: Date.now(),
      ...{ recipe, spec, backend, moments, marks, steps, epoch },
    };
    const last = checkpoints.length - 1;
    const writes: Promise<unknown>[] = [runs.put(record)];
    if (written.length > from) writes.push(all.delete(momentsOf(id, checkpoints[from]?.step)));
    for (const [i, checkpoint] of checkpoints.entries()) {
      if (i >= from) writes.push(all.put(momentRecord(id, checkpoint, i === last, spec)));
    }
    // A write that fails ends the transaction, which tells why.
    await Promise.all([...writes, transaction.done]);
    this.written = checkpoints;
  }
}
