/** The report's section on training. */
import { type ContestantInfo, contestants } from './contestants';
import type { Failed, Trained, TrainingRow } from './results';
import { compare, type Summary, summarise } from './statistics';
import { ahead, callCells, callHead, spread, table } from './tables';

type Device = ContestantInfo['device'];

const isTrained = (result: Trained | Failed): result is Trained => 'steps' in result;

function summaryOf({ results }: TrainingRow, id: string): Summary | null {
  const result = results.find(({ contestant }) => contestant === id);
  return result && isTrained(result) ? summarise(result.steps) : null;
}

const shownOn = (rows: readonly TrainingRow[], ...devices: readonly Device[]): readonly ContestantInfo[] =>
  contestants.filter(({ id, device }) => devices.includes(device) && rows.some((row) => summaryOf(row, id)));

/** How far one contestant is ahead of the best of others. */
function aheadOf(row: TrainingRow, ours: ContestantInfo, peers: readonly ContestantInfo[]): string {
  const summaries = peers.flatMap(({ id, adapter, threads }): [string, Summary][] => {
    const summary = adapter !== 'ours' && threads <= ours.threads ? summaryOf(row, id) : null;
    return summary ? [[id, summary]] : [];
  });
  return ahead(compare(summaryOf(row, ours.id), new Map(summaries)));
}

function timings(rows: readonly TrainingRow[], device: Device): string {
  const shown = shownOn(rows, device);
  const native = device === 'cpu' ? shownOn(rows, 'native') : [];
  const ours = shown.filter(({ adapter }) => adapter === 'ours');
  const head = [
    'row',
    ...[...shown, ...native].map(({ id }) => id),
    ...ours.map(({ id }) => `${id} ahead`),
    ...native.map(({ id }) => `wasm-2t ahead of ${id}`),
  ];
  const cells = rows.map((row) => [
    row.id,
    ...[...shown, ...native].map(({ id }) => {
      const summary = summaryOf(row, id);
      return summary ? spread(summary) : '-';
    }),
    ...ours.map((c) => aheadOf(row, c, shown)),
    ...native.map((peer) => {
      const widest = ours.find(({ threads }) => threads === peer.threads);
      return widest ? aheadOf(row, widest, [peer]) : '-';
    }),
  ]);
  return table(head, cells);
}

function counters(rows: readonly TrainingRow[]): string {
  const cells = rows.flatMap(({ id, results }) =>
    results
      .filter(isTrained)
      .flatMap(({ contestant, calls }) => (calls ? [[id, contestant, ...callCells(calls)]] : [])),
  );
  return table(['row', 'contestant', ...callHead], cells);
}

/** Tables of steps on either device, and what a step asks of the graphics device. */
export function trainingSection(rows: readonly TrainingRow[]): string {
  const results = rows.flatMap((row) => row.results);
  const errors = results.filter(isTrained).map(({ error }) => error);
  const failed = rows.flatMap(({ id, results: all }) =>
    all.flatMap((result) =>
      isTrained(result)
        ? []
        : [`- ${id}, ${result.contestant}: ${(result.failure.split('\n')[0] ?? '').slice(0, 160)}`],
    ),
  );
  const details = new Map(results.filter(isTrained).map(({ contestant, detail }) => [contestant, detail] as const));
  const gpu = shownOn(rows, 'gpu').length > 0;
  return `## A step of training

Milliseconds a step, as above: forwards, backwards and gradient descent with momentum, from the same weights and on the same eight batches of noise. Each contestant trains in its fastest way: the batches lie where it computes before the clock starts, and eight steps are taken before their losses are read, or one where it takes longer than half a second; one that takes longer than ten is timed once. Beforehand it takes two steps on the first batch, whose losses are compared with the twins': the second is that of weights which the first has moved. The largest difference here is ${Math.max(0, ...errors).toPrecision(2)} of a loss, and above 1e-4 a contestant is not timed. PyTorch computes outside the browser while the page is idle. The WASM backend of TensorFlow.js has no gradient of convolution, and ONNX Runtime Web does not train.

Contestants: ${[...details].map(([id, detail]) => `${id} (${detail})`).join('; ')}.

Rows:

${rows.map(({ id, title }) => `- ${id}: ${title}`).join('\n')}

### On the CPU

${timings(rows, 'cpu')}
${
  gpu
    ? `
### Through WebGPU, and WebGL

${timings(rows, 'gpu')}

### What a step asks of the device

${counters(rows)}
`
    : ''
}${failed.length > 0 ? `\n### Not measured\n\n${failed.join('\n')}\n` : ''}`.trimEnd();
}
