/** The training rows: those of the page, and PyTorch's, which computes outside of it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { decodeModel } from '../../src/formats/model';
import { resolveModel, weightName } from '../../src/graph/model';
import { initialWeights } from '../../src/train/initialise';
import { batchesOf, CHECKED, errorOf } from './batches';
import { contestants } from './contestants';
import { descent, logitsOf, type Net, netOf, weightOf } from './net';
import type { Course } from './nets';
import type { Effort, Failed, Trained, TrainingRow } from './results';

const script = fileURLToPath(new URL('pytorch.py', import.meta.url));
const pub = fileURLToPath(new URL('../../public/', import.meta.url));

function readNet({ model }: Course): Net {
  if (typeof model !== 'string') return netOf(model, initialWeights(model, 1));
  const { spec, weights } = decodeModel(readFileSync(path.join(pub, model)));
  return netOf(spec, weights);
}

/** Writes a course as pytorch.py reads it. */
function writeCourse(folder: string, course: Course): void {
  const net = readNet(course);
  const weights = resolveModel(net.spec, 1).nodes.flatMap(({ id, weights: of }) =>
    of.map(({ name, shape }) => [weightName(id, name), shape] as const),
  );
  const batches = batchesOf(net, course.batch);
  const { nodes, input, output } = net;
  const asked = { nodes, input, output, weights, batch: course.batch, batches: batches.length, checked: CHECKED };
  writeFileSync(path.join(folder, 'net.json'), JSON.stringify({ ...asked, ...descent, logits: logitsOf(net) }));
  const arrays = [
    ...weights.map(([name]) => weightOf(net, name)),
    ...batches.flatMap(({ images, labels }) => [images, Float32Array.from(labels)]),
  ];
  writeFileSync(
    path.join(folder, 'data.bin'),
    Buffer.concat(arrays.map((a) => Buffer.from(a.buffer, a.byteOffset, a.byteLength))),
  );
}

/** Times PyTorch, if the Python named by the variable PYTHON, or `python3`, has it. */
function nativeSteps(
  course: Course,
  id: string,
  threads: number,
  { rounds, budget }: Effort,
  truth: readonly number[],
): Trained | Failed {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  try {
    writeCourse(folder, course);
    const args = [script, folder, threads, rounds, budget].map(String);
    const { status, stdout, stderr, error } = spawnSync(process.env.PYTHON ?? 'python3', args, { encoding: 'utf8' });
    if (status !== 0)
      return { contestant: id, failure: error?.message ?? stderr.trim().split('\n').at(-1) ?? 'failed' };
    const { detail, losses, steps } = JSON.parse(stdout);
    return { contestant: id, detail, error: errorOf(losses, truth), steps };
  } catch (error) {
    return { contestant: id, failure: error instanceof Error ? error.message : String(error) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Measures a course in the bench page, then outside of the browser while the page is idle. */
export async function measureCourse(
  page: Page,
  course: Course,
  ids: readonly string[],
  effort: Effort,
): Promise<TrainingRow> {
  const asked = contestants.filter(({ id, tasks }) => ids.includes(id) && tasks.includes('steps'));
  const inside = asked.filter(({ device }) => device !== 'native').map(({ id }) => id);
  const text = JSON.stringify({ course, contestants: inside, effort });
  const row = await page.evaluate((json) => window.benchPage?.training(json), text);
  if (!row) throw new Error('the bench page is gone');
  const outside = asked.filter(({ device }) => device === 'native');
  const results = outside.map(({ id, threads }) => nativeSteps(course, id, threads, effort, row.truth));
  return { ...row, results: [...row.results, ...results] };
}
