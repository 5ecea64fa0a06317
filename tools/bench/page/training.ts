/**
 * Measures a course: training steps of every contestant that can train, in turns, on the same network, weights and
 * batches. The losses of each one's first steps are compared with the plain TypeScript twins'.
 */
import { createReferenceBackend } from '../../../src/backend/reference';
import { batchesOf, CHECKED, errorOf, SLOW, STEPS } from '../batches';
import { contestants } from '../contestants';
import type { Net } from '../net';
import type { AskedSteps, Effort, Failed, Trained, TrainingRow } from '../results';
import type { Batch, Trainer } from './contestant';
import type { Calls } from './counters';
import { openFrame, pause, readNet } from './frames';
import { trainerOn } from './trainer';

/** A contestant this many times slower than the fastest on its device has a single sample. */
const FAR_BEHIND = 20;
/** One whose step takes this many milliseconds is timed by its last checked step alone. */
const LONG = 10_000;

interface Entry {
  readonly id: string;
  readonly detail: string;
  readonly error: number;
  readonly trainer: Trainer;
  /** Of a step; null where one takes long. */
  readonly calls: Calls | null;
  /** Milliseconds of the last checked step. */
  readonly speed: number;
  readonly steps: number[];
}

/** Takes the checked steps, one call each. */
async function firstLosses(trainer: Trainer): Promise<{ losses: readonly number[]; speed: number }> {
  const losses: number[] = [];
  let speed = 0;
  for (let k = 0; k < CHECKED; k++) {
    const started = performance.now();
    losses.push(...(await trainer.steps(1)));
    speed = performance.now() - started;
  }
  return { losses, speed };
}

async function trueLosses(net: Net, batches: readonly Batch[]): Promise<readonly number[]> {
  const trainer = await trainerOn(createReferenceBackend(), net, batches);
  const { losses } = await firstLosses(trainer);
  trainer.dispose();
  return losses;
}

/** Steps in one call. */
const stepsAt = (speed: number): number => (speed > SLOW ? 1 : STEPS);

/** Opens a contestant, and checks and times its first steps. Throws Error if it fails or is wrong. */
async function enter(id: string, net: Net, batches: readonly Batch[], truth: readonly number[]): Promise<Entry> {
  const { contestant, takeCalls, own } = await openFrame(id);
  if (!contestant.train) throw new Error('it does not train');
  const trainer = await contestant.train(own(net), own(batches));
  const { losses, speed } = await firstLosses(trainer);
  const error = errorOf(losses, truth);
  takeCalls();
  // What takes long has been timed by now.
  if (speed > LONG) return { id, detail: contestant.detail, error, trainer, calls: null, speed, steps: [speed] };
  const count = stepsAt(speed);
  await trainer.steps(count);
  return { id, detail: contestant.detail, error, trainer, calls: perStep(takeCalls(), count), speed, steps: [] };
}

function perStep({ dispatches, submits, passes, bytesUploaded, created, readbacks }: Calls, steps: number): Calls {
  return {
    ...{ dispatches: dispatches / steps, submits: submits / steps, passes: passes / steps },
    ...{ bytesUploaded: bytesUploaded / steps, created: created / steps, readbacks: readbacks / steps },
  };
}

/** One contestant's turn in a round. */
async function measure({ trainer, speed, steps }: Entry, { rounds, budget }: Effort, fastest: number): Promise<void> {
  const isEnough = speed > FAR_BEHIND * fastest || steps.length * speed > rounds * budget;
  if (steps.length > 0 && isEnough) return;
  const count = stepsAt(speed);
  const end = performance.now() + budget;
  do {
    const started = performance.now();
    await trainer.steps(count);
    steps.push((performance.now() - started) / count);
  } while (performance.now() < end);
}

export async function measureTraining({ course, contestants: ids, effort }: AskedSteps): Promise<TrainingRow> {
  const net = await readNet(course.model);
  const batches = batchesOf(net, course.batch);
  const truth = await trueLosses(net, batches);
  const failed = new Map<string, Failed>();
  const entries: Entry[] = [];
  const fail = (contestant: string, error: unknown): void => {
    const failure = error instanceof Error ? error.message : String(error);
    console.info(`${contestant} is out: ${failure.split('\n')[0]}`);
    failed.set(contestant, { contestant, failure });
  };
  for (const id of ids) {
    try {
      const entry = await enter(id, net, batches, truth);
      entries.push(entry);
      console.info(`${id} is ready, at ${Math.round(entry.speed)} ms a step`);
    } catch (error) {
      fail(id, error);
    }
  }
  const deviceOf = (id: string): string | undefined => contestants.find((c) => c.id === id)?.device;
  const fastestOf = ({ id }: Entry): number =>
    Math.min(...entries.filter((entry) => deviceOf(entry.id) === deviceOf(id)).map(({ speed }) => speed));
  for (let round = 0; round < effort.rounds; round++) {
    for (const entry of entries) {
      if (failed.has(entry.id)) continue;
      await pause();
      try {
        await measure(entry, effort, fastestOf(entry));
      } catch (error) {
        fail(entry.id, error);
      }
    }
  }
  for (const { trainer } of entries) trainer.dispose();
  const results = ids.map((id): Trained | Failed => {
    const entry = entries.find((one) => one.id === id);
    const failure = failed.get(id);
    if (failure || !entry) return failure ?? { contestant: id, failure: 'not measured' };
    const { detail, error, steps, calls } = entry;
    return { contestant: id, detail, error, steps, ...(calls && calls.submits > 0 && { calls }) };
  });
  return { id: course.id, title: course.title, truth, results };
}
