/**
 * Measures rows in the page. Every contestant has its own frame; all are checked against the plain TypeScript twins on
 * every map, then timed in interleaved rounds, so that drift of the machine affects all alike.
 */
import { createReferenceBackend } from '../../../src/backend/reference';
import { probeAdapter } from '../../../src/backend/webgpu/adapter';
import { Random } from '../../../src/core/random';
import { elements } from '../../../src/core/shapes';
import { planModel } from '../../../src/graph/plan';
import { contestants } from '../contestants';
import { filterOf, type Net, weightOf } from '../net';
import { onnxOf } from '../onnx';
import {
  type Asked,
  type BenchPage,
  type Effort,
  type Failed,
  type Measured,
  type Mode,
  modes,
  type RowResult,
} from '../results';
import type { Loaded, OnnxFiles } from './contestant';
import type { Calls } from './counters';
import { openFloor } from './floor';
import { openFrame, pause, readNet } from './frames';
import { toNhwc } from './order';
import { measureTraining } from './training';

declare global {
  interface Window {
    benchPage?: BenchPage;
  }
}

/** Largest error explained by another order of float32 sums, relative to a map's largest value. */
const TOLERANCE = 1e-4;
/** Inputs used in rotation, so that nothing can be cached from one frame to the next. */
const INPUTS = 3;
/** A contestant whose first frame takes this many milliseconds is checked on one input only. */
const SLOW = 1000;
/** Frames to measure for a contestant over its budget, and for one this many times slower than the fastest. */
const ENOUGH = 3;
const ENOUGH_FAR_BEHIND = 1;
const FAR_BEHIND = 20;

/** Every map of the net for an input, from the twins. */
async function trueMaps(net: Net, input: Float32Array): Promise<readonly Float32Array[]> {
  const plan = planModel(net.spec);
  const program = await createReferenceBackend().load(plan, net.weights);
  program.write(plan.input, input);
  await program.run();
  const outputs = new Map(plan.nodes.map(({ id, output }) => [id, output]));
  return Promise.all(net.maps.map((id) => program.read(outputs.get(id) ?? plan.output)));
}

function errorOf(got: Float32Array | undefined, wanted: Float32Array): number {
  if (got?.length !== wanted.length) return Infinity;
  let largest = 0;
  let error = 0;
  for (const [k, value] of wanted.entries()) {
    largest = Math.max(largest, Math.abs(value));
    const difference = Math.abs((got[k] ?? Number.NaN) - value);
    if (!(difference <= error)) error = Number.isNaN(difference) ? Infinity : difference;
  }
  return error / Math.max(largest, 1e-6);
}

interface Entry {
  readonly id: string;
  readonly detail: string;
  readonly error: number;
  readonly loaded: Loaded;
  readonly inputs: readonly Float32Array<ArrayBuffer>[];
  /** If every frame has another filter: used in rotation, on the last run's picture. */
  readonly filters: readonly Float32Array<ArrayBuffer>[];
  readonly samples: { readonly [M in Mode]: number[] };
  readonly calls: { [M in Mode]?: Calls };
  readonly speed: { [M in Mode]?: number };
}

/** What can be measured: a single layer's only map is its answer. */
const modesOf = (net: Net): readonly Mode[] => (net.maps.length > 1 ? modes : ['answer']);

/** The filters used in rotation. */
const filtersOf = (net: Net): readonly Float32Array<ArrayBuffer>[] => {
  const random = new Random(3);
  const { length } = weightOf(net, filterOf(net));
  return Array.from({ length: INPUTS }, () => Float32Array.from({ length }, () => random.uniform(-1, 1)));
};

function runner({ loaded, inputs, filters }: Entry, mode: Mode): (() => Promise<unknown>) | null {
  const edited = filters.length > 0;
  const read = { answer: edited ? loaded.runEdited : loaded.run, all: loaded.readAll, kept: loaded.readKept }[mode];
  if (!read) return null;
  const values = edited ? filters : inputs;
  let turn = 0;
  return () => read(values[turn++ % values.length] ?? new Float32Array(0));
}

/** Filters that replace the net's, and the output of each for one input. */
interface Edits {
  readonly filters: readonly Float32Array<ArrayBuffer>[];
  readonly truth: readonly Float32Array[];
}

async function editsOf(net: Net, input: Float32Array): Promise<Edits> {
  const filters = filtersOf(net);
  const truth: Float32Array[] = [];
  for (const filter of filters) {
    const weights = new Map(net.weights).set(filterOf(net), filter);
    const maps = await trueMaps({ ...net, weights }, input);
    truth.push(maps[net.maps.indexOf(net.output)] ?? new Float32Array(0));
  }
  return { filters, truth };
}

/** Opens a contestant and checks its answer and all its maps. Throws Error if it fails or is wrong. */
async function enter(
  id: string,
  net: Net,
  onnx: OnnxFiles,
  inputs: readonly Float32Array<ArrayBuffer>[],
  truth: readonly (readonly Float32Array[])[],
  edits: Edits,
): Promise<Entry> {
  const { contestant, takeCalls, own } = await openFrame(id);
  if (!contestant.load) throw new Error('it computes no frames');
  const loaded = await contestant.load(own(net), own(onnx));
  const ordered = own(inputs.map((input) => (loaded.order === 'nhwc' ? toNhwc(input, net.input) : input)));
  const shapes = new Map(net.nodes.map(({ id: node, shape }) => [node, shape]));
  let error = 0;
  let slow = false;
  for (const [k, input] of ordered.entries()) {
    if (slow) break;
    const started = performance.now();
    const wanted = (truth[k] ?? []).map((map, m) =>
      loaded.order === 'nhwc' ? toNhwc(map, shapes.get(net.maps[m] ?? '') ?? []) : map,
    );
    const answer = await loaded.run(input);
    slow = performance.now() - started > SLOW;
    error = Math.max(error, errorOf(answer, wanted[net.maps.indexOf(net.output)] ?? new Float32Array(0)));
    for (const read of net.maps.length > 1 ? [loaded.readAll, loaded.readKept] : []) {
      if (!read) continue;
      const maps = await read(input);
      for (const [m, map] of wanted.entries()) error = Math.max(error, errorOf(maps[m], map));
    }
  }
  const filters = own(edits.filters);
  if (filters.length > 0) await loaded.run(ordered[0] ?? new Float32Array(0));
  for (const [k, filter] of filters.entries()) {
    if (slow && k > 0) break;
    const [wanted = new Float32Array(0), shape] = [edits.truth[k], shapes.get(net.output) ?? []];
    const answer = await loaded.runEdited(filter);
    error = Math.max(error, errorOf(answer, loaded.order === 'nhwc' ? toNhwc(wanted, shape) : wanted));
  }
  const entry = {
    ...{
      id,
      loaded,
      error,
      detail: contestant.detail,
      inputs: ordered,
      filters,
      samples: { answer: [], all: [], kept: [] },
    },
    ...{ calls: {}, speed: {} },
  };
  if (error > TOLERANCE) {
    await loaded.dispose();
    throw new Error(`wrong: an error of ${error.toPrecision(2)} of a map's largest value`);
  }
  for (const mode of modesOf(net)) await gauge(entry, mode, takeCalls);
  return entry;
}

/** Counts the calls of one frame, and estimates its duration. */
async function gauge(entry: Entry, mode: Mode, takeCalls: () => Calls): Promise<void> {
  const run = runner(entry, mode);
  if (!run) return;
  takeCalls();
  const started = performance.now();
  await run();
  entry.calls[mode] = takeCalls();
  const first = performance.now() - started;
  entry.speed[mode] = first;
  if (first > 50) return;
  const again = performance.now();
  for (let k = 0; k < 10; k++) await run();
  entry.speed[mode] = (performance.now() - again) / 10;
}

/** One contestant's turn in a round: a warm-up frame, then frames in batches long enough for the clock. */
async function measure(entry: Entry, mode: Mode, { rounds, budget }: Effort, fastest: number): Promise<void> {
  const run = runner(entry, mode);
  if (!run) return;
  const speed = Math.max(entry.speed[mode] ?? 1, 0.005);
  const frames = entry.samples[mode].length;
  const enough = speed > FAR_BEHIND * fastest ? ENOUGH_FAR_BEHIND : ENOUGH;
  if (frames >= enough && frames * speed > rounds * budget) return;
  const batch = Math.max(1, Math.ceil(0.5 / speed));
  const batches = Math.min(50, Math.max(1, Math.round(budget / speed / batch)));
  if (speed < budget) await run();
  for (let b = 0; b < batches; b++) {
    const started = performance.now();
    for (let k = 0; k < batch; k++) await run();
    entry.samples[mode].push((performance.now() - started) / batch);
  }
}

const floorOf = (net: Net, uploaded = new Float32Array(1)) =>
  openFloor(uploaded, 4 * elements(net.nodes.find(({ id }) => id === net.output)?.shape ?? [1]));

/** Milliseconds of each run, after one to warm up; at most 50, and only as many as fit the budget. */
async function timed(run: () => Promise<void>, budget: number): Promise<readonly number[]> {
  await run();
  const samples: number[] = [];
  for (let spent = 0; samples.length < 50 && spent < budget; spent += samples.at(-1) ?? 0) {
    const started = performance.now();
    await run();
    samples.push(performance.now() - started);
  }
  return samples;
}

async function measureRow({ row, contestants: ids, effort }: Asked): Promise<RowResult> {
  const { rounds, budget } = effort;
  const net = await readNet(row.model);
  const random = new Random(2);
  const inputs = Array.from({ length: INPUTS }, () =>
    Float32Array.from({ length: elements(net.input) }, () => random.uniform(-1, 1)),
  );
  const truth: (readonly Float32Array[])[] = [];
  for (const input of inputs) truth.push(await trueMaps(net, input));
  const edits = row.edited ? await editsOf(net, inputs[0] ?? new Float32Array(0)) : { filters: [], truth: [] };
  const onnx = {
    answer: onnxOf(net, [net.output]),
    all: onnxOf(net, net.maps),
    edited: row.edited ? onnxOf(net, [net.output], filterOf(net)) : null,
  };
  const failed = new Map<string, Failed>();
  const entries: Entry[] = [];
  const fail = (contestant: string, error: unknown): void => {
    console.info(`${contestant} is out: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
    failed.set(contestant, { contestant, failure: error instanceof Error ? error.message : String(error) });
  };
  for (const id of ids) {
    try {
      entries.push(await enter(id, net, onnx, inputs, truth, edits));
      console.info(`${id} is ready`);
    } catch (error) {
      fail(id, error);
    }
  }
  const device = (id: string): string | undefined => contestants.find((c) => c.id === id)?.device;
  /** Among the contestants on the same device. */
  const fastestOf = ({ id }: Entry, mode: Mode): number =>
    Math.min(...entries.filter((e) => device(e.id) === device(id)).map((e) => e.speed[mode] ?? Infinity));
  const floor = entries.some(({ id }) => device(id) === 'gpu')
    ? await floorOf(net, edits.filters[0] ?? inputs[0])
    : null;
  const floorSamples: number[] = [];
  for (let round = 0; round < rounds; round++) {
    if (floor) floorSamples.push(...(await timed(floor.run, budget)));
    for (const entry of entries) {
      if (failed.has(entry.id)) continue;
      await pause();
      try {
        for (const mode of modesOf(net)) await measure(entry, mode, { rounds, budget }, fastestOf(entry, mode));
      } catch (error) {
        fail(entry.id, error);
      }
    }
  }
  floor?.dispose();
  for (const { loaded } of entries) await loaded.dispose();
  const results = ids.map((id): Measured | Failed => {
    const entry = entries.find((e) => e.id === id);
    const failure = failed.get(id);
    if (failure || !entry) return failure ?? { contestant: id, failure: 'not measured' };
    const { detail, error, samples, calls } = entry;
    return { contestant: id, detail, error, samples, calls };
  });
  return { id: row.id, title: row.title, floor: floorSamples, results };
}

window.benchPage = {
  row: (asked) => measureRow(JSON.parse(asked)),
  training: (asked) => measureTraining(JSON.parse(asked)),
  adapter: async () => (await probeAdapter()).detail,
};
