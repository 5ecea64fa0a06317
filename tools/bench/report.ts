/** The results as Markdown: tables, ratios, and a plain statement of the rows lost. */
import { type ContestantInfo, contestants } from './contestants';
import type { Drag, Failed, FirstAnswer, Learning, Machine, Measured, Mode, RowResult, TrainingRow } from './results';
import { type Comparison, compare, quantile, type Summary, summarise } from './statistics';
import { ahead, callCells, callHead, digits, spread, table } from './tables';
import { trainingSection } from './trainingReport';

export interface Report {
  readonly machine: Machine;
  readonly rows: readonly RowResult[];
  readonly training: readonly TrainingRow[];
  readonly first: readonly FirstAnswer[];
  readonly drags: readonly Drag[];
  readonly learnings: readonly Learning[];
  readonly quick: boolean;
}

type Device = ContestantInfo['device'];

const isMeasured = (result: Measured | Failed): result is Measured => 'samples' in result;

const present = (report: Report, device: Device): readonly ContestantInfo[] =>
  contestants.filter(
    (c) => c.device === device && report.rows.some(({ results }) => results.some((r) => r.contestant === c.id)),
  );

function summaryOf(row: RowResult, id: string, mode: Mode): Summary | null {
  const result = row.results.find(({ contestant }) => contestant === id);
  return result && isMeasured(result) ? summarise(result.samples[mode]) : null;
}

/** Our contestant against comparable peers: with as many threads, or with any. */
function against(row: RowResult, ours: ContestantInfo, mode: Mode): Comparison | null {
  const peers = contestants.filter(
    (c) => c.adapter !== 'ours' && c.device === ours.device && c.threads <= ours.threads,
  );
  const summaries = peers.flatMap((c): [string, Summary][] => {
    const summary = summaryOf(row, c.id, mode);
    return summary ? [[c.id, summary]] : [];
  });
  return compare(summaryOf(row, ours.id, mode), new Map(summaries));
}

function timings(report: Report, device: Device, mode: Mode): string {
  const shown = present(report, device).filter((c) => report.rows.some((row) => summaryOf(row, c.id, mode)));
  const ours = shown.filter(({ adapter }) => adapter === 'ours');
  const floored = device === 'gpu' && mode === 'answer';
  const floor = (samples: readonly number[]): string => {
    const summary = summarise(samples);
    return summary ? spread(summary) : '-';
  };
  const head = [
    'row',
    ...shown.map(({ id }) => id),
    ...(floored ? ['floor'] : []),
    ...ours.map(({ id }) => `${id} ahead`),
  ];
  const rows = report.rows.map((row) => [
    row.id,
    ...shown.map(({ id }) => {
      const summary = summaryOf(row, id, mode);
      return summary ? spread(summary) : '-';
    }),
    ...(floored ? [floor(row.floor)] : []),
    ...ours.map((c) => ahead(against(row, c, mode))),
  ]);
  return table(head, rows);
}

/** A sentence for every row that a peer wins. */
export function lostRows(report: Report): readonly string[] {
  const ours = contestants.filter(({ adapter }) => adapter === 'ours');
  const names: readonly [Mode, string][] = [
    ['answer', 'the answer alone'],
    ['all', 'all maps'],
  ];
  return names.flatMap(([mode, words]) =>
    ours.flatMap((c) =>
      report.rows.flatMap((row) => {
        const comparison = against(row, c, mode);
        if (!comparison || comparison.ratio >= 1) return [];
        const chance = comparison.unsure ? ' (the spreads overlap, so take it for a tie)' : '';
        return [
          `${row.id}, ${words}: ${c.title} takes ${digits(1 / comparison.ratio)} times ${comparison.peer}${chance}.`,
        ];
      }),
    ),
  );
}

function counters(report: Report): string {
  const rows = report.rows
    .filter((row) => row.results.length > 0 && ['digits', 'objects', 'squeeze', 'K3e', 'K7e'].includes(row.id))
    .flatMap((row) =>
      (['answer', 'all'] as const).flatMap((mode) =>
        row.results.flatMap((result) => {
          const gpu = present(report, 'gpu').some(({ id }) => id === result.contestant);
          const calls = isMeasured(result) ? result.calls[mode] : undefined;
          return gpu && calls ? [[`${row.id}, ${mode}`, result.contestant, ...callCells(calls)]] : [];
        }),
      ),
    );
  return table(['frame', 'contestant', ...callHead], rows);
}

const firstAnswers = (first: readonly FirstAnswer[]): string =>
  table(
    ['page', 'milliseconds', 'kB packed'],
    first.map(({ title, samples, payload }) => {
      const summary = summarise(samples);
      return [title, summary ? spread(summary) : '-', digits(payload / 1000)];
    }),
  );

const dragged = (drags: readonly Drag[]): string =>
  table(
    ['backend', 'frames', 'milliseconds from frame to frame', 'all but one in twenty within'],
    drags.map(({ backend, samples }) => {
      const summary = summarise(samples);
      const late = quantile(
        [...samples].sort((a, b) => a - b),
        0.95,
      );
      return [backend, `${samples.length}`, summary ? spread(summary) : '-', digits(late)];
    }),
  );

const learned = (learnings: readonly Learning[]): string =>
  table(
    [
      'engine alone, pictures a second',
      'its steps on the page',
      'share',
      'seconds of the whole run',
      'new digits right',
      'milliseconds from frame to frame',
      'tasks above 50 ms, the longest',
    ],
    learnings.map(({ alone, rate, seconds, accuracy, frames, long }) => {
      const summary = summarise(frames);
      return [
        digits(alone),
        digits(rate),
        `${Math.round((100 * rate) / alone)} %`,
        digits(seconds),
        `${digits(100 * accuracy)} %`,
        summary ? spread(summary) : '-',
        long.length === 0 ? 'none' : `${long.length}, ${digits(Math.max(...long))}`,
      ];
    }),
  );

function failures(report: Report): readonly string[] {
  return report.rows.flatMap(({ id, results }) =>
    results.flatMap((result) =>
      isMeasured(result)
        ? []
        : [`- ${id}, ${result.contestant}: ${(result.failure.split('\n')[0] ?? '').slice(0, 160)}`],
    ),
  );
}

/** The whole report. */
export function markdown(report: Report): string {
  const { machine, rows } = report;
  const lost = lostRows(report);
  const failed = failures(report);
  const details = new Map(
    rows.flatMap(({ results }) => results.filter(isMeasured).map((r) => [r.contestant, r.detail] as const)),
  );
  const errors = rows.flatMap(({ results }) => results.filter(isMeasured).map(({ error }) => error));
  const parts = (['cpu', 'gpu'] as const)
    .filter((device) => present(report, device).length > 0)
    .map((device) => {
      const where = device === 'cpu' ? 'On the CPU' : `Through WebGPU (${machine.adapter})`;
      const kept =
        device === 'cpu'
          ? `\n\n### All maps, copied into kept arrays\n\nThe same, each map copied into an array made once: what is left of a lead when both sides copy and neither allocates. TensorFlow.js is reached through its internals for this; ONNX Runtime and jax-js make new arrays for every result, and have no such way.\n\n${timings(report, device, 'kept')}`
          : '';
      return `## ${where}\n\n### The answer alone\n\n${timings(report, device, 'answer')}\n\n### All maps\n\n${timings(report, device, 'all')}${kept}`;
    });
  return `# Speed, beside other libraries

Measured ${machine.date} in ${machine.browser} on ${machine.processor}, ${machine.cores} cores, cross-origin isolated; graphics adapter: ${machine.adapter}.${report.quick ? ' A quick run: take it as a hint.' : ''} Written by \`npm run bench\`; run it to have the numbers of your own machine.

## How to read this

- Milliseconds a frame, batch 1, float32: the median, and in brackets the quartiles between which half of the frames lie. Every contestant runs in a frame of its own in the same page, and all take turns in every round, so that whatever else the machine does hits all alike. Compare within one run only.
- *The answer alone*: put the input in, run, read the last layer. *All maps*: the same, reading every layer's output, before and after its activation. On the CPU this project's maps are views of its memory, and through WebGPU they come in one copy into memory that is kept; the others copy each map into a new array, and much of their time goes into that. An answer of more than 4,096 values is such a view too, so in the larger single convolutions part of the lead is a copy that is not made.
- Before it is timed, each contestant's answer and every one of its maps are compared with the plain TypeScript twins on three inputs; the largest error here is ${Math.max(0, ...errors).toPrecision(2)} of a map's largest value, and above 1e-4 a contestant is not timed.
- *Ahead*: the fastest peer's median over ours, among those with no more threads. **Bold** is a lost row; a question mark says that the quartiles overlap, so the order may be chance.
- In the rows K3e and K7e every frame has another filter, and the picture of the frame before: what dragging a cell of a kernel asks for. TensorFlow.js and jax-js keep the picture on their device, ONNX Runtime is given it with every run.
- TensorFlow.js caps its threads at half of the cores; it is told of twice as many here, so that it gets those that the heading names.
- *Floor*: the upload of a frame's input and the way back of as many bytes as its answer has, with nothing computed, in the same rounds; the answer is not even looked at. Every contestant pays it, so it bounds what a ratio can come to; what is above it is the kernel.
- Through WebGPU, what is large costs by how its memory is had: a fresh array for an answer takes some ten times as long as copying into one that is kept, and an upload above the 4 MiB that Chrome keeps for it five times as long as the same in parts. This project keeps one array for a large answer (valid until the next run) and one for maps that are looked at, and uploads in parts; the peers give a new array for every result.
- Through WebGPU, Chrome looks whether the device has finished when a page sends it a command, and otherwise every other millisecond or so. This project sends empty commands while it waits, the peers do not; in rows of a few milliseconds much of the lead is that.

Contestants: ${[...details].map(([id, detail]) => `${id} (${detail})`).join('; ')}.

Rows:

${rows.map(({ id, title }) => `- ${id}: ${title}`).join('\n')}

## Rows lost

${lost.length > 0 ? lost.map((line) => `- ${line}`).join('\n') : 'None in this run.'}

${parts.join('\n\n')}

## What a frame asks of the device

Counted by the same wrapper around the browser's own WebGPU classes, for one frame after the first ones. The input is float32 for all, four bytes a value (602,112 for 3 x 224 x 224). This engine also takes pixels packed as bytes (200,704 then, which a test counts), but the rows compare the same input. Objects created are buffers, textures, bind groups, layouts, modules and pipelines.

${counters(report)}
${
  report.first.length > 0
    ? `
## From navigation to the first answer

The digits model, in a fresh context each; the whole page of this project, and for every library the least page that loads the model and answers. The payload is what was requested on the way, packed by brotli, without the model.

The time ends for the whole page when its first frame is painted into its canvas and what that gave is written into the document, for a least page when the answer is an array; it shows nothing. Neither waits for the display: this browser paints on the software adapter, on the same cores, and each of its frames takes tens of milliseconds, more while they are busy. The whole page requests the model, the kernels and the backend's code from its first bytes on, computes as soon as they are there, and is rendered once, with the answer in it. What it takes longer than its own least page is its code (some 430 kB, unpacked, to be compiled) and that one rendering of the interface; through WebGPU also the check of every kernel against its plain meaning, and the shaders that paint, compiled on the processor here. Pages of either device have a browser of their own: after a page that has used WebGPU the next one, whichever it is, takes up to half as long again.

${firstAnswers(report.first)}
`
    : ''
}${
  report.drags.length > 0
    ? `
## Dragging a cell of a kernel

The page *Kernels*, whole, at 1366 x 768: a 3 x 3 filter over a colour picture of 512 x 512, and a cell of it dragged without pause. In every frame the page takes the number, computes the feature map, each channel's own response and the activation map, and paints them with their ranges, histogram and curve; what is shown is the time from one shown frame to the next, at best a display's 16.7. What the engine alone takes for it, and uploads, stands above in the rows K3e and K7e, beside the same operation in the other libraries.

${dragged(report.drags)}
`
    : ''
}${
  report.learnings.length > 0
    ? `
## Learning on the page

The page *Train* as it opens, on the CPU, at full speed: 8,000 digits five times in batches of 16, with all that a person sees of it. In turn with it the engine does the same steps in Node, with nothing to show and nothing judged. On the page 500 new digits are judged at each moment of the timeline besides, and the engine waits for a frame between two turns: the rate of its steps leaves both out, the seconds of the whole run do not.

${learned(report.learnings)}
`
    : ''
}${report.training.length > 0 ? `\n${trainingSection(report.training)}\n` : ''}${failed.length > 0 ? `\n## Not measured\n\n${failed.join('\n')}\n` : ''}`;
}
